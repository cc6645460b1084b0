"""`flask indicators …`: the figures of a programme beside what it promised, and their recount."""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select

from course.clock import local_day, now
from course.database import reading
from course.jobs.standings import recount
from course.models import Programme
from course.queries.programmes import programme_with_code
from course.reports.indicators import Count, Figure, figures_of, institutions_in_use
from course.terms import Indicator

MOST_TOLD = 100


class Figures(AppGroup):
    """What follows is the code of a programme, unless it is the name of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `flask indicators Q1 --json` as `flask indicators show Q1 --json`."""
        if args and args[0] not in {*self.commands, *self.get_help_option_names(ctx)}:
            args = ["show", *args]
        return super().parse_args(ctx, args)


group = Figures("indicators", help="The figures of a programme: flask indicators CODE.")


@group.command("show")
@click.argument("programme")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Count as of the end of this day; today when left out.",
)
def show(programme: str, as_of: datetime | None, *, as_json: bool) -> None:
    """Count the people and the institutions of PROGRAMME, given by its code."""
    found = programme_with_code(reading(), programme)
    if found is None:
        click.echo(f"There is no programme {programme}.", err=True)
        sys.exit(1)
    day = local_day(now()) if as_of is None else as_of.date()
    figures = figures_of(reading(), found, as_of=day)
    click.echo(_json(found, day, figures) if as_json else _table(found, day, figures))


@group.command("recount")
@click.argument("code", required=False)
def recount_all(code: str | None) -> None:
    """Judge everybody of the programme CODE, or of all, anew; exit with 1 where it was not so.

    What was kept otherwise is counted, mended, and the first of it named.
    """
    programmes = reading().execute(
        select(Programme.id, Programme.code, Programme.standings_kept_at).order_by(Programme.code)
    )
    chosen = [one for one in programmes if code in {None, one.code}]
    if code is not None and not chosen:
        click.echo(f"There is no programme {code}.", err=True)
        sys.exit(1)
    wrong = 0
    for one in chosen:
        told = recount(one.id, clock=now)
        if one.standings_kept_at is None:
            click.echo(f"{one.code}: made anew.")
            continue
        wrong += len(told)
        click.echo(
            f"{one.code}: {len(told)} kept otherwise." if told else f"{one.code}: all right."
        )
        for line in told[:MOST_TOLD]:
            click.echo(f"  {line}", err=True)
    sys.exit(1 if wrong else 0)


def _json(programme: Programme, day: date, figures: Sequence[Figure]) -> str:
    said = {
        figure.count.indicator.value: {
            "target": figure.target.target if figure.target else None,
            "achieved": figure.count.achieved,
            "percent": None if figure.percent is None else float(figure.percent),
            "base": figure.target.base if figure.target else None,
            "unit": figure.target.unit if figure.target else None,
            "source_of_measurement": figure.target.source_of_measurement if figure.target else None,
            "left_out": len(figure.count.left_out),
            **({} if (uses := _in_use(figure.count)) is None else {"in_use": uses}),
        }
        for figure in figures
    }
    whole = {**said, "programme": programme.code, "as_of": day.isoformat()}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _table(programme: Programme, day: date, figures: Sequence[Figure]) -> str:
    lines = [f"{programme.code} as of {day}", ""]
    lines.append(f"{'indicator':<22}{'achieved':>9}{'target':>9}{'percent':>9}{'left out':>10}")
    for figure in figures:
        target = figure.target.target if figure.target else "-"
        percent = "-" if figure.percent is None else f"{figure.percent} %"
        count = figure.count
        lines.append(
            f"{count.indicator.value:<22}{count.achieved:>9}{target:>9}{percent:>9}"
            f"{len(count.left_out):>10}"
        )
        if (uses := _in_use(count)) is not None:
            lines.append(f"{'  of these in use':<22}{uses:>9}")
    return "\n".join(lines)


def _in_use(count: Count[Any]) -> int | None:
    """How many counted institutions show that they use the model; people have no such figure."""
    institutions = count.indicator is Indicator.INSTITUTIONS
    return len(institutions_in_use(count)) if institutions else None
