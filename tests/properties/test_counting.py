"""What holds for every person who may, or may not, be reported."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessments.counting import CONDITION_CODES, Circumstances, count_person

days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
maybe = st.none() | days
circumstances = st.builds(
    Circumstances,
    issued_on=maybe,
    revoked_on=maybe,
    participant_record_complete=st.booleans(),
    participant_record_missing=st.just(()),
    standard_frozen_on=maybe,
    first_training_on=maybe,
    ended_on=maybe,
    assessed_on=maybe,
    decided_on=maybe,
    assessed_by_own_trainer=st.booleans(),
    counted_elsewhere=st.booleans(),
)
in_order = st.builds(
    lambda start, *steps: Circumstances(
        standard_frozen_on=start,
        first_training_on=start + timedelta(days=1 + steps[0]),
        ended_on=start + timedelta(days=1 + sum(steps[:2])),
        assessed_on=start + timedelta(days=1 + sum(steps[:3])),
        decided_on=start + timedelta(days=1 + sum(steps[:4])),
        issued_on=start + timedelta(days=1 + sum(steps)),
        revoked_on=None,
        participant_record_complete=True,
        participant_record_missing=(),
        assessed_by_own_trainer=False,
        counted_elsewhere=False,
    ),
    days,
    *[st.integers(0, 14)] * 5,
)


@given(circumstances, days)
def test_every_condition_is_told_and_yes_needs_them_all(known: Circumstances, as_of: date) -> None:
    counted = count_person(known, as_of)
    assert tuple(condition.code for condition in counted.conditions) == CONDITION_CODES
    assert counted.yes == all(condition.met for condition in counted.conditions)
    assert counted.yes == (counted.why_not == ())


@given(in_order)
def test_whoever_keeps_the_order_of_stages_counts_from_the_day_of_issue(
    known: Circumstances,
) -> None:
    assert known.issued_on is not None
    assert count_person(known, known.issued_on).yes
    assert not count_person(known, known.issued_on - timedelta(days=1)).yes


@given(circumstances | in_order, days, st.integers(0, 400))
def test_who_counts_on_a_day_counts_on_every_later_one_until_revoked(
    known: Circumstances, as_of: date, later: int
) -> None:
    still = replace(known, revoked_on=None)
    if count_person(still, as_of).yes:
        assert count_person(still, as_of + timedelta(days=later)).yes


@given(circumstances | in_order, days, st.integers(1, 400))
def test_what_happens_after_the_day_does_not_matter(
    known: Circumstances, as_of: date, later: int
) -> None:
    revoked = replace(known, revoked_on=as_of + timedelta(days=later))
    never = replace(known, revoked_on=None)
    assert count_person(revoked, as_of).yes == count_person(never, as_of).yes


@given(in_order, st.integers(1, 400))
def test_a_decision_after_four_weeks_is_never_counted(known: Circumstances, late: int) -> None:
    assert known.ended_on is not None
    decided = known.ended_on + timedelta(days=28 + late)
    counted = count_person(replace(known, decided_on=decided, issued_on=decided), decided)
    assert [condition.code for condition in counted.why_not] == ["within_28_days"]
