"""HTTP by hand over connections that stay open: light enough to share two cores with a server."""

import re
import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

PATIENCE_SECONDS = 10
HOST = "127.0.0.1"
LIKE_A_BROWSER = {
    "Host": HOST,
    "User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "pl,en;q=0.7",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Sec-Fetch-Site": "same-origin",
}
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_TAG = re.compile(r"\r\netag: *([^\r]+)", re.IGNORECASE)


class UnexpectedAnswer(Exception):
    """The server said something else than what was to be measured."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer as it came over the wire."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head[9:12])

    @property
    def size(self) -> int:
        """Bytes on the wire, the head included."""
        return len(self.head) + len(self.body)

    @property
    def tag(self) -> str:
        """The ETag as sent."""
        found = _TAG.search(self.head.decode("latin-1"))
        if found is None:
            raise UnexpectedAnswer("a page without an ETag")
        return found[1]

    def expect(self, status: int) -> Self:
        """The same answer; raises UnexpectedAnswer for another status."""
        if self.status != status:
            said = self.head + self.body[:500]
            raise UnexpectedAnswer(f"not {status}: {said.decode(errors='replace')}")
        return self


class Connection:
    """A connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), PATIENCE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._come = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def fileno(self) -> int:
        """What a selector watches."""
        return self._socket.fileno()

    def send(self, request: bytes) -> None:
        """Send a whole request."""
        self._socket.sendall(request)

    def receive(self) -> Answer | None:
        """Take what has come; the answer when it is whole."""
        part = self._socket.recv(1 << 18)
        if not part:
            raise UnexpectedAnswer("the server closed the connection")
        self._come += part
        head, end, body = self._come.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return None
        self._come = b""
        return Answer(head + end, body)

    def ask(self, request: bytes) -> Answer:
        """One request and its answer."""
        self.send(request)
        answer = None
        while answer is None:
            answer = self.receive()
        return answer


@dataclass(frozen=True, slots=True)
class Pace:
    """How many requests were answered in how long."""

    requests: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def request(
    method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> bytes:
    """A request as bytes."""
    told = LIKE_A_BROWSER | dict(headers or {})
    if body:
        told["Content-Type"] = "application/x-www-form-urlencoded"
        told["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(port: int, asked: bytes) -> Answer:
    """One request over a connection of its own."""
    with Connection(port) as connection:
        return connection.ask(asked)


def drive(port: int, streams: Sequence[Iterator[bytes]], status: int, seconds: float) -> Pace:
    """Ask for some seconds: each stream has one request under way, the next follows its answer."""
    with ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        begun, done, under_way = time.perf_counter(), 0, len(streams)
        for stream in streams:
            connection = stack.enter_context(Connection(port))
            selector.register(connection, selectors.EVENT_READ, (connection, stream))
            connection.send(next(stream))
        while under_way:
            ready = selector.select(PATIENCE_SECONDS)
            if not ready:
                raise UnexpectedAnswer(f"no answer in {PATIENCE_SECONDS} seconds")
            for key, _ in ready:
                connection, stream = key.data
                answer = connection.receive()
                if answer is None:
                    continue
                answer.expect(status)
                done += 1
                if time.perf_counter() - begun < seconds:
                    connection.send(next(stream))
                else:
                    under_way -= 1
        return Pace(done, time.perf_counter() - begun)


def _length(head: bytes) -> int:
    found = _LENGTH.search(head)
    if found:
        return int(found[1])
    if head[9:12] in {b"204", b"304"}:
        return 0
    raise UnexpectedAnswer(f"an answer without a length: {head.decode(errors='replace')}")
