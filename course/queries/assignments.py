"""Practical work: what a trainee wrote, what was handed in, and what was said of it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload

from assessments.definitions import Assignment
from assessments.reading import assignment_from_json
from assessments.receipts import fingerprint
from course.errors import NotFound
from course.models import (
    DraftVersion,
    Enrolment,
    Marking,
    Person,
    Submission,
    SubmissionFile,
)
from course.terms import SubmissionState
from course.visibility import (
    submissions_marked_blind_by,
    submissions_visible_to,
    submissions_written_by,
)


def assignment_of(submission: Submission) -> Assignment:
    """The assignment exactly as it was when this work was begun."""
    return assignment_from_json(submission.version.definition)


def files_of(submission: Submission, field: str | None = None) -> list[SubmissionFile]:
    """The files that belong to the work, of one field or of all, as they were added."""
    return [
        file for file in submission.files if file.removed_at is None and field in {None, file.field}
    ]


def values_of(submission: Submission) -> dict[str, object]:
    """Everything filled in, files by their ids."""
    values: dict[str, object] = dict(submission.values)
    for file in files_of(submission):
        ids = values.setdefault(file.field, [])
        assert isinstance(ids, list)  # noqa: S101 -- only fields for files have files
        ids.append(file.id)
    return values


def content_digest(submission: Submission) -> str:
    """SHA-256, hexadecimal, of the form, everything filled in and every file."""
    content = [
        submission.version_digest,
        submission.values,
        sorted((file.field, file.sha256) for file in files_of(submission)),
    ]
    return fingerprint(content)


def standing_marking(submission: Submission) -> Marking | None:
    """The marking that counts: the last one that was released, which supersedes those before it."""
    released = released_markings(submission)
    return released[-1] if released else None


def released_markings(submission: Submission) -> Sequence[Marking]:
    """What the trainee may read, the oldest first."""
    return [one for one in submission.markings if one.released_at is not None]


def newest_submissions(session: Session, enrolment_id: int) -> Mapping[str, Submission]:
    """The last piece of work for each assignment, without what is written in it."""
    found = session.scalars(
        select(Submission)
        .where(Submission.enrolment_id == enrolment_id)
        .options(defer(Submission.values, raiseload=True))
        .order_by(Submission.number)
    )
    return {submission.assignment_slug: submission for submission in found}


def works_of(session: Session, enrolment: Enrolment, slug: str) -> Sequence[Submission]:
    """All of a trainee's work for one assignment, drafts too, without what is written in it."""
    return session.scalars(
        select(Submission)
        .where(Submission.enrolment_id == enrolment.id, Submission.assignment_slug == slug)
        .options(defer(Submission.values, raiseload=True), joinedload(Submission.entered_by))
        .order_by(Submission.number)
    ).all()


def newest_submission(session: Session, enrolment_id: int, slug: str) -> Submission | None:
    """The last piece of work for one assignment."""
    return session.scalars(_newest(enrolment_id, slug)).first()


def returned_before(session: Session, draft: Submission) -> Submission | None:
    """The work whose return a draft answers; none for the first draft."""
    return session.scalar(
        whole_submissions().where(
            Submission.enrolment_id == draft.enrolment_id,
            Submission.assignment_slug == draft.assignment_slug,
            Submission.number == draft.number - 1,
            Submission.state == SubmissionState.RETURNED,
        )
    )


def newest_submission_held(session: Session, enrolment_id: int, slug: str) -> Submission | None:
    """The same, held until the write ends, so that two tabs save one after the other."""
    return session.scalars(_newest(enrolment_id, slug).with_for_update(of=Submission)).first()


def submission_for(session: Session, person: Person, submission_id: int) -> Submission:
    """One piece of work that the person may see. Raises NotFound."""
    visible = whole_submissions().where(submissions_visible_to(person))
    return one_submission(session, visible, submission_id)


