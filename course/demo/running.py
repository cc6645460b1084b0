"""The server and the worker as two children of one command, which ends them together."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from course.demo.preparing import DemonstrationRefused
from course.settings import ROOT, Settings

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 10
GLANCE_SECONDS = 0.2
LAST_LINES = 15


class ChildEnded(Exception):
    """The server or the worker ended by itself; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process of ours; what it says is kept in a file."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        """The end of what it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LAST_LINES:])


@contextmanager
def server_and_worker(settings: Settings, port: int) -> Iterator[Sequence[Child]]:
    """Both running, the server answering; both ended at the end.

    Raises DemonstrationRefused for a port that is taken, and ChildEnded.
    """
    refuse_taken(port)
    folder = settings.files_folder.parent
    with ExitStack() as stack:
        children = [
            stack.enter_context(_child("server", _server(port), folder)),
            stack.enter_context(_child("worker", _worker(), folder)),
        ]
        _wait_until_healthy(children, port)
        yield children


def wait_for_the_end(children: Sequence[Child], stop: threading.Event) -> None:
    """Until somebody says stop. Raises ChildEnded when a child ends by itself."""
    while not stop.wait(GLANCE_SECONDS):
        _refuse_ended(children)


def stop_on_signals() -> threading.Event:
    """An event that Ctrl-C and SIGTERM set."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def refuse_taken(port: int) -> None:
    """Raise DemonstrationRefused when something else answers at this port."""
    with closing(socket.socket()) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            message = f"Port {port} is taken. Choose another: PORT={port + 1} make run"
            raise DemonstrationRefused(message) from None


def _server(port: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "course.serving:serve", "--factory"]
    command += ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"]
    return [*command, "--host", HOST, "--port", str(port)]


def _worker() -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", "work"]


@contextmanager
def _child(name: str, command: Sequence[str], folder: Path) -> Iterator[Child]:
    """A process apart from the terminal, so that Ctrl-C reaches it through us alone."""
    log = folder / f"{name}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 -- our own commands
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield Child(name, process, log)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_healthy(children: Sequence[Child], port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while not _is_healthy(port):
        _refuse_ended(children)
        if time.monotonic() > end:
            raise ChildEnded(f"The server does not answer.\n{children[0].last_words()}")
        time.sleep(GLANCE_SECONDS)


def _is_healthy(port: int) -> bool:
    with closing(http.client.HTTPConnection(HOST, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False


def _refuse_ended(children: Sequence[Child]) -> None:
    for child in children:
        if child.process.poll() is not None:
            raise ChildEnded(f"The {child.name} ended.\n{child.last_words()}")
