"""No small number can be found in what strangers see, however cleverly they reckon."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.small_cells import LEAST, is_told, is_told_within

Cells = tuple[int, ...]
History = tuple[Cells, ...]
Rows = tuple[tuple[str, int], ...]
View = tuple[tuple[int, ...], tuple[Rows | None, Rows | None]]
tables = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 30))


def worlds(groups: int, days: int, most: int) -> Iterator[History]:
    """Every history in which nobody is ever taken out, and the last day has at most so many."""
    cells = [one for one in product(range(most + 1), repeat=groups) if sum(one) <= most]

    def on(history: History) -> Iterator[History]:
        if len(history) == days:
            yield history
            return
        for one in cells:
            if not history or all(a <= b for a, b in zip(history[-1], one, strict=True)):
                yield from on((*history, one))

    yield from on(())


def by_city(cells: Cells, cities: Sequence[str]) -> dict[str, int]:
    table: dict[str, int] = dict.fromkeys(cities, 0)
    for city, number in zip(cities, cells, strict=True):
        table[city] += number
    return table


def seen(history: History, cities: Sequence[str], final: int) -> View:
    """What somebody knows who looked every day: all totals, and the tables of one day."""
    cells = history[final]
    cohorts = {str(place): number for place, number in enumerate(cells)}
    in_cities = by_city(cells, cities)
    return (
        tuple(map(sum, history)),
        (
            tuple(in_cities.items()) if is_told(in_cities) else None,
            tuple(cohorts.items()) if is_told_within(cohorts, in_cities) else None,
        ),
    )


@pytest.mark.parametrize(
    ("cities", "days", "most"),
    [
        ("ab", 1, 16),  # each cohort in a city of its own
        ("ab", 2, 13),
        ("ab", 3, 11),
        ("aab", 1, 16),  # two of three in one city: tables that hang together
        ("aab", 2, 10),
        ("aabb", 1, 13),
    ],
)
def test_of_all_that_may_have_happened_nothing_small_is_certain(
    cities: str, days: int, most: int
) -> None:
    for final in range(days):
        thought: dict[View, list[History]] = defaultdict(list)
        for history in worlds(len(cities), days, most):
            thought[seen(history, cities, final)].append(history)
        certain = [
            (day, told[0])
            for told in thought.values()
            for day in range(days)
            for numbers in (
                *({one[day][place] for one in told} for place in range(len(cities))),
                *({by_city(one[day], cities)[city] for one in told} for city in cities),
            )
            if len(numbers) == 1 and 0 < min(numbers) < LEAST
        ]
        assert certain == []
        assert any(any(told) for _, told in thought)  # something is told as well


@given(tables)
def test_what_is_told_has_no_small_group(table: dict[str, int]) -> None:
    small = [number for number in table.values() if 0 < number < LEAST]
    assert not (is_told(table) and small)


@given(tables, st.permutations("abcd"))
def test_names_of_groups_and_empty_groups_do_not_matter(
    table: dict[str, int], others: list[str]
) -> None:
    names = dict(zip("abcd", others, strict=True))
    renamed = {names[group]: number for group, number in table.items()} | {"empty": 0}
    assert is_told(renamed) == is_told(table)


def test_the_other_way_would_have_told() -> None:
    """Why the tables are of one day: this one is fit, and says what was hidden the day before."""
    day_before, day_after = {"Krosno": 7, "Przemyśl": 4}, {"Krosno": 7, "Przemyśl": 5}
    assert (is_told(day_before), is_told(day_after)) == (False, True)
    one_fewer = [{**day_after, city: number - 1} for city, number in day_after.items()]
    assert [one for one in one_fewer if not is_told(one)] == [day_before]
