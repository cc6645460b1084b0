"""What goes over the wire when somebody opens a page for the first time, and later."""

import re
import tempfile
import zlib
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from course.catalogue import Catalogue
from tests.bench.scene import Scene
from tests.bench.wire import Answer, Connection, request
from tests.scene_served import serve_pages
from tests.serving import Running

GZIP = "gzip"  # what every browser and proxy knows
GZIP_WINDOW = 31
KILOBYTE = 1000
WEIGHED = {
    "quiz": ("quizzes.question", "ana"),
    "my course": ("study.course", "ana"),
    "marking": ("marking.show", "ben"),
    "verification": ("certificates.verify", "nobody"),
}
"""The pages beside a lesson on which people spend their time, and who opens them."""

_NAMED_BY_PAGE = re.compile(r'="(/(?:static|icons|lesson-parts)/[^"#]+)')
_NAMED = re.compile(r"""(?:from |import |url\()["']?(\.{1,2}/[^"')]+)""")


def page_bytes(server: Running, scene: Scene) -> int:
    """A lesson for somebody who has everything else already."""
    with Connection(server.port) as connection:
        return _lesson(connection, scene).size


def first_visit_bytes(server: Running, scene: Scene) -> int:
    """A lesson with all that its page names: styles, scripts, the font, the icons, the mark."""
    with Connection(server.port) as connection:
        return _with_all_it_names(connection, _lesson(connection, scene))


def weights(course: Catalogue, folder: Path) -> Mapping[str, float]:
    """In kilobytes, each of the other pages alone, and when it is the first one that is opened."""
    found = {}
    with (
        tempfile.TemporaryDirectory(dir=folder) as name,
        serve_pages(Path(name), course) as scene,
        Connection(urlsplit(scene.address).port or 0) as connection,
    ):
        paths = {page.door: page.path for page in scene.pages}
        for key, (door, person) in WEIGHED.items():
            told = {"Accept-Encoding": GZIP}
            if person in scene.cookies["pl"]:
                told["Cookie"] = f"session={scene.cookies['pl'][person]}"
            page = connection.ask(request("GET", paths[door], told)).expect(HTTPStatus.OK)
            found[key] = page.size / KILOBYTE
            found[f"{key} first"] = _with_all_it_names(connection, page) / KILOBYTE
    return found


def _with_all_it_names(connection: Connection, page: Answer) -> int:
    total, waiting, seen = page.size, set(_NAMED_BY_PAGE.findall(_text(page))), set[str]()
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
