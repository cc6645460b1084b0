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
from assessments.due_days import submissions_allowed
from assessments.fields import missing_for_hand_in
from content.curriculum import Curriculum
from course.actions.allocation import allocate_next, end_allocations, wants_second
from course.actions.audit import note
from course.actions.draft_versions import check_draft, content_key, keep_beside, lost_at
from course.actions.files import copies_of
from course.actions.versions import keep_definition
from course.errors import (
    EnteredByOther,
    MarkingBegun,
    NotADraft,
    NotReady,
    StaleRevision,
    SubmissionsExhausted,
)
from course.models import (
    DraftVersion,
    MarkingDraft,
    Person,
    Submission,
)
from course.queries.arrangements import talks_for_another
from course.queries.assignments import (
    assignment_of,
    content_digest,
    files_of,
    newest_submission_held,
    values_of,
)
from course.queries.fieldwork import rows_from_journal, tables_from_journal
from course.queries.standing import Standing, standing_of
from course.queries.study import check_going_on
from course.queries.work_files import pictures_unanswered
from course.terms import (
    Act,
    MarkingRole,
    SubmissionState,
    WorkMedium,
)

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """The draft as it stands. `lost`: what came on top of an older revision and is kept beside.

    `closed`: nothing can be written in it, for it was handed in, or somebody else types it in.
    """

    draft: Submission
    lost: DraftVersion | None = None
    closed: bool = False


def begin_draft(
    session: Session, curriculum: Curriculum, assignment: Assignment, *, by: Person, at: datetime
) -> Submission:
    """A draft to write in: the one there is, else a new one.

    After a return it starts from what was handed in, in the form of that time. Raises
    ConsentsMissing, ParticipationOver, Locked, NotADraft, EnteredByOther and SubmissionsExhausted.
    """
    standing = _standing(session, curriculum, assignment, by)
    last = newest_submission_held(session, standing.enrolment_id, assignment.slug)
    if last is not None and last.state == SubmissionState.DRAFT:
        if last.entered_by is not None:
            raise EnteredByOther(by=last.entered_by.name)
        return last
    return begin_work(session, standing.enrolment_id, assignment, last=last, at=at)


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

    The same again changes nothing; what comes too late to be written in is kept beside the work.
    Raises ConsentsMissing, ParticipationOver, Locked, StaleRevision where two begin at once, and
    SubmissionsExhausted.
    """
    standing = _standing(session, curriculum, assignment, by)
    draft = newest_submission_held(session, standing.enrolment_id, assignment.slug)
    if draft is None or (draft.state == SubmissionState.RETURNED and revision == 0):
        draft = begin_work(session, standing.enrolment_id, assignment, last=draft, at=at)
        revision = draft.revision
    return save_on(session, draft, values, revision, at=at, by_author=True)


def save_on(
    session: Session,
    draft: Submission,
    values: Values,
    revision: int,
    *,
    at: datetime,
    by_author: bool,
) -> SavedDraft:
    """Write into a draft, which must be held, or keep what was typed beside it."""
    own = draft.entered_by_id is None
    closed = draft.state != SubmissionState.DRAFT or by_author is not own
    if not closed:
        draft.saved_at = at
    if draft.values == values or (closed and not any(values.values())):  # an untouched page
        return SavedDraft(draft, closed=closed)
    beside = lost_at(session, draft)
    if closed or revision != draft.revision:
        known = beside.get(content_key(values))
        lost = known or keep_beside(session, draft, values, at)
        return SavedDraft(draft, lost, closed)
    if beside:  # somebody chose between two versions: the one not chosen is kept too
        keep_beside(session, draft, draft.values, at)
    draft.values = dict(values)
    draft.revision += 1
    session.flush()
    return SavedDraft(draft)


def begin_work(
    session: Session,
    enrolment_id: int,
    assignment: Assignment,
    *,
    last: Submission | None,
    at: datetime,
    given_as: WorkMedium = WorkMedium.SCREEN,
    entered_by: Person | None = None,
) -> Submission:
    """The next piece of work after the last one, which must be held.

    Raises NotADraft, SubmissionsExhausted, and StaleRevision where two begin at once.
    """
    if last is not None and last.state != SubmissionState.RETURNED:
        raise NotADraft
    if last is not None:
        _check_times(session, assignment, last)
    draft = Submission(
        enrolment_id=enrolment_id,
        assignment_slug=assignment.slug,
        version=last.version if last else keep_definition(session, assignment, at=at),
        number=last.number + 1 if last else 1,
        values=_typed(last) if last else {},
        state=SubmissionState.DRAFT,
        given_as=given_as,
        entered_by=entered_by,
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
    newest_submission_held(session, enrolment_id, assignment.slug)  # brings what it lacks
    return draft


def hand_in_submission(session: Session, draft: Submission, *, by: Person, at: datetime) -> None:
    """Hand a draft to the trainer. Raises NotADraft, ParticipationOver and NotReady."""
    check_draft(draft)
    check_going_on(draft.enrolment)
    assignment = assignment_of(draft)
    journal = rows_from_journal(session, assignment, draft.enrolment_id)
    faults = missing_for_hand_in(assignment, values_of(draft) | journal)
    faults |= pictures_unanswered(files_of(draft))
    if faults:
        raise NotReady(faults=faults)
    draft.values = draft.values | journal
    draft.state, draft.next_marking = SubmissionState.HANDED_IN, MarkingRole.FIRST
    draft.handed_in_at = at
    draft.second_wanted = wants_second(session, draft)
    facts = {"number": draft.number, "sha256": content_digest(draft)}
    note(session, Act.SUBMISSION_HANDED_IN, by=by, subject=draft, at=at, facts=facts)
    allocate_next(session, draft, at=at)


def withdraw_submission(
    session: Session, submission: Submission, *, by: Person, at: datetime
) -> None:
    """Take work back to go on writing; nothing happens to a draft.

    Raises MarkingBegun once a trainer has written anything about it, and ParticipationOver.
    """
    if submission.state == SubmissionState.DRAFT:
        return
    check_going_on(submission.enrolment)
    begun = exists().where(MarkingDraft.submission_id == submission.id)
    if submission.state != SubmissionState.HANDED_IN or session.scalar(select(begun)):
        raise MarkingBegun
    submission.values = _typed(submission)
    submission.state, submission.next_marking = SubmissionState.DRAFT, None
    submission.handed_in_at, submission.second_wanted = None, False
    end_allocations(session, submission, at=at)
    note(session, Act.SUBMISSION_WITHDRAWN, by=by, subject=submission, at=at)


def _standing(
    session: Session, curriculum: Curriculum, assignment: Assignment, by: Person
) -> Standing:
    standing = standing_of(session, by)
    standing.check_module(curriculum, curriculum.module(assignment.module))
    standing.check_going_on()
    return standing


def _check_times(session: Session, assignment: Assignment, last: Submission) -> None:
    """Three times, and once more for each talk that allowed it."""
    talks = talks_for_another(session, last.enrolment_id, assignment.slug)
    allowed = submissions_allowed(assignment.max_submissions, talks)
    if last.number >= allowed:
        raise SubmissionsExhausted(limit=allowed)


def _typed(submission: Submission) -> dict[str, object]:
    """The values without the rows that came out of the journal; a draft takes them anew."""
    frozen = {table.name for table in tables_from_journal(assignment_of(submission))}
    return {name: value for name, value in submission.values.items() if name not in frozen}
