"""Work as one ZIP: a page for each piece with its files, an index, and the sums of all.

It is sent while it is made, one piece at a time, so neither memory nor disk holds the whole.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from jinja2 import Environment

from assessments.definitions import Assignment
from course.database import reading
from course.errors import NotFound
from course.models import Submission, SubmissionFile
from course.queries.assignments import (
    assignment_of,
    content_digest,
    files_of,
    standing_marking,
    values_of,
)
from course.reports.archive import Names, StreamedZip
from course.settings_here import settings_here
from course.templating import paper_environment
from course.terms import ScanState
from course.uploads import open_stored
from course.web.called import file_name, who_of, work_name
from course.web.drafts import receipt_for
from course.web.i18n import language, speaking
from course.web.point_map import map_shown
from course.web.told import counts_of, criteria_told, row_title, size_told, told

INDEX = "index.html"
_CHUNK = 256 * 1024
_FOLDED = re.compile(r"<details(?![^>]* open\b)")

Fetch = Callable[[int], Submission]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in the ZIP, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of work as the index tells it. `who` is empty where nobody must know."""

    id: int
    called: str
    who: str
    title: str
    number: int
    state: str
    handed_in_at: datetime | None
    points: str
    page: str
    files: tuple[tuple[str, str, int], ...]
    left_out: tuple[LeftOut, ...]


@dataclass
class Archive:
    """What becomes of each piece while the ZIP is made. `blind`: it tells nobody's name."""

    fetch: Fetch
    heading: str
    at: datetime
    blind: bool = False
    pieces: list[Piece] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    addresses: dict[int, str] = field(default_factory=dict)

    def stream(self, ids: Sequence[int]) -> Iterator[bytes]:
        """The whole ZIP, part by part."""
        pages = self._pages()
        with closing(StreamedZip()) as written:
            for submission_id in ids:
                try:
                    submission = self.fetch(submission_id)
                except NotFound:  # taken back meanwhile
                    self.gone.append(submission_id)
                    continue
                yield from self._add(written, pages, submission)
            index = pages.get_template("papers/work_index.html").render(archive=self)
            yield from written.add(INDEX, [index.encode()], at=self.at)
            yield from written.end(at=self.at)

    def _add(
        self, written: StreamedZip, pages: Environment, submission: Submission
    ) -> Iterator[bytes]:
        assignment = assignment_of(submission)
        piece, files = self._placed(submission, assignment)
        at = submission.handed_in_at or self.at
        page = self._page(pages, piece, submission, assignment, dict(files))
        stored = [(path, file.stored_as, file.added_at) for file, path in files]
        reading().rollback()  # nothing stays open while somebody's slow line takes the bytes
        self.pieces.append(piece)
        yield from written.add(piece.page, [page.encode()], at=at)
        for path, stored_as, added_at in stored:
            yield from written.add(path, _content(stored_as), at=added_at)

    def _placed(
        self, submission: Submission, assignment: Assignment
    ) -> tuple[Piece, list[tuple[SubmissionFile, str]]]:
        """The piece with a place for its page and for each file that is safe and there."""
        called = work_name(submission.id)
        who = "" if self.blind else who_of(submission, blind=False)
        named = ", ".join(part for part in (f"Z{assignment.number}", who, called) if part)
        page = self.names.place("", f"{named}.html")
        folder = page.removesuffix(".html")
        files, left_out = [], []
        for file in files_of(submission):
            name = file_name(file, blind=self.blind)
            why = _why_left_out(file)
            if why:
                left_out.append(LeftOut(name, why))
                continue
            path = self.names.place(folder, name)
            self.addresses[file.id] = quote(path)
            files.append((file, path))
        marking = None if self.blind else standing_marking(submission)
        return Piece(
            id=submission.id,
            called=called,
            who=who,
            title=assignment.title.in_language(language()),
            number=submission.number,
            state="" if self.blind else speaking().word(submission.state),
            handed_in_at=submission.handed_in_at,
            points=f"{marking.points}/{marking.max_points}" if marking else "",
            page=page,
            files=tuple((path.rpartition("/")[2], path, file.bytes) for file, path in files),
            left_out=tuple(left_out),
        ), files

    def _page(
        self,
        pages: Environment,
        piece: Piece,
        submission: Submission,
        assignment: Assignment,
        files: Mapping[SubmissionFile, str],
    ) -> str:
        values = values_of(submission)
        by_name = {
            "cohort": submission.enrolment.cohort.title,
            "given_as": speaking().word(submission.given_as),
            "receipt": receipt_for(submission),
            "digest": content_digest(submission),
            "marking": standing_marking(submission),
        }
        html = pages.get_template("papers/work_piece.html").render(
            piece=piece,
            assignment=assignment,
            values=values,
            counts=counts_of(assignment, values),
            files=list(files),
            names={file.id: path.rpartition("/")[2] for file, path in files.items()},
            **(dict.fromkeys(by_name) if self.blind else by_name),
        )
        return _FOLDED.sub("<details open", html)  # nobody unfolds what is printed

    def _pages(self) -> Environment:
        """The pages of work as they are in the service, with links into the ZIP."""
        environment = paper_environment(language())
        environment.filters.update(
            told=told,
            row_title=row_title,
            drawn=map_shown,
            criteria=criteria_told,
            size=size_told,
            quoted=quote,
        )
        environment.globals["url_for"] = self._address
        return environment

    def _address(self, _endpoint: str, *, file_id: int, **_values: Any) -> str:  # noqa: ANN401 -- as url_for
        return self.addresses[file_id]


def _why_left_out(file: SubmissionFile) -> str:
    if file.scan == ScanState.INFECTED:
        return speaking().gettext("a virus was found in it")
    if file.scan == ScanState.WAITING:
        return speaking().gettext("it still waits for the check for viruses")
    try:
        open_stored(file.stored_as, folder=settings_here().files).close()
    except FileNotFoundError:
        return speaking().gettext("it is missing in the store")
    return ""


def _content(stored_as: str) -> Iterator[bytes]:
    with open_stored(stored_as, folder=settings_here().files) as content:
        while chunk := content.read(_CHUNK):
            yield chunk
