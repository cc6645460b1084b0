"""How a visitor comes in as each of the people: one line for each, with a one-time address."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from course.actions.links import make_sign_in_link
from course.clock import now
from course.database import writing
from course.demo.cast import (
    ADMINISTRATOR,
    AUDITOR,
    IWONA,
    KATARZYNA,
    LEAD_PARTNER,
    LUCJA,
    MARTA,
    PIOTR,
    ROMAN,
    STANISLAW,
    SYLWIA,
    TOMASZ,
    VALIDATOR,
    Somebody,
)
from course.demo.preparing import demonstration_card
from course.models import Person
from course.queries.people import person_with_card, person_with_email
from course.settings import Settings
from course.settings_here import address_of
from course.sign_in_secrets import code_hash, token_of
from course.terms import LinkPurpose

ROLES = (
    ("trainee", LUCJA),
    ("trainee with a card", STANISLAW),
    ("trainer", MARTA),
    ("trainer", PIOTR),
    ("validator", VALIDATOR),
    ("panel member, chair", ROMAN),
    ("panel member", SYLWIA),
    ("panel member", IWONA),
    ("coordinator", KATARZYNA),
    ("coordinator", TOMASZ),
    ("auditor", AUDITOR),
    ("lead partner", LEAD_PARTNER),
    ("administrator", ADMINISTRATOR),
)


def entrances(settings: Settings) -> list[str]:
    """The lines, with new addresses; who was shut out meanwhile is left out."""
    with writing() as session:
        return [line for role, who in ROLES for line in _lines(session, settings, role, who)]


def _lines(session: Session, settings: Settings, role: str, who: Somebody) -> Iterator[str]:
    person = _found(session, settings, who)
    if person is None or person.left_at is not None:
        return
    link = make_sign_in_link(session, person, LinkPurpose.SIGN_IN, by=None, at=now())
    session.flush()
    address = address_of("people.open_link", token=token_of(link, settings.key("links")))
    yield f"{role} – {person.name}: {address}"
    if not who.has_email:
        card = demonstration_card(settings)
        door = address_of("people.card", code=card.code)
        yield f"    or with the card: {door} – code {card.code}, PIN {card.pin}"


def _found(session: Session, settings: Settings, who: Somebody) -> Person | None:
    """Whoever has the address, or holds the card; nobody once another card was issued."""
    if who.email is not None:
        return person_with_email(session, who.email)
    code = demonstration_card(settings).code
    return person_with_card(session, code_hash(code, settings.key("cards")))
