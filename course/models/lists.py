"""Lists that somebody looks at again, and files of lists that the worker makes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from content.languages import Language
from course.models.base import Json, Row
from course.models.people import Person
from course.models.programmes import Programme
from course.models.types import refers, words
from course.terms import ListKind


class SavedView(Row):
    """A filter of a list under a name; shared with all who see the list, or for oneself."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("programme_id", "person_id", "list", "name"),)

    programme_id: Mapped[int] = refers("programmes.id", index=False)
    person_id: Mapped[int] = refers("people.id")
    list: Mapped[ListKind] = mapped_column(words(ListKind, "list"))
    name: Mapped[str] = mapped_column(String(100))
    asked: Mapped[Json] = mapped_column(JSON)  # the filter, as its address says it
    shared: Mapped[bool]
    saved_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class PreparedFile(Row):
    """A file of a list that is too long to wait for: the worker makes it and writes a letter."""

    __tablename__ = "prepared_files"
    __table_args__ = (
        Index("ix_prepared_files_waiting", "ready_at", "not_before"),
        CheckConstraint(
            "(ready_at IS NULL) = (sha256 IS NULL) AND (ready_at IS NULL) = (bytes IS NULL)",
            name="ready_whole",
        ),
    )

    programme_id: Mapped[int] = refers("programmes.id")
    list: Mapped[ListKind] = mapped_column(words(ListKind, "list"))
    ending: Mapped[str] = mapped_column(String(20))  # of the file's name: csv, xlsx, zip …
    asked: Mapped[Json] = mapped_column(JSON)
    language: Mapped[Language] = mapped_column(words(Language, "language"))
    asked_by_id: Mapped[int] = refers("people.id")
    asked_at: Mapped[datetime]
    not_before: Mapped[datetime | None]  # None: given up
    tries: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_all: Mapped[int | None]
    ready_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    stored_as: Mapped[str | None] = mapped_column(String(200))  # none again once it was deleted
    file_name: Mapped[str] = mapped_column(String(200))

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql")
