"""Deeds of a trainer at practical work: write a marking, and say it.

Markings are added, never changed: a correction supersedes the one before it. What is not said yet
is its own record and writes no audit entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import Rubric
from assessments.marking import Judgement, UnreadableMarking, judge_marking
from course.actions.audit import note
from course.actions.release import go_on, release_marking
from course.errors import (
    AlreadyMarked,
    DomainError,
    LevelsMissing,
    NotAllocated,
    NotAllowed,
    NotNewest,
    PassRefused,
    ReasonMissing,
    StaleRevision,
)
from course.models import CriterionMark, Marking, MarkingDraft, Person, Submission
from course.queries.allocation import is_open_to, open_allocation, was_asked_blind
from course.queries.assignments import assignment_of, standing_marking
from course.queries.conflicts import has_conflict
from course.queries.marking import is_newest, last_marking, marking_draft_of, marks_openly
from course.terms import BLIND_ROLES, Act, MarkingOutcome, MarkingRole

Levels = Mapping[str, int]
Comments = Mapping[str, str]

NO_COMMENTS: Comments = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the trainer's page was for: a marking of this role, or the correction of one, and why.

    None where it does not matter.
    """

    role: MarkingRole | None = None
    corrects: Marking | None = None
    reason: str = ""


NOTHING_SHOWN = Shown()


def save_marking_draft(
    session: Session,
    submission: Submission,
    *,
    levels: Levels,
    feedback: str,
    revision: int,
    by: Person,
    at: datetime,
    comments: Comments = NO_COMMENTS,
) -> MarkingDraft:
    """Save an unfinished marking on top of the revision that its page showed, 0 for a new one.

    The same again changes nothing. Raises StaleRevision.
    """
    draft = marking_draft_of(session, submission, by)
    written = dict(levels), dict(comments), feedback
    if draft is not None and (draft.levels, draft.comments, draft.feedback) == written:
        return draft
    if revision != (draft.revision if draft else 0):
        raise StaleRevision(revision=draft.revision if draft else 0)
    return keep_marking_text(
        session, submission, levels=levels, comments=comments, feedback=feedback, by=by, at=at
    )


def keep_marking_text(
    session: Session,
    submission: Submission,
    *,
    levels: Levels,
    feedback: str,
    by: Person,
    at: datetime,
    comments: Comments = NO_COMMENTS,
) -> MarkingDraft:
    """Keep what a trainer wrote, whatever stood there before: it lost a race and must not be lost.

    Raises StaleRevision where the same trainer begins twice at once.
    """
    draft = marking_draft_of(session, submission, by)
    if draft is None:
        draft = MarkingDraft(submission_id=submission.id, person_id=by.id, revision=0)
        session.add(draft)
    draft.levels, draft.comments = dict(levels), dict(comments)
    draft.feedback, draft.saved_at = feedback, at
    draft.revision += 1
    try:
        session.flush()
    except IntegrityError as lost:
        raise StaleRevision(revision=1) from lost
    return draft


def mark_submission(  # noqa: PLR0913 -- a marking is said once, with all its facts
    session: Session,
    submission: Submission,
    *,
    levels: Levels,
    outcome: MarkingOutcome,
    feedback: str,
    by: Person,
    at: datetime,
    comments: Comments = NO_COMMENTS,
    shown: Shown = NOTHING_SHOWN,
) -> Marking:
    """Say what a piece of work is worth: pass it, or return it for revision.

    Raises NotAllowed for one's own work or a conflict of interest, LevelsMissing, PassRefused,
    ReasonMissing for a return or a correction without a word, AlreadyMarked where somebody was
    quicker, NotAllocated for a second or third marking that is not theirs now, and NotNewest for
    the past.
    """
    check_marker(session, submission, by)
    judgement = _judge(assignment_of(submission).rubric, levels, outcome)
    _check_word(outcome, feedback)
    marking = _written(judgement, levels, comments, outcome, shown)
    marking.role = _role_of(session, submission, by, shown)
    marking.marked_by, marking.marked_at, marking.feedback = by, at, feedback.strip()
    _append(session, submission, marking)
    _note(session, submission, marking, by=by, at=at)
    if shown.corrects is None:
        go_on(session, submission, at=at)
    else:
        release_marking(session, submission, marking, at=at)
    return marking


