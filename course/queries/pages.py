"""Paging by key: a long list is read a page at a time, and no read lasts long."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

PAGE = 1000

Key = ColumnElement[Any] | InstrumentedAttribute[Any]


def by_key(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    *keys: Key,
    size: int = PAGE,
    skip: int = 0,
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a statement, in the order of columns that are never null and together unique.

    Each row has the keys at its end. Between two pages nothing of the database is held, so what
    was loaded before is loaded anew when it is asked for next. The first `skip` rows are left out.
    """
    asked = statement.add_columns(*keys).order_by(*keys).limit(size)
    page = session.execute(asked.offset(skip) if skip else asked).all()
    while len(page) == size:
        session.rollback()
        yield from page
        last = page[-1][-len(keys) :]
        page = session.execute(asked.where(tuple_(*keys) > tuple_(*last))).all()
    yield from page
