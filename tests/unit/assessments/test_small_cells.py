"""Which table of groups strangers see."""

import pytest

from assessments.small_cells import is_told, is_told_within


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, False),
        ({"Krosno": 12}, False),  # the total once more
        ({"Krosno": 12, "Przemyśl": 0}, False),
        ({"Krosno": 7, "Przemyśl": 5}, True),
        ({"Krosno": 7, "Przemyśl": 5, "Jasło": 0}, True),
        ({"Krosno": 8, "Przemyśl": 4}, False),
        ({"Krosno": 8, "Przemyśl": 9, "Jasło": 1}, False),
    ],
)
def test_a_table_is_told_whole_or_not_at_all(table: dict[str, int], *, told: bool) -> None:
    assert is_told(table) is told


def test_cohorts_are_told_with_their_cities() -> None:
    cohorts = {"1": 6, "2": 7}
    assert is_told_within(cohorts, {"Krosno": 13})
    assert is_told_within(cohorts, {"Krosno": 6, "Przemyśl": 7})
    assert not is_told_within(cohorts, {"Krosno": 13, "Przemyśl": 0})
    assert not is_told_within({"1": 4, "2": 9}, {"Krosno": 13})
