"""`flask indicators …`: the figures of a programme beside what it promised."""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from course.clock import local_day, now
from course.database import reading
from course.models import Programme
from course.queries.programmes import programme_with_code
from course.reports.indicators import Figure, figures_of


@click.command("indicators")
@click.argument("programme")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Count as of the end of this day; today when left out.",
)
@with_appcontext
def indicators(programme: str, as_of: datetime | None, *, as_json: bool) -> None:
    """Count the people and the institutions of PROGRAMME, given by its code."""
    found = programme_with_code(reading(), programme)
    if found is None:
        click.echo(f"There is no programme {programme}.", err=True)
        sys.exit(1)
    day = local_day(now()) if as_of is None else as_of.date()
    figures = figures_of(reading(), found, as_of=day)
    click.echo(_json(found, day, figures) if as_json else _table(found, day, figures))


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
    return "\n".join(lines)
