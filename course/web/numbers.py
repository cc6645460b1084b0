"""Numbers of rows, pages and revisions as they are sent: none is larger than a database holds."""

import re

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

from course.errors import Unreadable

LARGEST = 2**63 - 1
LAST_PAGE = 1_000_000
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)


class RowNumber(IntegerConverter):
    """`<int:…>` in an address; a larger number is no page of ours."""

    def __init__(self, map: Map) -> None:  # noqa: A002 -- werkzeug names it so
        super().__init__(map, max=LARGEST)


def attach(app: Flask) -> None:
    """Read every address so. Before any route is added."""
    app.url_map.converters["int"] = RowNumber


def row_number(typed: str) -> int:
    """The number of a row named in a query. Raises ValueError for what is none."""
    number = int(typed)
    if not 0 < number <= LARGEST:
        raise ValueError(typed[:20])
    return number


def whole_number(typed: str) -> int:
    """A number that a page of ours carried, 0 or more. Raises Unreadable for what is none."""
    if not _WHOLE.fullmatch(typed):
        raise Unreadable
    return int(typed)


def page_number(name: str = "page") -> int:
    """The page of a list that the address names, counted from 1; the first where it names none."""
    return min(max(request.args.get(name, 1, type=int), 1), LAST_PAGE)
