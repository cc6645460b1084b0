"""`flask programmes …`: a new programme and what it promises."""

from datetime import datetime

import click
from flask.cli import AppGroup

from content.languages import Language
from course.actions.programmes import create_programme, promise_indicator
from course.actions.validation import freeze_standard
from course.catalogue import load_catalogue
from course.clock import now
from course.database import writing
from course.errors import DomainError
from course.language import voice
from course.queries.programmes import programme_with_code
from course.settings_here import settings_here
from course.terms import Indicator

group = AppGroup("programmes", help="Funded programmes and their targets.")
DAY = click.DateTime(["%Y-%m-%d"])


@group.command("create")
@click.argument("code")
@click.option("--title-pl", required=True)
@click.option("--title-en", required=True)
@click.option("--project-number", required=True, help="As the funder writes it.")
@click.option("--funder", required=True)
@click.option("--starts-on", required=True, type=DAY)
@click.option("--ends-on", required=True, type=DAY)
@click.option("--standard-code", help="The competence; one of its own if left out.")
def create(code: str, starts_on: datetime, ends_on: datetime, **named: str | None) -> None:
    """Create the programme CODE; `freeze` binds it to its rule."""
    try:
        with writing() as session:
            create_programme(
                session,
                code=code,
                title_pl=str(named["title_pl"]),
                title_en=str(named["title_en"]),
                project_number=str(named["project_number"]),
                funder=str(named["funder"]),
                starts_on=starts_on.date(),
                ends_on=ends_on.date(),
                standard_code=named["standard_code"] or f"organizator-spoleczny-{code}",
                demonstration=False,
                by=None,
                at=now(),
            )
    except DomainError as refusal:
        sentence = voice(Language.EN).error(refusal.code, refusal.facts)
        raise click.ClickException(sentence) from refusal
    click.echo(f"Programme {code} is there.")


@group.command("promise")
@click.argument("code")
@click.argument("indicator", type=click.Choice([name.value for name in Indicator]))
@click.argument("target", type=click.IntRange(min=0))
@click.option("--unit", required=True)
@click.option("--source", required=True, help="How it is measured.")
def promise(code: str, indicator: str, target: int, unit: str, source: str) -> None:
    """Record that the programme CODE promised TARGET of INDICATOR."""
    with writing() as session:
        programme = programme_with_code(session, code)
        if programme is None:
            raise click.ClickException(f"There is no programme {code}.")
        promise_indicator(
            session,
            programme,
            Indicator(indicator),
            target=target,
            unit=unit,
            source_of_measurement=source,
            by=None,
            at=now(),
        )
    click.echo(f"{indicator}: {target}")


@group.command("freeze")
@click.argument("code")
@click.argument("rule")
def freeze(code: str, rule: str) -> None:
    """Freeze the RULE of the programme CODE, once, before its first training day."""
    settings = settings_here()
    course = load_catalogue(settings.content_folder, settings.assessments_folder)
    frozen = course.rules.get(rule)
    if frozen is None:
        raise click.ClickException(f"There is no rule {rule}; known are {', '.join(course.rules)}.")
    if unwritten := course.missing_for(frozen):
        raise click.ClickException(f"The course does not have yet: {', '.join(unwritten)}.")
    speak = voice(Language.EN)
    try:
        with writing() as session:
            programme = programme_with_code(session, code)
            if programme is None:
                raise click.ClickException(f"There is no programme {code}.")
            freeze_standard(session, programme, frozen, by=None, at=now())
    except DomainError as refusal:
        raise click.ClickException(speak.error(refusal.code, refusal.facts)) from refusal
    click.echo(f"Programme {code} is bound to the rule {rule}.")
