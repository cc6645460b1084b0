"""`flask people …`: the first people of an installation, and help for who cannot come in."""

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.links import make_sign_in_link
from course.actions.people import (
    add_person,
    disable_person,
    enable_person,
    grant_role,
    invite_person,
)
from course.clock import now
from course.database import writing
from course.errors import DomainError
from course.language import voice
from course.models import Person, Programme
from course.queries.people import person_with_email
from course.queries.programmes import programme_with_code
from course.settings_here import address_of, settings_here
from course.sign_in_secrets import token_of
from course.terms import AddressForm, LinkPurpose, Role
from course.web.forms.people import read_email, read_name

group = AppGroup("people", help="Who may come in.")


@group.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="As it should stand on a certificate.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--programme", help="Its code. Administrators have none.")
@click.option("--language", type=click.Choice(["pl", "en"]), default="pl")
def invite(email: str, name: str, role: str, programme: str | None, language: str) -> None:
    """Give somebody a role and send them a letter with a link to choose a password."""
    if read_email(email)[1] or read_name(name)[1]:
        raise click.BadParameter("an e-mail address and a name are needed")
    with writing() as session:
        where = _programme(session, programme, Role(role))
        person = person_with_email(session, email) or add_person(
            session,
            name=read_name(name)[0],
            email=email,
            language=Language(language),
            address_form=AddressForm.NEUTRAL,
            by=None,
            at=now(),
        )
        try:
            grant_role(session, person, Role(role), programme=where, by=None, at=now())
        except DomainError as refusal:
            raise click.ClickException(_sentence(refusal)) from refusal
        invite_person(session, person, by=None, at=now())
    click.echo(f"A letter to {person.email} is in the outbox.")


@group.command("sign-in-link")
@click.argument("email")
def sign_in_link(email: str) -> None:
    """Print an address that signs this person in once, within half an hour."""
    with writing() as session:
        person = _known(session, email)
        if person.left_at is not None:
            raise click.ClickException(f"{email} is disabled")
        link = make_sign_in_link(session, person, LinkPurpose.SIGN_IN, by=None, at=now())
    token = token_of(link, settings_here().key("links"))
    click.echo(address_of("people.open_link", token=token))


@group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Shut somebody out at once."""
    with writing() as session:
        disable_person(session, _known(session, email), by=None, at=now())


@group.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let somebody in again."""
    with writing() as session:
        enable_person(session, _known(session, email), by=None, at=now())


def _known(session: Session, email: str) -> Person:
    person = person_with_email(session, email)
    if person is None:
        raise click.ClickException(f"nobody signs in with {email}")
    return person


def _programme(session: Session, code: str | None, role: Role) -> Programme | None:
    if (code is None) != (role is Role.ADMINISTRATOR):
        raise click.UsageError("--programme is needed for every role but administrator")
    found = programme_with_code(session, code) if code else None
    if code and found is None:
        raise click.ClickException(f"there is no programme {code}")
    return found


def _sentence(refusal: DomainError) -> str:
    return voice(Language.EN).error(refusal.code, refusal.facts)
