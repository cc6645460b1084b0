"""Deeds of a trainer on a trainee's behalf: type in work from paper, or as it was told.

Such work always says how it was given and who typed it in. Its author reads it and writes nothing
in it; a draft that the author is writing is never written over.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from assessments.definitions import Assignment
from course.actions.assignments import begin_work, hand_in_submission
from course.actions.audit import note
from course.actions.draft_versions import check_draft
from course.errors import (
    DraftOpen,
    TraineeConsentsMissing,
    WorkBeingEntered,
)
from course.models import Enrolment, Person, Submission
from course.queries.assignments import content_digest, newest_submission_held
from course.queries.study import check_going_on, has_accepted
from course.terms import Act, SubmissionState, WorkMedium


def begin_entry(
    session: Session,
    enrolment: Enrolment,
    assignment: Assignment,
    *,
    given_as: WorkMedium,
    by: Person,
    at: datetime,
) -> Submission:
    """A draft to type in: the one that this trainer has begun, else a new one.

    The place must be held. Raises ParticipationOver, TraineeConsentsMissing, DraftOpen,
    WorkBeingEntered, NotADraft and SubmissionsExhausted.
    """
    check_going_on(enrolment)
    if not has_accepted(session, enrolment.id):
        raise TraineeConsentsMissing
    last = newest_submission_held(session, enrolment.id, assignment.slug)
    if last is None or last.state != SubmissionState.DRAFT:
        return begin_work(
            session, enrolment.id, assignment, last=last, at=at, given_as=given_as, entered_by=by
        )
    if last.entered_by is None:
        raise DraftOpen
    if last.entered_by.id != by.id:
        raise WorkBeingEntered(by=last.entered_by.name)
    last.given_as = given_as
    return last


def hand_in_entry(session: Session, draft: Submission, *, by: Person, at: datetime) -> None:
    """Hand in what was typed in. Raises NotADraft, ParticipationOver and NotReady."""
    hand_in_submission(session, draft, by=by, at=at)
    facts = {
        "enrolment": draft.enrolment_id,
        "given_as": draft.given_as.value,
        "number": draft.number,
        "sha256": content_digest(draft),
    }
    note(session, Act.SUBMISSION_ENTERED, by=by, subject=draft, at=at, facts=facts)


def leave_to_author(session: Session, draft: Submission) -> None:
    """Stop typing in: the draft is the author's own from now on. Raises NotADraft."""
    check_draft(draft)
    draft.given_as, draft.entered_by = WorkMedium.SCREEN, None
    session.flush()
