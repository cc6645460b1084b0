"""`flask programmes …`: a new programme and what it promises."""

from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from content.languages import Language
from course.actions.participants import choose_form
from course.actions.programmes import create_programme
from course.actions.promises import Promise, promise_indicator
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
COUNT = click.IntRange(min=0)


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
@click.argument("target", type=COUNT)
@click.option("--unit", required=True)
@click.option("--source", "source_of_measurement", required=True, help="How it is measured.")
@click.option("--base", type=COUNT, default=0, show_default=True, help="The figure at the start.")
@click.option("--women", "target_women", type=COUNT, help="Of the target, where promised.")
@click.option("--men", "target_men", type=COUNT, help="Of the target, where promised.")
@click.option("--definition", default="", help="As the application for funds says it.")
@click.option("--moment", "moment_of_measurement", default="", help="When it is counted.")
def promise(code: str, indicator: str, **said: Any) -> None:  # noqa: ANN401 -- click's own values
    """Record that the programme CODE promised TARGET of INDICATOR."""
    promised = Promise(**said)
    if not promised.adds_up:
        raise click.ClickException("Women and men together have to be the target.")
    with writing() as session:
        programme = programme_with_code(session, code)
        if programme is None:
            raise click.ClickException(f"There is no programme {code}.")
        promise_indicator(session, programme, Indicator(indicator), promised, by=None, at=now())
    click.echo(f"{indicator}: {promised.target}")


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


@group.command("form")
@click.argument("code")
@click.argument("form")
def choose(code: str, form: str) -> None:
    """Ask the participants of the programme CODE by FORM from now on, in its newest version."""
    settings = settings_here()
    forms = load_catalogue(settings.content_folder, settings.assessments_folder).participant_forms
    if form not in forms:
        raise click.ClickException(f"There is no form {form}; known are {', '.join(forms)}.")
    with writing() as session:
        programme = programme_with_code(session, code)
        if programme is None:
            raise click.ClickException(f"There is no programme {code}.")
        choose_form(session, programme, forms[form], by=None, at=now())
    click.echo(f"Participants of {code} are asked by {form}, version {forms[form].version}.")
