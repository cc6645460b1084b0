"""What follows a marking: another marker, a wait for the release, or a word to the trainee."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.moderation import next_step
from course.actions.allocation import allocate_next
from course.actions.audit import note
from course.actions.letters import post
from course.models import Marking, Person, Submission
from course.queries.arrangements import plan_of
from course.queries.assignments import assignment_of
from course.queries.moderation import said_of, settling_marking
from course.terms import Act, LetterKind, MarkingOutcome, MarkingRole, SubmissionState


def go_on(session: Session, submission: Submission, *, at: datetime) -> None:
    """Let the next marker begin, or settle the work and tell it, unless markings are held."""
    step = next_step(said_of(submission), second_wanted=submission.second_wanted)
    if step.awaited is not None:
        submission.state = SubmissionState.IN_MARKING
        submission.next_marking = MarkingRole(step.awaited)
        allocate_next(session, submission, at=at)
        return
    submission.state, submission.next_marking = SubmissionState.SETTLED, None
    settling = settling_marking(submission)
    if settling is not None and not _is_held(session, submission):
        release_marking(session, submission, settling, at=at)


def release_settled(
    session: Session, submissions: Iterable[Submission], *, by: Person, at: datetime
) -> int:
    """Tell the trainees what was held back; how many were told. What was told already is not."""
    released = 0
    for submission in submissions:
        settling = settling_marking(submission)
        if submission.state != SubmissionState.SETTLED or settling is None:
            continue
        release_marking(session, submission, settling, at=at)
        facts = {"marking": settling.id}
        note(session, Act.MARKINGS_RELEASED, by=by, subject=submission, at=at, facts=facts)
        released += 1
    return released


def release_marking(
    session: Session, submission: Submission, marking: Marking, *, at: datetime
) -> None:
    """Let the trainee see a marking, and write to them."""
    passed = marking.outcome == MarkingOutcome.PASS
    marking.released_at = at
    submission.state = SubmissionState.MARKED if passed else SubmissionState.RETURNED
    person = submission.enrolment.person
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


def _is_held(session: Session, submission: Submission) -> bool:
    plan = plan_of(session, submission.enrolment.cohort_id, submission.assignment_slug)
    return plan is not None and plan.holds_markings
