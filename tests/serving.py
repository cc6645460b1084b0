"""A server of our own for one test: started on a free port, awaited, ended."""

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers, and how long it took from its start to its first answer."""

    port: int
    pid: int
    start_seconds: float

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serve(
    command: Sequence[str], environment: Mapping[str, str], *, health: str = "/healthz"
) -> Iterator[str]:
    """The address of a server that answers; `{port}` in the command and PORT name its port.

    Raises RuntimeError with what it printed when it does not answer in time.
    """
    with running(command, environment, health=health) as server:
        yield server.address


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], *, health: str = "/healthz"
) -> Iterator[Running]:
    """The same, with what a measurement wants to know of the server."""
    port = free_port()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="server-") as folder:
        printed = Path(folder) / "printed"
        with printed.open("wb") as output:
            server = subprocess.Popen(
                [word.replace("{port}", str(port)) for word in command],
                env={**os.environ, **environment, "PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            _wait_until_healthy(server, port, health, printed)
            yield Running(port, server.pid, time.monotonic() - begun)
        finally:
            _stop(server)


def free_port() -> int:
    with closing(socket.socket()) as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def _wait_until_healthy(
    server: subprocess.Popen[bytes], port: int, health: str, printed: Path
) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if _answers(port, health):
            return
        time.sleep(0.01)
    raise RuntimeError(f"The server does not answer:\n{printed.read_text(errors='replace')}")


def _answers(port: int, health: str) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", health)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server; when it will not listen, its whole family with it."""
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
