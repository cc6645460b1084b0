"""The facts of a trainee's standing as one statement, made once: each of their pages asks it."""

from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from course.models import (
    AssignmentPlan,
    AttemptGrant,
    Attendance,
    Cohort,
    Consent,
    Enrolment,
    Extension,
    FieldEntry,
    LessonProgress,
    LessonQuestion,
    Meeting,
    Programme,
    QuizAttempt,
    QuizResult,
    RecordException,
    SelfAssessment,
    Submission,
)
from course.queries.results import attempt_may_count, nothing_supersedes
from course.queries.standing_shape import Fact, QuestionState, QuizState, line
from course.queries.study import NEWEST_ADMITTED
from course.terms import ExceptionKind, ExceptionState, FieldEntryState, MeetingKind
from course.visibility import PLACES_HELD, enrolments_of


def _facts() -> CompoundSelect[Any]:
    place = (
        select(
            Enrolment.id,
            Enrolment.state,
            Enrolment.cohort_id,
            func.coalesce(Programme.rule_digest, "").label("rule_digest"),
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(enrolments_of(bindparam("person_id")))
        .order_by(*NEWEST_ADMITTED)
        .limit(literal_column("1"))  # SQLite would plan anew for each bound limit
        .cte("place")
    )
    # Compared, not joined: SQLite would read whole tables to join them with a place.
    here = select(place.c.id).scalar_subquery()
    cohort = select(place.c.cohort_id).scalar_subquery()
    return union_all(  # lessons first: the first part tells the types of all
        _lessons().where(LessonProgress.enrolment_id == here),
        line(Fact.PLACE, place.c.id, slug=place.c.rule_digest, state=place.c.state),
        line(Fact.CONSENT, Consent.enrolment_id, slug=Consent.kind).where(
            Consent.enrolment_id == here, Consent.withdrawn_at.is_(None)
        ),
        _quizzes().where(QuizAttempt.enrolment_id == here),
        _grants().where(AttemptGrant.enrolment_id == here),
        _submissions().where(Submission.enrolment_id == here),
        _claims().where(FieldEntry.enrolment_id == here),
        _days_planned().where(AssignmentPlan.cohort_id == cohort),
        _days_given().where(Extension.enrolment_id == here),
        _looked().where(SelfAssessment.enrolment_id == here),
        _days().where(Cohort.id == cohort),
        _review().where(Attendance.enrolment_id == here),
        _replaced().where(RecordException.enrolment_id == here),
        _questions(),
        _shown(),
    )


def _lessons() -> Select[Any]:
    return line(
        Fact.LESSON,
        LessonProgress.enrolment_id,
        slug=LessonProgress.lesson_slug,
        first_at=LessonProgress.opened_at,
        second_at=LessonProgress.completed_at,
    )


def _quizzes() -> Select[Any]:
    """Attempts with the results that nothing supersedes."""
    state = case(
        (QuizAttempt.submitted_at.is_(None), QuizState.BEGUN.value),
        (and_(QuizResult.passed, attempt_may_count()), QuizState.PASSED.value),
        (QuizResult.passed, QuizState.SPENT.value),
        (QuizResult.waits, QuizState.WAITS.value),
        else_=QuizState.FAILED.value,
    )
    return (
        line(
            Fact.QUIZ,
            QuizAttempt.enrolment_id,
            slug=QuizAttempt.quiz_slug,
            state=state,
            first_at=QuizAttempt.submitted_at,
        )
        .select_from(QuizAttempt)
        .outerjoin(
            QuizResult,
            and_(QuizResult.attempt_id == QuizAttempt.id, nothing_supersedes()),
        )
    )


def _grants() -> Select[Any]:
    """Further attempts that a trainer granted."""
    return line(
        Fact.GRANT,
        AttemptGrant.enrolment_id,
        slug=AttemptGrant.quiz_slug,
        first_at=AttemptGrant.granted_at,
    )


def _submissions() -> Select[Any]:
    """The last piece of work for each assignment."""
    later = aliased(Submission)
    newer = select(later.id).where(
        later.enrolment_id == Submission.enrolment_id,
        later.assignment_slug == Submission.assignment_slug,
        later.number > Submission.number,
    )
    return line(
        Fact.SUBMISSION,
        Submission.enrolment_id,
        slug=Submission.assignment_slug,
        state=Submission.state,
        first_at=Submission.handed_in_at,
    ).where(~exists(newer))


def _claims() -> Select[Any]:
    """Since when the oldest claimed practice waits."""
    return (
        line(Fact.CLAIM, FieldEntry.enrolment_id, first_at=func.min(FieldEntry.claimed_at))
        .where(
            FieldEntry.state == FieldEntryState.CLAIMED,
            FieldEntry.withdrawn_at.is_(None),
        )
        .group_by(FieldEntry.enrolment_id)
    )


def _days_planned() -> Select[Any]:
    """The last days that the cohort planned."""
    return line(
        Fact.PLANNED,
        literal(0),
        slug=AssignmentPlan.assignment_slug,
        state=AssignmentPlan.due_on,
    ).where(AssignmentPlan.due_on.is_not(None))


def _days_given() -> Select[Any]:
    """The last days given to this trainee alone, each with when it was."""
    return line(
        Fact.GIVEN,
        Extension.enrolment_id,
        slug=Extension.assignment_slug,
        state=Extension.given_until,
        first_at=Extension.decided_at,
    ).where(Extension.given_until.is_not(None))


def _looked() -> Select[Any]:
    """The moments at which the trainee looked at their own competences."""
    return line(Fact.LOOKED, SelfAssessment.enrolment_id, slug=SelfAssessment.moment).distinct()


def _days() -> Select[Any]:
    return line(Fact.DAYS, literal(0), slug=Cohort.starts_on, state=Cohort.ends_on)


def _review() -> Select[Any]:
    """The review talk that the trainee came to."""
    return (
        line(Fact.REVIEW, Attendance.enrolment_id, first_at=func.min(Meeting.starts_at))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Attendance.minutes_present > 0,
            Meeting.kind == MeetingKind.REVIEW,
            Meeting.cancelled_at.is_(None),
        )
        .group_by(Attendance.enrolment_id)
    )