def own_submission(session: Session, person: Person, submission_id: int) -> Submission:
    """One piece of one's own work, held until the write ends. Raises NotFound."""
    own = whole_submissions().where(submissions_written_by(person)).with_for_update(of=Submission)
    return one_submission(session, own, submission_id)


def submissions_for(session: Session, person: Person, beside: Submission) -> Sequence[Submission]:
    """The trainee's work for the same assignment, as far as the person may see it."""
    return session.scalars(
        select(Submission)
        .where(
            submissions_visible_to(person),
            Submission.enrolment_id == beside.enrolment_id,
            Submission.assignment_slug == beside.assignment_slug,
        )
        .options(defer(Submission.values, raiseload=True))
        .order_by(Submission.number)
    ).all()


def file_for(session: Session, person: Person, file_id: int) -> SubmissionFile:
    """One file of work that the person may see, or is to mark blind. Raises NotFound."""
    readable = or_(submissions_visible_to(person), submissions_marked_blind_by(person))
    return _file(session, _files().where(readable), file_id)


def knows_author(session: Session, person: Person, submission: Submission) -> bool:
    """Whether the person may see this piece of work as its author's, under its files' names."""
    visible = select(Submission.id).where(
        Submission.id == submission.id, submissions_visible_to(person)
    )
    return session.scalar(visible) is not None


def own_file(session: Session, person: Person, file_id: int) -> SubmissionFile:
    """One file of one's own work, held until the write ends. Raises NotFound."""
    own = _files().where(submissions_written_by(person)).with_for_update(of=Submission)
    return _file(session, own, file_id)


def kept_versions(session: Session, submission: Submission) -> Sequence[DraftVersion]:
    """States of a draft that lost against another one, newest first."""
    return session.scalars(
        select(DraftVersion)
        .where(DraftVersion.submission_id == submission.id)
        .order_by(DraftVersion.id.desc())
    ).all()


def kept_version(session: Session, submission: Submission, version_id: int) -> DraftVersion:
    """One of them. Raises NotFound."""
    found = session.scalar(
        select(DraftVersion).where(
            DraftVersion.id == version_id, DraftVersion.submission_id == submission.id
        )
    )
    if found is None:
        raise NotFound
    return found


def whole_submissions() -> Select[Submission]:
    """Work with its author, form, files and markings."""
    return (
        select(Submission)
        .join(Submission.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .options(
            contains_eager(Submission.enrolment).contains_eager(Enrolment.person),
            contains_eager(Submission.enrolment).contains_eager(Enrolment.cohort),
            joinedload(Submission.version, innerjoin=True),
            joinedload(Submission.entered_by),
            selectinload(Submission.files),
            selectinload(Submission.markings).options(
                joinedload(Marking.marked_by, innerjoin=True),
                selectinload(Marking.criterion_marks),
            ),
        )
    )


def one_submission(session: Session, among: Select[Submission], submission_id: int) -> Submission:
    """The one with this id. Raises NotFound."""
    found = session.scalar(among.where(Submission.id == submission_id))
    if found is None:
        raise NotFound
    return found


def _newest(enrolment_id: int, slug: str) -> Select[Submission]:
    return (
        whole_submissions()
        .where(Submission.enrolment_id == enrolment_id, Submission.assignment_slug == slug)
        .order_by(Submission.number.desc())
        .limit(1)
    )


def _files() -> Select[SubmissionFile]:
    return (
        select(SubmissionFile)
        .join(SubmissionFile.submission)
        .join(Submission.enrolment)
        .options(
            contains_eager(SubmissionFile.submission).defer(Submission.values, raiseload=True),
            contains_eager(SubmissionFile.submission, Submission.enrolment),
        )
        .where(SubmissionFile.removed_at.is_(None))
    )


def _file(session: Session, among: Select[SubmissionFile], file_id: int) -> SubmissionFile:
    found = session.scalar(among.where(SubmissionFile.id == file_id))
    if found is None:
        raise NotFound
    return found
