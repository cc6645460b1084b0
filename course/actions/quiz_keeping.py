"""Deeds of a trainer around a quiz: a further attempt, extra time, the day of the answers."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from assessments.deadlines import due_at
from assessments.definitions import Quiz, Review
from course.actions.audit import note
from course.actions.quizzes import end_if_over
from course.errors import GrantNotNeeded, ReasonMissing, RuleBroken
from course.models import AttemptGrant, Cohort, Enrolment, Person, QuizAttempt, ReviewDate
from course.queries.quiz_deeds import attempts_under_way, review_date_of
from course.queries.quiz_keeping import grants_of
from course.queries.quizzes import attempts_at, obstacle_before, quiz_by_digest
from course.queries.study import check_going_on
from course.terms import Act

SHORTEST_REASON = 10
"""In characters: as much as it takes to say why a result or a rule was changed."""

MOST_EXTRA_TIME = 200
"""In percent of the time that others have."""


def checked_reason(reason: str) -> str:
    """A reason without spaces around it. Raises ReasonMissing for none, or a mere sign of one."""
    said = reason.strip()
    if len(said) < SHORTEST_REASON:
        raise ReasonMissing
    return said


def grant_attempt(
    session: Session, enrolment: Enrolment, quiz: Quiz, *, reason: str, by: Person, at: datetime
) -> AttemptGrant:
    """Give a trainee one more attempt; while it is not used, another one is not given.

    The place must be held. Raises ReasonMissing, ParticipationOver, and GrantNotNeeded for whom
    nothing keeps from trying.
    """
    said = checked_reason(reason)
    check_going_on(enrolment)
    attempts = attempts_at(session, enrolment.id, quiz.slug)
    grants = grants_of(session, enrolment.id, quiz.slug)
    if grants and not any(_is_begun_after(one, grants[-1]) for one in attempts):
        return grants[-1]
    granted = [grant.granted_at for grant in grants]
    if obstacle_before(session, quiz, attempts, granted=granted, at=at) is None:
        raise GrantNotNeeded
    grant = AttemptGrant(
        enrolment_id=enrolment.id,
        quiz_slug=quiz.slug,
        granted_by_id=by.id,
        granted_at=at,
        reason=said,
    )
    session.add(grant)
    facts = {"enrolment": enrolment.id, "attempts": len(attempts)}
    note(session, Act.ATTEMPT_GRANTED, by=by, subject=grant, at=at, facts=facts)
    return grant


def give_extra_time(
    session: Session, enrolment: Enrolment, percent: int, *, by: Person, at: datetime
) -> None:
    """Set how much more time a trainee has than others, in percent; why is nobody's business.

    It counts at once in an attempt under way, which never ends sooner than it was promised.
    The place must be held. Raises ParticipationOver.
    """
    check_going_on(enrolment)
    if percent == enrolment.extra_time_percent:
        return
    before, enrolment.extra_time_percent = enrolment.extra_time_percent, percent
    longer = []
    for attempt in attempts_under_way(session, enrolment.id):
        if end_if_over(session, attempt, at=at):
            continue
        quiz = quiz_by_digest(session, attempt.version_digest)
        due = due_at(quiz, started_at=attempt.started_at, extra_percent=percent)
        if due is not None and attempt.due_at is not None and due > attempt.due_at:
            attempt.due_at = due
            longer.append(attempt.id)
    facts = {"percent": percent, "before": before, "attempts": longer}
    note(session, Act.EXTRA_TIME_GIVEN, by=by, subject=enrolment, at=at, facts=facts)


def set_review_date(
    session: Session, cohort: Cohort, quiz: Quiz, shown_on: date, *, by: Person, at: datetime
) -> ReviewDate:
    """From which day a cohort sees the right answers. The cohort must be held.

    Raises RuleBroken for a quiz that does not wait for a day.
    """
    if quiz.review is not Review.AFTER_DATE:
        raise RuleBroken
    known = review_date_of(session, cohort.id, quiz.slug)
    if known is not None and known.shown_on == shown_on:
        return known
    before = known.shown_on.isoformat() if known else None
    day = known or ReviewDate(cohort_id=cohort.id, quiz_slug=quiz.slug)
    day.shown_on, day.set_by_id, day.set_at = shown_on, by.id, at
    session.add(day)
    facts = {"cohort": cohort.id, "shown_on": shown_on.isoformat(), "before": before}
    note(session, Act.REVIEW_DATE_SET, by=by, subject=day, at=at, facts=facts)
    return day


def _is_begun_after(attempt: QuizAttempt, grant: AttemptGrant) -> bool:
    """Whether an attempt may have used a grant; one on paper is there since it was keyed in."""
    known_since = [attempt.started_at, *(result.made_at for result in attempt.results[:1])]
    on_paper = attempt.paper_test_id is not None
    return (max(known_since) if on_paper else attempt.started_at) > grant.granted_at
