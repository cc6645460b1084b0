"""What goes over the wire when somebody opens a lesson for the first time, and later."""

import re
import zlib
from http import HTTPStatus
from urllib.parse import urljoin

from tests.bench.scene import Scene
from tests.bench.wire import Answer, Connection, request
from tests.serving import Running

GZIP = "gzip"  # what every browser and proxy knows
GZIP_WINDOW = 31
_STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_NAMED = re.compile(r"""(?:from |import |url\()["']?(\.{1,2}/[^"')]+)""")


def page_bytes(server: Running, scene: Scene) -> int:
    """A lesson for somebody who has everything else already."""
    with Connection(server.port) as connection:
        return _lesson(connection, scene).size


def first_visit_bytes(server: Running, scene: Scene) -> int:
    """A lesson with all that its page names: styles, scripts, the font, the mark."""
    with Connection(server.port) as connection:
        page = _lesson(connection, scene)
        total, waiting, seen = page.size, set(_STATIC.findall(_text(page))), set[str]()
        while waiting - seen:
            path = min(waiting - seen)
            seen.add(path)
            file = connection.ask(request("GET", path, {"Accept-Encoding": GZIP}))
            total += file.expect(HTTPStatus.OK).size
            if path.endswith((".css", ".js")):
                waiting.update(urljoin(path, named) for named in _NAMED.findall(_text(file)))
        return total


def _lesson(connection: Connection, scene: Scene) -> Answer:
    asked = scene.read(**{"Accept-Encoding": GZIP})
    return connection.ask(asked).expect(HTTPStatus.OK)


def _text(answer: Answer) -> str:
    packed = b"content-encoding: gzip" in answer.head.lower()
    return (zlib.decompress(answer.body, GZIP_WINDOW) if packed else answer.body).decode()
