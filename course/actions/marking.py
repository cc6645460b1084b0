"""Deeds of a trainer at practical work: write a marking, and say it.

Markings are added, never changed: a correction supersedes the one before it. What is not said yet
is its own record and writes no audit entry.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import Rubric
from assessments.marking import Judgement, UnreadableMarking, judge_marking
from course.actions.audit import note
from course.actions.letters import post
from course.errors import (
    AlreadyMarked,
    LevelsMissing,
    NotAllowed,
    NotNewest,
    PassRefused,
    ReasonMissing,
    StaleRevision,
)
from course.models import CriterionMark, Marking, MarkingDraft, Person, Submission
from course.queries.assignments import assignment_of, standing_marking
from course.queries.marking import is_newest, last_marking, marking_draft_of
from course.terms import Act, LetterKind, MarkingOutcome, MarkingRole, SubmissionState

Levels = Mapping[str, int]


def save_marking_draft(
    session: Session,
    submission: Submission,
    *,
    levels: Levels,
    feedback: str,
    revision: int,
    by: Person,
    at: datetime,
) -> MarkingDraft:
    """Save an unfinished marking on top of the revision that its page showed, 0 for a new one.

    The same again changes nothing. Raises StaleRevision.
    """
    draft = marking_draft_of(session, submission, by)
    if draft is not None and (draft.levels, draft.feedback) == (dict(levels), feedback):
        return draft
    if revision != (draft.revision if draft else 0):
        raise StaleRevision(revision=draft.revision if draft else 0)
    return keep_marking_text(session, submission, levels=levels, feedback=feedback, by=by, at=at)


def keep_marking_text(
    session: Session,
    submission: Submission,
    *,
    levels: Levels,
    feedback: str,
    by: Person,
    at: datetime,
) -> MarkingDraft:
    """Keep what a trainer wrote, whatever stood there before: it lost a race and must not be lost.

    Raises StaleRevision where the same trainer begins twice at once.
    """
    draft = marking_draft_of(session, submission, by)
    if draft is None:
        draft = MarkingDraft(submission_id=submission.id, person_id=by.id, revision=0)
        session.add(draft)
    draft.levels, draft.feedback, draft.saved_at = dict(levels), feedback, at
    draft.revision += 1
    try:
        session.flush()
    except IntegrityError as lost:
        raise StaleRevision(revision=1) from lost
    return draft


def mark_submission(
    session: Session,
    submission: Submission,
    *,
    levels: Levels,
    outcome: MarkingOutcome,
    feedback: str,
    by: Person,
    at: datetime,
    corrects: Marking | None = None,
) -> Marking:
    """Say what a piece of work is worth: pass it, or return it for revision.

    `corrects` is the marking that the trainer had before them, which this one supersedes. Raises
    NotAllowed for one's own work, LevelsMissing, PassRefused, ReasonMissing for a return without
    a word, AlreadyMarked where somebody was quicker, and NotNewest for the past.
    """
    if submission.enrolment.person_id == by.id:
        raise NotAllowed
    judgement = _judge(assignment_of(submission).rubric, levels, outcome)
    if outcome == MarkingOutcome.REVISE and not feedback.strip():
        raise ReasonMissing
    _check_standing(submission, corrects)
    if not is_newest(session, submission):
        raise NotNewest
    marking = Marking(
        marked_by=by,
        role=MarkingRole.FIRST,
        marked_at=at,
        points=judgement.points,
        max_points=judgement.max_points,
        outcome=outcome,
        feedback=feedback.strip(),
        released_at=at,
        supersedes_id=corrects.id if corrects else None,
        criterion_marks=[CriterionMark(criterion=one, level=levels[one]) for one in levels],
    )
    _append(session, submission, marking)
    _tell(session, submission, marking, by=by, at=at)
    return marking


def _judge(rubric: Rubric, levels: Levels, outcome: MarkingOutcome) -> Judgement:
    try:
        judgement = judge_marking(rubric, levels)
    except UnreadableMarking as unreadable:
        raise LevelsMissing from unreadable
    if outcome == MarkingOutcome.PASS and judgement.reasons:
        raise PassRefused(reasons=judgement.reasons)
    return judgement


def _check_standing(submission: Submission, corrects: Marking | None) -> None:
    standing = standing_marking(submission)
    if standing is not None and standing is not corrects:
        raise _already(standing)


def _append(session: Session, submission: Submission, marking: Marking) -> None:
    """Two markings of one submission cannot both stand: the database lets the first one in."""
    marking.submission_id, marking.rubric_digest = submission.id, submission.version_digest
    try:
        with session.begin_nested():
            session.add(marking)
    except IntegrityError as lost:
        raise _already(last_marking(session, submission)) from lost
    submission.markings.append(marking)
    passed = marking.outcome == MarkingOutcome.PASS
    submission.state = SubmissionState.MARKED if passed else SubmissionState.RETURNED
    _forget_draft(session, submission, marking.marked_by)


def _already(standing: Marking) -> AlreadyMarked:
    return AlreadyMarked(by=standing.marked_by.name, at=standing.marked_at)


def _forget_draft(session: Session, submission: Submission, by: Person) -> None:
    """What was said is no longer a draft."""
    draft = marking_draft_of(session, submission, by)
    if draft is not None:
        session.delete(draft)


def _tell(
    session: Session, submission: Submission, marking: Marking, *, by: Person, at: datetime
) -> None:
    facts = {
        "marking": marking.id,
        "points": marking.points,
        "outcome": marking.outcome.value,
        "supersedes": marking.supersedes_id,
    }
    note(session, Act.SUBMISSION_MARKED, by=by, subject=submission, at=at, facts=facts)
    person = submission.enrolment.person
    passed = marking.outcome == MarkingOutcome.PASS
    post(
        session,
        LetterKind.SUBMISSION_MARKED if passed else LetterKind.SUBMISSION_RETURNED,
        to=person,
        key=f"marking-{marking.id}",
        at=at,
        facts={
            "assignment_title": assignment_of(submission).title.in_language(person.language),
            "path": f"/submissions/{submission.id}",
        },
    )
