from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.counting_institutions import (
    AGREEMENT_CONDITION_CODES,
    AgreementCircumstances,
    Signature,
    Use,
    count_agreement,
    lacks_power_in_writing,
    shows_use,
)

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
STARTS_ON, ENDS_ON = date(2026, 1, 1), date(2027, 6, 30)
THEIRS = Signature(date(2026, 9, 3), "Jan Kowalski", "burmistrz")
OURS = Signature(date(2026, 9, 8), "Zofia Wójcik", "pełnomocnictwo 4/2026")
IN_ORDER = AgreementCircumstances(
    institution=THEIRS,
    beneficiary=OURS,
    file_kept=True,
    verified_on=date(2026, 9, 10),
    verified_by_another=True,
    in_force_on=date(2026, 9, 15),
    ended_on=None,
    programme_starts_on=STARTS_ON,
    programme_ends_on=ENDS_ON,
    nip="6840000117",
    kind="um",
    teryt="1861011",
    counted_through=None,
)
USED = Use(dated_on=date(2026, 10, 1), verified_on=date(2026, 10, 5), withdrawn_on=None)


def why_not(as_of: date = TODAY, **changed: Any) -> list[str]:
    counted = count_agreement(replace(IN_ORDER, **changed), as_of)
    assert tuple(condition.code for condition in counted.conditions) == AGREEMENT_CONDITION_CODES
    assert counted.yes == (not counted.why_not)
    return [condition.code for condition in counted.why_not]


def test_an_agreement_with_everything_in_order_counts_with_its_days_told() -> None:
    counted = count_agreement(IN_ORDER, TODAY)
    assert counted.yes
    facts = {condition.code: condition.facts for condition in counted.conditions}
    assert facts["institution_signed"] == {"signed_on": date(2026, 9, 3)}
    assert facts["beneficiary_signed"] == {"signed_on": date(2026, 9, 8)}
    assert facts["agreement_verified"] == {"verified_on": date(2026, 9, 10)}
    assert facts["agreement_in_force"] == {"in_force_on": date(2026, 9, 15), "as_of": TODAY}
    assert facts["agreement_within_programme"] == {
        "concluded_on": date(2026, 9, 8),
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
    }


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"institution": replace(THEIRS, on=None)}, "institution_signed"),
        ({"institution": replace(THEIRS, on=TODAY + DAY)}, "institution_signed"),
        ({"institution": replace(THEIRS, signatory=None)}, "institution_signed"),
        ({"beneficiary": replace(OURS, on=None)}, "beneficiary_signed"),
        ({"beneficiary": replace(OURS, signatory="")}, "beneficiary_signed"),
        ({"file_kept": False}, "agreement_kept"),
        ({"verified_on": None}, "agreement_verified"),
        ({"verified_on": TODAY + DAY}, "agreement_verified"),
        ({"verified_by_another": False}, "agreement_verified"),
        ({"in_force_on": None}, "agreement_in_force"),
        ({"in_force_on": TODAY + DAY}, "agreement_in_force"),
        ({"ended_on": TODAY}, "agreement_not_ended"),
        ({"programme_starts_on": date(2026, 9, 4)}, "agreement_within_programme"),
        ({"programme_ends_on": date(2026, 9, 14)}, "agreement_within_programme"),
        ({"nip": "6840000118"}, "institution_nip"),
        ({"nip": ""}, "institution_nip"),
        ({"kind": None}, "institution_kind"),
        ({"teryt": "18610"}, "institution_teryt"),
        ({"counted_through": "P/1"}, "institution_once"),
    ],
)
def test_each_condition_alone_keeps_an_agreement_out(changed: dict[str, Any], code: str) -> None:
    assert why_not(**changed) == [code]


def test_days_on_the_edge_are_in_time() -> None:
    assert why_not(ended_on=TODAY + DAY) == []
    assert why_not(date(2026, 9, 15)) == []
    assert why_not(date(2026, 9, 14)) == ["agreement_in_force"]
    assert why_not(in_force_on=date(2026, 9, 8), as_of=date(2026, 9, 10)) == []
    edges: dict[str, Any] = {
        "programme_starts_on": THEIRS.on,
        "programme_ends_on": IN_ORDER.in_force_on,
    }
    assert why_not(**edges) == []


def test_either_side_may_sign_first() -> None:
    swapped: dict[str, Any] = {
        "institution": replace(THEIRS, on=OURS.on),
        "beneficiary": replace(OURS, on=THEIRS.on),
    }
    assert why_not(**swapped) == []
    assert replace(IN_ORDER, **swapped).concluded_on == OURS.on


def test_by_what_right_they_signed_is_asked_before_it_is_verified_and_never_after() -> None:
    silent: dict[str, Any] = {"institution": replace(THEIRS, capacity=None)}
    assert why_not(**silent) == []
    assert lacks_power_in_writing(replace(IN_ORDER, **silent), TODAY)
    assert why_not(**silent, verified_on=None) == ["power_to_sign", "agreement_verified"]
    assert not lacks_power_in_writing(replace(IN_ORDER, **silent, verified_on=None), TODAY)
    assert not lacks_power_in_writing(IN_ORDER, TODAY)


def test_a_draft_lacks_what_it_lacks_and_no_more() -> None:
    nobody = Signature(None, None, None)
    draft = replace(
        IN_ORDER,
        institution=nobody,
        beneficiary=nobody,
        file_kept=False,
        verified_on=None,
        verified_by_another=False,
        in_force_on=None,
    )
    assert draft.concluded_on is None
    assert [condition.code for condition in count_agreement(draft, TODAY).why_not] == [
        "institution_signed",
        "beneficiary_signed",
        "agreement_kept",
        "agreement_verified",
        "agreement_in_force",
    ]


def test_an_institution_counts_once() -> None:
    counted = count_agreement(IN_ORDER.already("P/3"), TODAY)
    assert [(one.code, one.facts) for one in counted.why_not] == [
        ("institution_once", {"number": "P/3"})
    ]


@pytest.mark.parametrize(
    ("changed", "as_of", "shown"),
    [
        ({}, TODAY, True),
        ({}, date(2026, 10, 5), True),
        ({}, date(2026, 10, 4), False),
        ({"dated_on": date(2026, 10, 6)}, date(2026, 10, 5), False),
        ({"verified_on": None}, TODAY, False),
        ({"withdrawn_on": TODAY}, TODAY, False),
        ({"withdrawn_on": TODAY}, TODAY - DAY, True),
    ],
)
def test_use_is_shown_by_a_verified_paper_that_stands(
    changed: dict[str, Any], as_of: date, *, shown: bool
) -> None:
    assert shows_use(replace(USED, **changed), as_of) is shown
