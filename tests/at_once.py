"""Several deeds in the same moment, each in a thread of its own."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import Connection, event, insert
from sqlalchemy.orm import Session

from course.database import writing
from course.errors import DomainError
from course.models.base import Row

Value = TypeVar("Value")


def at_once(*deeds: Callable[[], Value]) -> Sequence[Value]:
    """What came of each deed; what one of them raises is raised here."""
    start = Barrier(len(deeds))

    def act(deed: Callable[[], Value]) -> Value:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [one.result() for one in [pool.submit(act, deed) for deed in deeds]]


def refusals(app: Flask, *writes: Callable[[Session], object]) -> Sequence[type[DomainError]]:
    """How writes were refused that began in the same moment; those that were done are left out."""

    def act(write: Callable[[Session], object]) -> type[DomainError] | None:
        try:
            with app.app_context(), writing() as session:
                write(session)
        except DomainError as refused:
            return type(refused)
        return None

    told = at_once(*[lambda write=write: act(write) for write in writes])
    return [refused for refused in told if refused is not None]


@contextmanager
def overtaken(table: type[Row]) -> Iterator[None]:
    """Somebody inserts the same row after the checks, right before the insertion.

    Only its numbers are others: what must be unique beside them is what is tested.
    """

    def insert_first(_mapper: object, connection: Connection, row: Any) -> None:
        unique = {"protocol_number": "X", "number": "X", "code": "X"}
        columns = {column.name for column in table.__table__.columns} - {"id"}
        values = {name: getattr(row, name) for name in columns}
        values |= {name: value for name, value in unique.items() if values.get(name) is not None}
        connection.execute(insert(table).values(values))

    event.listen(table, "before_insert", insert_first)
    try:
        yield
    finally:
        event.remove(table, "before_insert", insert_first)