def _questions() -> Select[Any]:
    """What the trainee asked, from whatever place, and did not take back."""
    own = select(Enrolment.id).where(enrolments_of(bindparam("person_id")))
    state = case(
        (LessonQuestion.unread, QuestionState.UNREAD.value),
        (LessonQuestion.waits_since.is_not(None), QuestionState.WAITS.value),
        else_=QuestionState.ANSWERED.value,
    )
    return line(
        Fact.QUESTION,
        LessonQuestion.enrolment_id,
        slug=LessonQuestion.lesson_slug,
        state=state,
        first_at=LessonQuestion.waits_since,
    ).where(LessonQuestion.enrolment_id.in_(own), LessonQuestion.withdrawn_at.is_(None))


def _shown() -> Select[Any]:
    """What others of the trainee's cohorts asked and a trainer showed."""
    reader = aliased(Enrolment)
    cohorts = select(reader.cohort_id).where(
        reader.person_id == bindparam("person_id"), reader.state.in_(PLACES_HELD)
    )
    return (
        line(Fact.SHOWN, LessonQuestion.enrolment_id, slug=LessonQuestion.lesson_slug)
        .join(Enrolment, Enrolment.id == LessonQuestion.enrolment_id)
        .where(
            Enrolment.cohort_id.in_(cohorts),
            Enrolment.person_id != bindparam("person_id"),
            LessonQuestion.shown_at.is_not(None),
        )
    )


def _replaced() -> Select[Any]:
    """What the rule need not see again: the approved ones."""
    return line(
        Fact.REPLACED, RecordException.enrolment_id, slug=RecordException.requirement
    ).where(
        RecordException.kind == ExceptionKind.PRIOR_LEARNING,
        RecordException.state == ExceptionState.APPROVED,
    )


STANDING = _facts()
