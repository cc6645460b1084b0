"""What people did, gathered for the rule: one statement for any number of enrolments."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from sqlalchemy.orm import Session

from assessments.qualification import Judged, Record, judge
from assessments.requirements import Rule
from course.queries.record_facts import Fact, FactRow, facts_of
from course.terms import (
    WAITING_STATES,
    EnrolmentState,
    FieldEntryKind,
    FieldEntryState,
    MeetingKind,
    SubmissionState,
)

ATTENDED_SHARE = 2
"""A meeting was attended by who was there for at least half (1/2) of it."""

_IN = frozenset({EnrolmentState.ADMITTED, EnrolmentState.ENDED})


def untold_by(rule: Rule) -> tuple[Judged, ...]:
    """What a rule asks for and the service cannot tell yet: nobody could qualify by it."""
    lines = judge(rule, _record([])).missing
    return tuple(line for line in lines if line.code.endswith("_untold"))


def record_of(session: Session, enrolment_id: int) -> Record:
    """Everything that one trainee did in one enrolment."""
    return records_of(session, [enrolment_id])[enrolment_id]


def records_of(session: Session, enrolment_ids: Collection[int]) -> Mapping[int, Record]:
    """The record of each enrolment, in one statement."""
    facts: dict[int, list[FactRow]] = defaultdict(list)
    if enrolment_ids:
        for enrolment_id, fact, *rest in session.execute(facts_of(enrolment_ids)):
            facts[enrolment_id].append(FactRow(Fact(fact), *rest))
    return {enrolment_id: _record(facts[enrolment_id]) for enrolment_id in enrolment_ids}


def _record(rows: Iterable[FactRow]) -> Record:
    of = defaultdict[Fact, list[FactRow]](list)
    for row in rows:
        of[row.fact].append(row)
    work = {(row.slug, row.detail) for row in of[Fact.ASSIGNMENT]}
    confirmed = [row for row in of[Fact.PRACTICE] if row.detail == FieldEntryState.CONFIRMED]
    claimed = [row for row in of[Fact.PRACTICE] if row.detail == FieldEntryState.CLAIMED]
    meetings = of[Fact.MEETING]
    attended = [row for row in meetings if row.first * ATTENDED_SHARE >= row.second]
    number = {
        kind: sum(row.second for row in confirmed if row.slug == kind) for kind in FieldEntryKind
    }
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
        workshop_minutes=sum(row.first for row in meetings if row.detail == MeetingKind.WORKSHOP),
        workshops_attended=frozenset(
            row.slug for row in attended if row.detail == MeetingKind.WORKSHOP
        ),
        review_talks=sum(row.detail == MeetingKind.REVIEW for row in attended),
        supervisions=sum(row.detail == MeetingKind.SUPERVISION for row in attended),
        assessment=next((row.detail for row in of[Fact.ASSESSMENT]), None),
        group_meetings=number[FieldEntryKind.GROUP_MEETING],
        actions=number[FieldEntryKind.ACTION],
        institution_talks=number[FieldEntryKind.INSTITUTION_TALK],
        double_marked=frozenset(row.slug for row in of[Fact.SECOND_MARKING]),
        observations=sum(row.first for row in of[Fact.OBSERVATION]),
    )
