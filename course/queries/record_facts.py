"""The facts of what people did as one statement, for any number of places."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Numeric,
    bindparam,
    case,
    cast,
    exists,
    func,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from assessments.definitions.journal import RESIDENTS
from course.models import (
    Appeal,
    Assessment,
    Attendance,
    Consent,
    Decision,
    Enrolment,
    FieldEntry,
    Marking,
    Meeting,
    Observation,
    Panel,
    QuizAttempt,
    QuizResult,
    Submission,
)
from course.queries.fieldwork import TALKS
from course.queries.record_beside import exceptions, journal_entries, self_assessments
from course.queries.record_lines import Fact, Ids, fact_line
from course.queries.results import attempt_may_count, nothing_supersedes
from course.terms import (
    AppealOutcome,
    FieldEntryKind,
    FieldEntryState,
    MarkingRole,
    SubmissionState,
)

FEWEST_RESIDENTS = 5
"""A group meeting counts from so many residents on, the organiser left out."""


@cache
def facts() -> CompoundSelect[Any]:
    """Everything that the rule asks about, of each of the places `ids`, as one statement."""
    ids: Ids = bindparam("ids", expanding=True)
    return union_all(
        fact_line(Fact.ADMITTED, Enrolment.id, ids, detail=Enrolment.state),
        fact_line(Fact.CONSENT, Consent.enrolment_id, ids, slug=Consent.kind).where(
            Consent.withdrawn_at.is_(None)
        ),
        _quizzes(ids),
        fact_line(
            Fact.ASSIGNMENT,
            Submission.enrolment_id,
            ids,
            slug=Submission.assignment_slug,
            detail=Submission.state,
        ).where(Submission.state != SubmissionState.DRAFT),
        _second_markings(ids),
        _practice(ids),
        _talks(Fact.CHANNEL, FieldEntry.channel, ids),
        _talks(Fact.SELDOM_HEARD, FieldEntry.seldom_heard, ids),
        _observations(ids),
        _meetings(ids),
        _assessments(ids),
        journal_entries(ids),
        self_assessments(ids),
        exceptions(ids),
        fact_line(
            Fact.PANEL,
            Panel.enrolment_id,
            ids,
            detail=Panel.outcome,
            amounts=(Panel.sitting.expression, null()),
        ).where(Panel.cancelled_at.is_(None), Panel.outcome.is_not(None)),
        _upheld(ids),
    )


def _quizzes(ids: Ids) -> Any:  # noqa: ANN401
    """The percentage of each quiz that counts, in hundredths."""
    best = func.max(cast(type_coerce(QuizResult.percent, BigInteger), BigInteger))
    return (
        fact_line(
            Fact.QUIZ,
            QuizAttempt.enrolment_id,
            ids,
            slug=QuizAttempt.quiz_slug,
            amounts=(best, null()),
        )
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .where(nothing_supersedes(), attempt_may_count())
        .group_by(QuizAttempt.enrolment_id, QuizAttempt.quiz_slug)
    )


def _second_markings(ids: Ids) -> Any:  # noqa: ANN401
    """Passed assignments that a second person marked; nothing of work that waits."""
    return (
        fact_line(
            Fact.SECOND_MARKING, Submission.enrolment_id, ids, slug=Submission.assignment_slug
        )
        .join(Marking, Marking.submission_id == Submission.id)
        .where(Submission.state == SubmissionState.MARKED, Marking.role == MarkingRole.SECOND)
    )


def _practice(ids: Ids) -> Any:  # noqa: ANN401
    """Minutes by kind and state, and the number of entries that count: of meetings, large ones."""
    typed = func.nullif(FieldEntry.values[RESIDENTS].as_string(), "")
    residents = cast(typed, Numeric)
    small = (FieldEntry.kind == FieldEntryKind.GROUP_MEETING) & (
        func.coalesce(residents, 0) < FEWEST_RESIDENTS
    )
    return (
        fact_line(
            Fact.PRACTICE,
            FieldEntry.enrolment_id,
            ids,
            slug=FieldEntry.kind,
            detail=FieldEntry.state,
            amounts=(func.sum(FieldEntry.minutes), func.sum(case((small, 0), else_=1))),
        )
        .where(FieldEntry.withdrawn_at.is_(None))
        .group_by(FieldEntry.enrolment_id, FieldEntry.kind, FieldEntry.state)
    )


def _talks(fact: Fact, told: InstrumentedAttribute[str | None], ids: Ids) -> Any:  # noqa: ANN401
    """What confirmed conversations tell, and in how many of them."""
    return (
        fact_line(
            fact,
            FieldEntry.enrolment_id,
            ids,
            slug=told,
            amounts=(func.count(FieldEntry.id), null()),
        )
        .where(
            FieldEntry.withdrawn_at.is_(None),
            FieldEntry.state == FieldEntryState.CONFIRMED,
            FieldEntry.kind.in_(TALKS),
            told.is_not(None),
        )
        .group_by(FieldEntry.enrolment_id, told)
    )


def _observations(ids: Ids) -> Any:  # noqa: ANN401
    """How often somebody else saw the work, or said what they saw of it."""
    return (
        fact_line(
            Fact.OBSERVATION,
            Observation.enrolment_id,
            ids,
            amounts=(func.count(Observation.id), null()),
        )
        .where(Observation.withdrawn_at.is_(None))
        .group_by(Observation.enrolment_id)
    )


def _meetings(ids: Ids) -> Any:  # noqa: ANN401
    """Minutes present and minutes of each meeting, with its kind.

    A make-up counts for the meeting that it makes up for: in the place of what was missed there,
    never on top of its length. What was cancelled counts nothing.
    """
    whole = aliased(Meeting)
    present = func.sum(Attendance.minutes_present)
    return (
        fact_line(
            Fact.MEETING,
            Attendance.enrolment_id,
            ids,
            slug=whole.code,
            detail=whole.kind,
            amounts=(
                case((present > whole.minutes, whole.minutes), else_=present),
                whole.minutes.expression,
            ),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(whole, whole.id == func.coalesce(Meeting.makes_up_for_id, Meeting.id))
        .where(Meeting.cancelled_at.is_(None))
        .group_by(Attendance.enrolment_id, whole.id)
    )


def _assessments(ids: Ids) -> Any:  # noqa: ANN401
    later = aliased(Assessment)
    return fact_line(
        Fact.ASSESSMENT, Assessment.enrolment_id, ids, detail=Assessment.outcome
    ).where(~exists(select(later.id).where(later.supersedes_id == Assessment.id)))


def _upheld(ids: Ids) -> Any:  # noqa: ANN401
    """That an appeal was upheld: it stands in the place of what the panel or validator said."""
    return (
        fact_line(Fact.UPHELD, Decision.enrolment_id, ids)
        .join(Appeal, Appeal.decision_id == Decision.id)
        .where(Appeal.outcome == AppealOutcome.UPHELD)
    )
