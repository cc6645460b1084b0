"""What people did, gathered for the rule: one statement for any number of enrolments."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    String,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from assessments.qualification import Judged, Record, judge
from assessments.requirements import Rule
from course.models import (
    Assessment,
    Attendance,
    Consent,
    Enrolment,
    FieldEntry,
    Meeting,
    QuizAttempt,
    QuizResult,
    Submission,
)
from course.queries.results import attempt_may_count, nothing_supersedes
from course.terms import (
    EnrolmentState,
    FieldEntryKind,
    FieldEntryState,
    MeetingKind,
    SubmissionState,
)

ATTENDED_SHARE = 2
"""A meeting was attended by who was there for at least half (1/2) of it."""


_IN = frozenset({EnrolmentState.ADMITTED, EnrolmentState.ENDED})


class _Fact(StrEnum):
    ADMITTED = "admitted"
    CONSENT = "consent"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    PRACTICE = "practice"
    MEETING = "meeting"
    ASSESSMENT = "assessment"


class _Row(NamedTuple):
    fact: _Fact
    slug: str
    detail: str
    first: int
    second: int


def untold_by(rule: Rule) -> tuple[Judged, ...]:
    """What a rule asks for and the service cannot tell yet: nobody could qualify by it."""
    lines = judge(rule, _record([])).missing
    return tuple(line for line in lines if line.code.endswith("_untold"))


def record_of(session: Session, enrolment_id: int) -> Record:
    """Everything that one trainee did in one enrolment."""
    return records_of(session, [enrolment_id])[enrolment_id]


def records_of(session: Session, enrolment_ids: Collection[int]) -> Mapping[int, Record]:
    """The record of each enrolment, in one statement."""
    facts: dict[int, list[_Row]] = defaultdict(list)
    if enrolment_ids:
        for enrolment_id, fact, *rest in session.execute(_facts(enrolment_ids)):
            facts[enrolment_id].append(_Row(_Fact(fact), *rest))
    return {enrolment_id: _record(facts[enrolment_id]) for enrolment_id in enrolment_ids}


def _facts(ids: Collection[int]) -> CompoundSelect[Any]:
    return union_all(
        _line(_Fact.ADMITTED, Enrolment.id, ids, detail=Enrolment.state),
        _line(_Fact.CONSENT, Consent.enrolment_id, ids, slug=Consent.kind).where(
            Consent.withdrawn_at.is_(None)
        ),
        _quizzes(ids),
        _line(
            _Fact.ASSIGNMENT,
            Submission.enrolment_id,
            ids,
            slug=Submission.assignment_slug,
            detail=Submission.state,
        ).where(Submission.state != SubmissionState.DRAFT),
        _practice(ids),
        _meetings(ids),
        _assessments(ids),
    )


def _line(
    fact: _Fact,
    enrolment_id: InstrumentedAttribute[int],
    ids: Collection[int],
    *,
    slug: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None,
    detail: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None,
    amounts: tuple[ColumnElement[Any], ColumnElement[Any]] | None = None,
) -> Any:  # noqa: ANN401 -- a select whose exact columns differ from fact to fact
    """One kind of fact as a part of the union: whose, what, which, how, and up to two amounts."""
    first, second = amounts or (null(), null())
    return select(
        enrolment_id,
        literal(fact.value, String),
        cast(literal("") if slug is None else slug, String),
        cast(literal("") if detail is None else detail, String),
        cast(first, BigInteger),
        cast(second, BigInteger),
    ).where(enrolment_id.in_(ids))


def _quizzes(ids: Collection[int]) -> Any:  # noqa: ANN401
    """The percentage of each quiz that counts, in hundredths."""
    best = func.max(cast(type_coerce(QuizResult.percent, BigInteger), BigInteger))
    return (
        _line(
            _Fact.QUIZ,
            QuizAttempt.enrolment_id,
            ids,
            slug=QuizAttempt.quiz_slug,
            amounts=(best, null()),
        )
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .where(nothing_supersedes(), attempt_may_count())
        .group_by(QuizAttempt.enrolment_id, QuizAttempt.quiz_slug)
    )


def _practice(ids: Collection[int]) -> Any:  # noqa: ANN401
    """Minutes and number of entries by kind and state."""
    return (
        _line(
            _Fact.PRACTICE,
            FieldEntry.enrolment_id,
            ids,
            slug=FieldEntry.kind,
            detail=FieldEntry.state,
            amounts=(func.sum(FieldEntry.minutes), func.count(FieldEntry.id)),
        )
        .where(FieldEntry.withdrawn_at.is_(None))
        .group_by(FieldEntry.enrolment_id, FieldEntry.kind, FieldEntry.state)
    )


def _meetings(ids: Collection[int]) -> Any:  # noqa: ANN401
    """Minutes present and minutes of each meeting, with its kind."""
    return _line(
        _Fact.MEETING,
        Attendance.enrolment_id,
        ids,
        slug=Meeting.code,
        detail=Meeting.kind,
        amounts=(Attendance.minutes_present.expression, Meeting.minutes.expression),
    ).join(Meeting, Meeting.id == Attendance.meeting_id)


def _assessments(ids: Collection[int]) -> Any:  # noqa: ANN401
    later = aliased(Assessment)
    return _line(_Fact.ASSESSMENT, Assessment.enrolment_id, ids, detail=Assessment.outcome).where(
        ~exists(select(later.id).where(later.supersedes_id == Assessment.id))
    )


def _record(rows: Iterable[_Row]) -> Record:
    of = defaultdict[_Fact, list[_Row]](list)
    for row in rows:
        of[row.fact].append(row)
    work = {(row.slug, row.detail) for row in of[_Fact.ASSIGNMENT]}
    confirmed = [row for row in of[_Fact.PRACTICE] if row.detail == FieldEntryState.CONFIRMED]
    claimed = [row for row in of[_Fact.PRACTICE] if row.detail == FieldEntryState.CLAIMED]
    meetings = of[_Fact.MEETING]
    attended = [row for row in meetings if row.first * ATTENDED_SHARE >= row.second]
    number = {
        kind: sum(row.second for row in confirmed if row.slug == kind) for kind in FieldEntryKind
    }
    return Record(
        admitted=any(row.detail in _IN for row in of[_Fact.ADMITTED]),
        consents=frozenset(row.slug for row in of[_Fact.CONSENT]),
        quiz_percents={row.slug: Decimal(row.first).scaleb(-4) for row in of[_Fact.QUIZ]},
        assignments_passed=frozenset(s for s, state in work if state == SubmissionState.MARKED),
        assignments_waiting=frozenset(s for s, state in work if state == SubmissionState.HANDED_IN),
        confirmed_minutes=sum(row.first for row in confirmed),
        claimed_minutes=sum(row.first for row in claimed),
        conversations=number[FieldEntryKind.CONVERSATION] + number[FieldEntryKind.ONE_TO_ONE],
        one_to_ones=number[FieldEntryKind.ONE_TO_ONE],
        seldom_heard=0,  # entries do not tell it yet, and what cannot be told is missing
        channels=frozenset(),
        workshop_minutes=sum(row.first for row in meetings if row.detail == MeetingKind.WORKSHOP),
        workshops_attended=frozenset(
            row.slug for row in attended if row.detail == MeetingKind.WORKSHOP
        ),
        review_talks=sum(row.detail == MeetingKind.REVIEW for row in attended),
        supervisions=sum(row.detail == MeetingKind.SUPERVISION for row in attended),
        assessment=next((row.detail for row in of[_Fact.ASSESSMENT]), None),
        group_meetings=number[FieldEntryKind.GROUP_MEETING],
        actions=number[FieldEntryKind.ACTION],
        institution_talks=number[FieldEntryKind.INSTITUTION_TALK],
    )
