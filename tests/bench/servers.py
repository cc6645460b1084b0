"""The servers that are measured, and what the kernel knows of them."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from flask import Flask

from course.settings import Settings
from tests.serving import Running, running

WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1_000_000


def hello_server() -> AbstractContextManager[Running]:
    """Bare Flask on the same server."""
    return running(_granian("tests.bench.hello:app"), {}, health="/")


def course_server(
    app: Flask,
    settings: Settings,
    *,
    workers: int = WORKERS,
    threads: int = 1,
    under: Sequence[str] = (),
) -> AbstractContextManager[Running]:
    """The service as it is installed, on the database of an app at hand.

    `under` is a command that watches it, such as strace.
    """
    url = app.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False)
    environment = {
        "COURSE_ENVIRONMENT": "local",
        "COURSE_FOLDER": str(settings.files_folder),
        "DATA_KEYS": ",".join(settings.data_keys),
        "DATABASE_URL": url,
        "FILES_FOLDER": str(settings.files_folder),
        "ISSUER_KEYS": str(settings.issuer_keys),
        "SECRET_KEY": settings.secret_key,
    }
    granian = _granian("course.serving:serve", "--factory", workers=workers, threads=threads)
    return running([*under, *granian], environment)


def cpu_seconds(server: Running) -> float:
    """Time that all threads of a server and its children spent on a core since their start."""
    return sum(sum(map(int, _fields(pid)[11:13])) for pid in family(server.pid)) / TICKS


def memory_megabytes(server: Running) -> float:
    """Proportional memory of a server and its children: what they share counts once."""
    kilobytes = 0
    for pid in family(server.pid):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == "Pss":
                kilobytes += int(value.split()[0])
    return kilobytes * 1024 / MEGABYTE


def family(pid: int) -> Iterator[int]:
    """A server and all its children, by their ids."""
    children: Mapping[int, list[int]] = _children()
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children.get(one, [])


def _granian(target: str, *options: str, workers: int = WORKERS, threads: int = 1) -> list[str]:
    command = [str(Path(sys.executable).parent / "granian"), target, *options]
    command += ["--interface", "wsgi", "--workers", str(workers)]
    command += ["--blocking-threads", str(threads)]
    return [*command, "--host", "127.0.0.1", "--port", "{port}", "--log-level", "warning"]


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(_fields(int(folder.name))[1])
        except OSError:  # ended meanwhile
            continue
        children.setdefault(parent, []).append(int(folder.name))
    return children


def _fields(pid: int) -> list[str]:
    """What stands in /proc/<pid>/stat after the name: the state, then the parent."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
