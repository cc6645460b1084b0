"""Names that sing where they must not be: whatever reaches a blind marker is searched for them."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.catalogue import Catalogue
from course.models import Enrolment, Person, Submission, SubmissionFile
from course.settings import Settings
from course.terms import MarkingRole, Role
from course.uploads import store_own
from tests.make import MONDAY, add, make_cohort, make_enrolment, make_grant, make_person
from tests.make import make_trainer as make_cohort_trainer
from tests.make_assignments import make_handed_in, make_ready
from tests.make_markers import make_plan, make_share, say
from tests.people import Cast

AUTHOR = "Kanaria Żółtodziób"
EMAIL = "kanaria.zoltodziob@example.org"
FIRST_MARKER = "Teofil Pierwszoocenny"
FEEDBACK = "Kanarkowa uwaga pierwszej osoby."
COHORT = "Edycja Kanarkowa"
FILE = "praca Kanarii Żółtodziób.pdf"
CANARIES = (AUTHOR, EMAIL, FIRST_MARKER, FEEDBACK, COHORT, FILE, "Kanaria", "Żółtodziób", "Teofil")


@dataclass(frozen=True, slots=True)
class CanaryScene:
    """A piece of work of which one marking is said, and who is to make the second one.

    `away` teaches another cohort, `near` teaches the author's.
    """

    work: Submission
    file: SubmissionFile
    place: Enrolment
    author: Person
    first: Person
    away: Person
    near: Person


def make_canaries(
    session: Session, settings: Settings, course: Catalogue, cast: Cast
) -> CanaryScene:
    """The scene with the second marking given to who teaches elsewhere."""
    cohort = make_cohort(session, cast.programme, title=COHORT)
    author = make_person(session, AUTHOR, email=EMAIL)
    first = make_cohort_trainer(session, cohort, FIRST_MARKER)
    near = make_cohort_trainer(session, cohort, "Nela Obok")
    away = make_person(session, "Wit Daleki")
    make_grant(session, away, Role.TRAINER, cast.programme)
    place = make_enrolment(session, cohort, author)
    make_plan(session, cohort)
    make_share(session, cohort, away, MarkingRole.SECOND, 100)
    make_share(session, cohort, near, MarkingRole.THIRD, 100)
    make_ready(session, course, place, author)
    work = make_handed_in(session, course, author)
    file = _attach(session, settings, work)
    say(session, work, first, feedback=FEEDBACK)
    return CanaryScene(work, file, place, author, first, away, near)


def in_answer(answer: TestResponse, words: Sequence[str] = CANARIES) -> list[str]:
    """The canaries in an answer: its head, its body, and what is packed into it."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    body = answer.get_data()
    answer.close()  # a file stays open until then
    return canaries_in(head.encode() + b"\n" + body, words)


def canaries_in(content: bytes, words: Sequence[str] = CANARIES) -> list[str]:
    """The canaries in some bytes, however they are written; archives are opened."""
    found = [word for word in words if any(form in content for form in _forms(word))]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                found += canaries_in(name.encode(), words)
                found += canaries_in(archive.read(name), words)
    return found


def _forms(word: str) -> Iterator[bytes]:
    yield word.encode()
    yield escape(word).encode()
    yield quote(word).encode()
    yield word.encode("ascii", "backslashreplace").lower()
    yield word.encode("ascii", "xmlcharrefreplace")


def _attach(session: Session, settings: Settings, work: Submission) -> SubmissionFile:
    stored = store_own(
        b"%PDF-1.4 of work",
        name=FILE,
        media_type="application/pdf",
        folder=settings.files_folder,
    )
    columns = {"sha256": stored.sha256, "stored_as": stored.stored_as, "bytes": stored.bytes}
    file = SubmissionFile(
        field="appendix", name=FILE, media_type="application/pdf", added_at=MONDAY, **columns
    )
    file.submission_id = work.id
    add(session, file)
    session.refresh(work, ["files"])
    return file
