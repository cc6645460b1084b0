"""One address before several servers, as of a service that is released while phones are open."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

_OF_THE_HOP = {
    "connection",
    "keep-alive",
    "transfer-encoding",
    "content-encoding",
    "content-length",
}


class Switch:
    """Passes every request on to the server that stands behind it just now, or drops it."""

    def __init__(self, address: str, target: str) -> None:
        self.address = address
        self.target = target
        self.dropped = ""
        """A pattern of the paths whose connections are closed without an answer."""
        self.passed: list[str] = []


@contextmanager
def open_switch(target: str) -> Iterator[Switch]:
    """A switch on a free port, closed at the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            if switch.dropped and re.search(switch.dropped, self.path):
                self.close_connection = True
                return
            switch.passed.append(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            behind = http.client.HTTPConnection(urlsplit(switch.target).netloc, timeout=60)
            wanted = {**self.headers, "Accept-Encoding": "identity"}
            behind.request(self.command, self.path, body, wanted)
            answer = behind.getresponse()
            told = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _OF_THE_HOP:
                    self.send_header(name, value)
            if answer.status != http.client.NOT_MODIFIED:
                self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)
            behind.close()

        do_GET = do_POST = do_PUT = _pass  # noqa: N815 -- the names that http.server calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its own name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        switch = Switch(f"http://127.0.0.1:{server.server_address[1]}", target)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield switch
        server.shutdown()
        thread.join()
