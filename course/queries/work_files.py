"""Files of practical work: what was sent so far, who may open one, what is still to be said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from assessments.fields import Fault
from course.errors import FileInfected, FileWaits
from course.models import Enrolment, Person, Submission, SubmissionFile
from course.queries.assignments import file_for
from course.terms import ScanState

PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Sent:
    """Content that somebody sent for an assignment; `attached` to one of its drafts even now."""

    bytes: int
    attached: bool


def is_picture(file: SubmissionFile) -> bool:
    """Whether people may be seen in it."""
    return file.media_type.startswith("image/")


def is_open_to(file: SubmissionFile, person: Person) -> bool:
    """Whether the person, who may see the work, may open this file of it now.

    What waits for the scan is its author's alone; what has a virus is nobody's.
    """
    if file.scan == ScanState.WAITING:
        return file.submission.enrolment.person_id == person.id
    return file.scan != ScanState.INFECTED


def file_to_open(session: Session, person: Person, file_id: int) -> SubmissionFile:
    """A file whose content the person may have. Raises NotFound, FileWaits and FileInfected."""
    file = file_for(session, person, file_id)
    if not is_open_to(file, person):
        raise FileInfected if file.scan == ScanState.INFECTED else FileWaits
    return file


def picture_name(file: SubmissionFile) -> str:
    """What the question about a picture is called on the form."""
    return f"{file.field}-{PICTURE}-{file.id}"


def pictures_unanswered(files: Iterable[SubmissionFile]) -> dict[str, Fault]:
    """For each picture of which nobody said who is in it: what stands in the way."""
    return {
        picture_name(file): Fault("who_is_in_picture", {"name": file.name})
        for file in files
        if is_picture(file) and file.people_in_picture is None
    }


def sent_so_far(session: Session, submission: Submission) -> Mapping[str, Sent]:
    """Everything that its author sent for the same assignment, in all drafts, by SHA-256."""
    columns = (SubmissionFile.sha256, SubmissionFile.bytes, SubmissionFile.removed_at.is_(None))
    rows = session.execute(
        select(*columns)
        .join(SubmissionFile.submission)
        .where(
            Submission.enrolment_id == submission.enrolment_id,
            Submission.assignment_slug == submission.assignment_slug,
        )
    ).all()
    attached = {sha256 for sha256, _, there in rows if there}
    return {sha256: Sent(size, sha256 in attached) for sha256, size, _ in rows}


def files_to_scan(session: Session) -> list[tuple[int, str]]:
    """Files that no scanner has seen, oldest first: the id of each, and where it is kept."""
    found = session.execute(
        select(SubmissionFile.id, SubmissionFile.stored_as)
        .where(_unseen(), SubmissionFile.removed_at.is_(None))
        .order_by(SubmissionFile.id)
    )
    return [(file_id, stored_as) for file_id, stored_as in found]


def file_to_scan(session: Session, file_id: int) -> SubmissionFile | None:
    """One of them with its author and form, held until the write ends; none if it was seen."""
    return session.scalar(
        select(SubmissionFile)
        .join(SubmissionFile.submission)
        .join(Submission.enrolment)
        .join(Enrolment.person)
        .where(SubmissionFile.id == file_id, _unseen())
        .options(
            contains_eager(SubmissionFile.submission).options(
                contains_eager(Submission.enrolment).contains_eager(Enrolment.person),
                joinedload(Submission.version, innerjoin=True),
            )
        )
        .with_for_update(of=SubmissionFile)
    )


def _unseen() -> ColumnElement[bool]:
    """Also what was sent before there was a scanner."""
    return SubmissionFile.scan.in_((ScanState.WAITING, ScanState.NOT_ASKED))
