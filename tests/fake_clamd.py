"""A scanner of viruses that speaks clamd's INSTREAM, and knows one virus: the EICAR test file."""

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import cast

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST_BYTES = 200_000


class _Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        said = cast("FakeClamd", self.server)
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack(">L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > MOST_BYTES:
                said.refusals += 1
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        said.scanned.append(content)
        if not said.is_dumb:
            found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
            self.wfile.write(b"stream: " + found + b"\0")


class FakeClamd(socketserver.ThreadingTCPServer):
    """The scanner; `is_dumb` closes the line without an answer."""

    daemon_threads = True
    is_dumb = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Scan)
        self.scanned: list[bytes] = []
        self.refusals = 0

    @property
    def address(self) -> str:
        return "{}:{}".format(*self.server_address)


@contextmanager
def fake_clamd() -> Iterator[FakeClamd]:
    """Listening while a block runs."""
    with FakeClamd() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
