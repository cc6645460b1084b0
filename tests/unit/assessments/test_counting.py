from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.counting import CONDITION_CODES, Circumstances, count_person

DAY = timedelta(days=1)
TODAY = date(2027, 6, 30)
IN_ORDER = Circumstances(
    standard_frozen_on=date(2026, 11, 30),
    first_training_on=date(2026, 12, 1),
    ended_on=date(2027, 5, 31),
    assessed_on=date(2027, 6, 10),
    decided_on=date(2027, 6, 28),
    issued_on=date(2027, 6, 29),
    revoked_on=None,
    participant_record_complete=True,
    participant_record_missing=(),
    assessed_by_own_trainer=False,
    counted_elsewhere=False,
)


def why_not(as_of: date = TODAY, **changed: Any) -> list[str]:
    counted = count_person(replace(IN_ORDER, **changed), as_of)
    assert tuple(condition.code for condition in counted.conditions) == CONDITION_CODES
    assert counted.yes == (not counted.why_not)
    return [condition.code for condition in counted.why_not]


def test_a_person_with_everything_in_order_is_counted() -> None:
    counted = count_person(IN_ORDER, TODAY)
    assert counted.yes
    assert {condition.code: condition.facts for condition in counted.conditions} == {
        "certificate_issued": {"issued_on": date(2027, 6, 29), "as_of": TODAY},
        "not_revoked": {"revoked_on": None, "as_of": TODAY},
        "participant_record": {"missing": ()},
        "standard_before_training": {
            "standard_frozen_on": date(2026, 11, 30),
            "first_training_on": date(2026, 12, 1),
        },
        "assessed_after_end": {
            "ended_on": date(2027, 5, 31),
            "assessed_on": date(2027, 6, 10),
        },
        "assessor_not_trainer": {},
        "within_28_days": {
            "ended_on": date(2027, 5, 31),
            "decided_on": date(2027, 6, 28),
            "last_day": date(2027, 6, 28),
        },
        "once": {},
    }


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"issued_on": None}, "certificate_issued"),
        ({"issued_on": TODAY + DAY}, "certificate_issued"),
        ({"revoked_on": TODAY}, "not_revoked"),
        ({"participant_record_complete": False}, "participant_record"),
        ({"standard_frozen_on": None}, "standard_before_training"),
        ({"standard_frozen_on": date(2026, 12, 1)}, "standard_before_training"),
        ({"first_training_on": None}, "standard_before_training"),
        ({"assessed_on": None}, "assessed_after_end"),
        ({"assessed_on": date(2027, 5, 30)}, "assessed_after_end"),
        ({"assessed_by_own_trainer": True}, "assessor_not_trainer"),
        ({"decided_on": None}, "within_28_days"),
        ({"decided_on": date(2027, 6, 29)}, "within_28_days"),
        ({"counted_elsewhere": True}, "once"),
    ],
)
def test_each_condition_alone_keeps_a_person_out(changed: dict[str, Any], code: str) -> None:
    assert why_not(**changed) == [code]


def test_days_on_the_edge_are_in_time() -> None:
    assert why_not(issued_on=TODAY) == []
    assert why_not(assessed_on=IN_ORDER.ended_on) == []
    assert why_not(revoked_on=TODAY + DAY) == []


def test_nothing_in_order_names_every_condition_that_fails() -> None:
    assert why_not(
        issued_on=None,
        standard_frozen_on=None,
        first_training_on=None,
        ended_on=None,
        assessed_on=None,
        decided_on=None,
    ) == ["certificate_issued", "standard_before_training", "assessed_after_end", "within_28_days"]


def test_a_day_before_the_issue_does_not_count_and_a_day_before_the_revocation_does() -> None:
    assert why_not(as_of=date(2027, 6, 28)) == ["certificate_issued"]
    assert why_not(as_of=date(2027, 7, 1), revoked_on=date(2027, 7, 2)) == []
    assert why_not(as_of=date(2027, 7, 2), revoked_on=date(2027, 7, 2)) == ["not_revoked"]
