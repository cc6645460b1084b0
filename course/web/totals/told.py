"""Totals in words, for pages on which nobody is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.database import reading
from course.models import Programme
from course.queries.snapshots import cohorts_of
from course.queries.totals import frozen_totals
from course.reports.frozen_words import say_rows, say_split
from course.reports.totals import GroupTable, Told, told_of
from course.web.i18n import speaking


@dataclass(frozen=True, slots=True)
class TableTold:
    """Groups with their numbers, or without any where a number would tell of few."""

    heading: str
    rows: Sequence[tuple[str, int | None]]
    hidden: bool


def told_about(programme: Programme) -> tuple[Told, Sequence[TableTold]]:
    """What may be told of everything that was frozen in a programme."""
    told = told_of(frozen_totals(reading(), programme))
    titles = {cohort.id: cohort.title for cohort in cohorts_of(reading(), programme)}
    return told, [_table(one, titles) for one in told.tables]


def _table(table: GroupTable, cohorts: Mapping[int, str]) -> TableTold:
    numbers = table.numbers
    shown = {group: None if numbers is None else numbers[group] for group in table.groups}
    return TableTold(
        say_split(table.split, speaking()),
        say_rows(table.split, shown, cohorts, speaking()),
        numbers is None,
    )