def check_marker(session: Session, submission: Submission, by: Person) -> None:
    """Raise NotAllowed for one's own work, and that of a person with a declared conflict."""
    author_id = submission.enrolment.person_id
    if author_id == by.id or has_conflict(session, by, author_id):
        raise NotAllowed


def check_correction(
    session: Session, submission: Submission, corrects: Marking, *, by: Person, reason: str
) -> None:
    """Only the marking that stands, by who made it or a trainer of the cohort, and with a reason.

    Raises AlreadyMarked, NotAllocated, NotAllowed, ReasonMissing and NotNewest.
    """
    if standing_marking(submission) is not corrects:
        raise _too_late(session, submission, by)
    if corrects.marked_by_id != by.id and not marks_openly(session, by, submission):
        raise NotAllowed
    if not is_newest(session, submission):
        raise NotNewest
    if not reason.strip():
        raise ReasonMissing


def _judge(rubric: Rubric, levels: Levels, outcome: MarkingOutcome) -> Judgement:
    try:
        judgement = judge_marking(rubric, levels)
    except UnreadableMarking as unreadable:
        raise LevelsMissing from unreadable
    if outcome == MarkingOutcome.PASS and judgement.reasons:
        raise PassRefused(reasons=judgement.reasons)
    return judgement


def _check_word(outcome: MarkingOutcome, feedback: str) -> None:
    if outcome == MarkingOutcome.REVISE and not feedback.strip():
        raise ReasonMissing


def _written(
    judgement: Judgement, levels: Levels, comments: Comments, outcome: MarkingOutcome, shown: Shown
) -> Marking:
    """What was judged; who said it, when and as what comes to it."""
    corrects = shown.corrects
    return Marking(
        points=judgement.points,
        max_points=judgement.max_points,
        outcome=outcome,
        supersedes_id=corrects.id if corrects else None,
        correction_reason=shown.reason.strip() if corrects else None,
        criterion_marks=[
            CriterionMark(criterion=one, level=level, comment=comments.get(one, "").strip())
            for one, level in levels.items()
        ],
    )


def _role_of(session: Session, submission: Submission, by: Person, shown: Shown) -> MarkingRole:
    """The role of what is corrected, else the awaited one, if this trainer's page was for it."""
    if shown.corrects is not None:
        check_correction(session, submission, shown.corrects, by=by, reason=shown.reason)
        return shown.corrects.role
    role = submission.next_marking
    if role is None or shown.role not in {role, None}:
        raise _too_late(session, submission, by)
    if role in BLIND_ROLES and not is_open_to(session, submission, by, role):
        raise _too_late(session, submission, by)
    if any(marking.marked_by_id == by.id for marking in submission.markings):
        raise NotAllocated
    if role == MarkingRole.FIRST and not marks_openly(session, by, submission):
        raise NotAllocated
    return role


def _append(session: Session, submission: Submission, marking: Marking) -> None:
    """Two markings of one role cannot both stand: the database lets the first one in."""
    marking.submission_id, marking.rubric_digest = submission.id, submission.version_digest
    try:
        with session.begin_nested():
            session.add(marking)
    except IntegrityError as lost:
        raise _too_late(session, submission, marking.marked_by) from lost
    submission.markings.append(marking)
    held = open_allocation(session, submission.id, marking.role)
    if held is not None:
        held.ended_at = marking.marked_at
    _forget_draft(session, submission, marking.marked_by)


def _too_late(session: Session, submission: Submission, by: Person) -> DomainError:
    """Somebody was quicker; a second or third marker does not learn who."""
    last = last_marking(session, submission)
    if last is None or was_asked_blind(session, submission.id, by):
        return NotAllocated()
    return AlreadyMarked(by=last.marked_by.name, at=last.marked_at)


def _forget_draft(session: Session, submission: Submission, by: Person) -> None:
    """What was said is no longer a draft."""
    draft = marking_draft_of(session, submission, by)
    if draft is not None:
        session.delete(draft)


def _note(
    session: Session, submission: Submission, marking: Marking, *, by: Person, at: datetime
) -> None:
    facts = {
        "marking": marking.id,
        "role": marking.role.value,
        "points": marking.points,
        "outcome": marking.outcome.value,
        "supersedes": marking.supersedes_id,
    }
    note(session, Act.SUBMISSION_MARKED, by=by, subject=submission, at=at, facts=facts)
