"""What strangers may be told about groups of people, so that nobody can be made out among them.

A table of groups is told whole or not at all: a single hidden number could be found by subtracting
the others from the total, which everybody knows, and a second one hidden for its sake by asking
why it was chosen. Whoever knows this rule learns from a hidden table only that it has a small
group somewhere.

Days must be kept apart as well: tables are to be told of one day alone, which is chosen without
looking at the numbers. Of other days only totals are known, so that no two tables can be
compared. Telling each table anew as soon as it is fit would give small numbers away to whoever
writes the totals down: 7 and 5 of 12, after nothing was told about 11, says that there were 4.
"""

from collections.abc import Mapping

LEAST = 5
"""The smallest group that is told, other than an empty one."""

TWO = 2
"""So many groups at least have somebody in them: one alone would say the same as the total."""


def is_told(table: Mapping[str, int]) -> bool:
    """Whether strangers see a table: no group of one to four, and at least two groups."""
    told = [number for number in table.values() if number]
    return len(told) >= TWO and min(told) >= LEAST


def is_told_within(table: Mapping[str, int], wider: Mapping[str, int]) -> bool:
    """The same for a table whose groups lie within those of a wider one, as cohorts in cities.

    Where everybody is in one of several wider groups, it would tell so of every earlier day.
    """
    return is_told(table) and (len(wider) < TWO or is_told(wider))
