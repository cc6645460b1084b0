"""What people did, gathered for the rule: one statement for any number of enrolments."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from assessments.exceptions import Excepted
from assessments.qualification import Record
from course.queries.record_facts import facts
from course.queries.record_lines import Fact, FactRow
from course.terms import (
    WAITING_STATES,
    DecisionOutcome,
    EnrolmentState,
    FieldEntryKind,
    FieldEntryState,
    MeetingKind,
    SubmissionState,
)

ATTENDED_SHARE = 2
"""A meeting was attended by who was there for at least half (1/2) of it."""

BY_APPEAL = "passed_by_appeal"

_PANEL_SAID: Mapping[str, str] = {
    DecisionOutcome.AWARDED: "passed",
    DecisionOutcome.SUPPLEMENT: "supplement",
    DecisionOutcome.NOT_AWARDED: "not_passed",
}
_IN = frozenset({EnrolmentState.ADMITTED, EnrolmentState.ENDED})


def record_of(session: Session, enrolment_id: int) -> Record:
    """Everything that one trainee did in one enrolment."""
    return records_of(session, [enrolment_id])[enrolment_id]


def records_of(session: Session, enrolment_ids: Collection[int]) -> Mapping[int, Record]:
    """The record of each enrolment, in one statement."""
    return {
        enrolment_id: record_from(rows)
        for enrolment_id, rows in fact_rows_of(session, enrolment_ids).items()
    }


def fact_rows_of(
    session: Session, enrolment_ids: Collection[int]
) -> Mapping[int, Sequence[FactRow]]:
    """The facts of each enrolment, for who tells more of them than the rule asks."""
    found: dict[int, list[FactRow]] = {enrolment_id: [] for enrolment_id in enrolment_ids}
    if enrolment_ids:
        for enrolment_id, fact, *rest in session.execute(facts(), {"ids": list(enrolment_ids)}):
            found[enrolment_id].append(FactRow(Fact(fact), *rest))
    return found


def record_from(rows: Iterable[FactRow]) -> Record:
    """The record that these facts make."""
    of = _by_fact(rows)
    work = {(row.slug, row.detail) for row in of[Fact.ASSIGNMENT]}
    confirmed = [row for row in of[Fact.PRACTICE] if row.detail == FieldEntryState.CONFIRMED]
    claimed = [row for row in of[Fact.PRACTICE] if row.detail == FieldEntryState.CLAIMED]
    meetings = of[Fact.MEETING]
    attended = [row for row in meetings if row.first * ATTENDED_SHARE >= row.second]
    workshops = {row.slug: row.first for row in meetings if row.detail == MeetingKind.WORKSHOP}
    number = _numbers(confirmed)
    appealed = BY_APPEAL if of[Fact.UPHELD] else None
    return Record(
        admitted=any(row.detail in _IN for row in of[Fact.ADMITTED]),
        consents=frozenset(row.slug for row in of[Fact.CONSENT]),
        quiz_percents={row.slug: Decimal(row.first).scaleb(-4) for row in of[Fact.QUIZ]},
        assignments_passed=frozenset(s for s, state in work if state == SubmissionState.MARKED),
        assignments_waiting=frozenset(s for s, state in work if state in WAITING_STATES),
        confirmed_minutes=sum(row.first for row in confirmed),
        claimed_minutes=sum(row.first for row in claimed),
        conversations=number[FieldEntryKind.CONVERSATION] + number[FieldEntryKind.ONE_TO_ONE],
        one_to_ones=number[FieldEntryKind.ONE_TO_ONE],
        seldom_heard=sum(row.first for row in of[Fact.SELDOM_HEARD]),
        channels=frozenset(row.slug for row in of[Fact.CHANNEL]),
        workshop_minutes=sum(workshops.values()),
        workshops_attended=frozenset(workshops.keys() & {row.slug for row in attended}),
        review_talks=sum(row.detail == MeetingKind.REVIEW for row in attended),
        supervisions=sum(row.detail == MeetingKind.SUPERVISION for row in attended),
        assessment=appealed or next((row.detail for row in of[Fact.ASSESSMENT]), None),
        panel=appealed or _panel(of[Fact.PANEL]),
        group_meetings=number[FieldEntryKind.GROUP_MEETING],
        actions=number[FieldEntryKind.ACTION],
        institution_talks=number[FieldEntryKind.INSTITUTION_TALK],
        double_marked=frozenset(row.slug for row in of[Fact.SECOND_MARKING]),
        observations=sum(row.first for row in of[Fact.OBSERVATION]),
        journal_entries=sum(row.first for row in of[Fact.JOURNAL_ENTRY]),
        self_assessments=sum(row.first for row in of[Fact.SELF_ASSESSMENT]),
        minutes_at=workshops,
        exceptions=_exceptions(of[Fact.EXCEPTION]),
    )


def _by_fact(rows: Iterable[FactRow]) -> Mapping[Fact, list[FactRow]]:
    of = defaultdict[Fact, list[FactRow]](list)
    for row in rows:
        of[row.fact].append(row)
    return of


def _numbers(confirmed: Sequence[FactRow]) -> Mapping[FieldEntryKind, int]:
    """How many confirmed entries of each kind count."""
    return {
        kind: sum(row.second for row in confirmed if row.slug == kind) for kind in FieldEntryKind
    }


def _exceptions(rows: Iterable[FactRow]) -> tuple[Excepted, ...]:
    """The approved ones, in the order in which they were entered."""
    in_order = sorted(rows, key=lambda row: row.second)
    return tuple(Excepted(row.second, row.slug, row.first) for row in in_order)


def _panel(rows: Iterable[FactRow]) -> str | None:
    """What the last sitting said."""
    last = max(rows, key=lambda row: row.first, default=None)
    return None if last is None else _PANEL_SAID[last.detail]
