"""Where the form of an assignment sends its files: its author's doors, or those of who types it."""

from dataclasses import dataclass
from typing import ClassVar

from flask import url_for


@dataclass(frozen=True, slots=True)
class OwnDoors:
    """The doors of the author; each row of a table has a page of its own."""

    slug: str
    row_pages: ClassVar = True

    @property
    def add_file(self) -> str:
        """Where a file is attached."""
        return url_for("assignments.add_file", slug=self.slug)

    def remove_file(self, file_id: int) -> str:
        """Where a file is taken off."""
        return url_for("assignments.remove_file", slug=self.slug, file_id=file_id)

    def tell_people(self, file_id: int) -> str:
        """Where it is said who is in a picture."""
        return url_for("assignments.tell_people", slug=self.slug, file_id=file_id)

    @property
    def journal(self) -> str:
        """Where a table that comes out of the journal is filled."""
        return url_for("fieldwork.index")

    def row(self, table: str, number: int) -> str:
        """The page of one row, counted from 1."""
        return url_for("rows.show", slug=self.slug, table=table, number=number)

    def new_row(self, table: str) -> str:
        """The page of a row to come."""
        return url_for("rows.add", slug=self.slug, table=table)


@dataclass(frozen=True, slots=True)
class EntryDoors:
    """The doors of a trainer who types in a draft, all of it on one page."""

    submission_id: int
    enrolment_id: int
    row_pages: ClassVar = False

    @property
    def add_file(self) -> str:
        """Where a file is attached."""
        return url_for("entering.add_file", submission_id=self.submission_id)

    def remove_file(self, file_id: int) -> str:
        """Where a file is taken off."""
        work_id = self.submission_id
        return url_for("entering.remove_file", submission_id=work_id, file_id=file_id)

    def tell_people(self, file_id: int) -> str:
        """Where it is said who is in a picture."""
        work_id = self.submission_id
        return url_for("entering.tell_people", submission_id=work_id, file_id=file_id)

    @property
    def journal(self) -> str:
        """Where a table that comes out of the journal is filled."""
        return url_for("fieldwork.new_for", enrolment_id=self.enrolment_id, kind="conversation")
