"""Numbers of rows as addresses name them: none is larger than a database can hold."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1


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
