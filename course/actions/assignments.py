"""Deeds of a trainee at practical work: begin, save, hand in, take back.

A draft is its own record, so only handing in and taking back write an audit entry. What loses
against a newer save is kept beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import Assignment
from assessments.fields import missing_for_hand_in
from assessments.reading import as_json, digest
from content.curriculum import Curriculum
from course.actions.audit import note
from course.actions.files import copies_of
from course.actions.versions import keep_version
from course.errors import (
    MarkingBegun,
    NotADraft,
    NotReady,
    ParticipationOver,
    StaleRevision,
    SubmissionsExhausted,
    Unreadable,
)
from course.models import (
    AuthoredVersion,
    DraftVersion,
    MarkingDraft,
    Person,
    Submission,
)
from course.queries.assignments import (
    assignment_of,
    content_digest,
    files_of,
    newest_submission_held,
    values_of,
)
from course.queries.standing import Standing, standing_of
from course.terms import Act, EnrolmentState, SubmissionState, VersionKind

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """The draft as it stands. `lost`: what came on top of an older revision and is kept beside."""

    draft: Submission
    lost: DraftVersion | None = None


def begin_draft(
    session: Session, curriculum: Curriculum, assignment: Assignment, *, by: Person, at: datetime
) -> Submission:
    """A draft to write in: the one there is, else a new one.

    After a return it starts from what was handed in, in the form of that time. Raises
    ConsentsMissing, ParticipationOver, Locked, NotADraft and SubmissionsExhausted.
    """
    standing = _standing(session, curriculum, assignment, by)
    last = newest_submission_held(session, standing.enrolment_id, assignment.slug)
    if last is not None and last.state == SubmissionState.DRAFT:
        return last
    return _begin(session, standing, assignment, last, at)


def save_draft(
    session: Session,
    curriculum: Curriculum,
    assignment: Assignment,
    *,
    values: Values,
    revision: int,
    by: Person,
    at: datetime,
) -> SavedDraft:
    """Save everything filled in on top of the revision that its page showed, 0 for a new form.

    The same again changes nothing. Raises ConsentsMissing, ParticipationOver, Locked, NotADraft,
    StaleRevision where two begin at once, and SubmissionsExhausted.
    """
    standing = _standing(session, curriculum, assignment, by)
    draft = newest_submission_held(session, standing.enrolment_id, assignment.slug)
    if draft is None or (draft.state == SubmissionState.RETURNED and revision == 0):
        draft = _begin(session, standing, assignment, draft, at)
        revision = draft.revision
    if draft.state != SubmissionState.DRAFT:
        raise NotADraft
    draft.saved_at = at
    if draft.values == values:
        return SavedDraft(draft)
    beside = _lost_at(session, draft)
    if revision != draft.revision:
        known = beside.get(_key(values))
        return SavedDraft(draft, known or _keep_beside(session, draft, values, at))
    if beside:  # somebody chose between two versions: the one not chosen is kept too
        _keep_beside(session, draft, draft.values, at)
    draft.values = dict(values)
    draft.revision += 1
    session.flush()
    return SavedDraft(draft)


def take_version(
    session: Session, draft: Submission, version: DraftVersion, *, at: datetime
) -> None:
    """Go on from a version that had lost; what stood until now is kept in its place.

    Raises NotADraft, and Unreadable for a version of other work.
    """
    _check_draft(draft)
    if version.submission_id != draft.id:
        raise Unreadable
    _keep_beside(session, draft, draft.values, at)
    draft.values = dict(version.values)
    draft.revision += 1
    draft.saved_at = at
    session.flush()


def hand_in_submission(session: Session, draft: Submission, *, by: Person, at: datetime) -> None:
    """Hand a draft to the trainer. Raises NotADraft, ParticipationOver and NotReady."""
    _check_draft(draft)
    if draft.enrolment.state != EnrolmentState.ADMITTED:
        raise ParticipationOver
    faults = missing_for_hand_in(assignment_of(draft), values_of(draft))
    if faults:
        raise NotReady(faults=faults)
    draft.state = SubmissionState.HANDED_IN
    draft.handed_in_at = at
    facts = {"number": draft.number, "sha256": content_digest(draft)}
    note(session, Act.SUBMISSION_HANDED_IN, by=by, subject=draft, at=at, facts=facts)


def withdraw_submission(
    session: Session, submission: Submission, *, by: Person, at: datetime
) -> None:
    """Take work back to go on writing; nothing happens to a draft.

    Raises MarkingBegun once a trainer has written anything about it, and ParticipationOver.
    """
    if submission.state == SubmissionState.DRAFT:
        return
    if submission.enrolment.state != EnrolmentState.ADMITTED:
        raise ParticipationOver
    begun = exists().where(MarkingDraft.submission_id == submission.id)
    if submission.state != SubmissionState.HANDED_IN or session.scalar(select(begun)):
        raise MarkingBegun
    submission.state = SubmissionState.DRAFT
    submission.handed_in_at = None
    note(session, Act.SUBMISSION_WITHDRAWN, by=by, subject=submission, at=at)


def _standing(
    session: Session, curriculum: Curriculum, assignment: Assignment, by: Person
) -> Standing:
    standing = standing_of(session, by)
    standing.check_module(curriculum, curriculum.module(assignment.module))
    standing.check_going_on()
    return standing


def _check_draft(submission: Submission) -> None:
    if submission.state != SubmissionState.DRAFT:
        raise NotADraft


def _begin(
    session: Session,
    standing: Standing,
    assignment: Assignment,
    last: Submission | None,
    at: datetime,
) -> Submission:
    if last is not None and last.state != SubmissionState.RETURNED:
        raise NotADraft
    if last is not None and last.number >= assignment.max_submissions:
        raise SubmissionsExhausted(limit=assignment.max_submissions)
    draft = Submission(
        enrolment_id=standing.enrolment_id,
        assignment_slug=assignment.slug,
        version=last.version if last else _version(session, assignment, at),
        number=last.number + 1 if last else 1,
        values=dict(last.values) if last else {},
        state=SubmissionState.DRAFT,
        # Never a number that a page of the work before may still show.
        revision=last.revision + 1 if last else 1,
        started_at=at,
        saved_at=at,
        files=copies_of(files_of(last), at=at) if last else [],
    )
    session.add(draft)
    try:
        session.flush()
    except IntegrityError as lost:
        raise StaleRevision(revision=draft.revision) from lost
    newest_submission_held(session, standing.enrolment_id, assignment.slug)  # brings what it lacks
    return draft


def _version(session: Session, assignment: Assignment, at: datetime) -> AuthoredVersion:
    return keep_version(
        session,
        VersionKind.ASSIGNMENT,
        slug=assignment.slug,
        digest=digest(assignment),
        definition=as_json(assignment),
        at=at,
    )


def _lost_at(session: Session, draft: Submission) -> Mapping[str, DraftVersion]:
    """What lost against the draft as it stands now, by content."""
    lost = session.scalars(
        select(DraftVersion).where(
            DraftVersion.submission_id == draft.id, DraftVersion.revision == draft.revision
        )
    )
    return {_key(version.values): version for version in lost}


def _keep_beside(session: Session, draft: Submission, values: Values, at: datetime) -> DraftVersion:
    version = DraftVersion(
        submission_id=draft.id, revision=draft.revision, values=dict(values), kept_at=at
    )
    session.add(version)
    session.flush()
    return version


def _key(values: Values) -> str:
    return repr(sorted(values.items()))
