"""People who can come in: with a password, a card, a link."""

from sqlalchemy.orm import Session

from course.actions.links import make_sign_in_link
from course.models import Person
from course.settings import Settings
from course.sign_in_secrets import Card, cards_of, hash_card, hasher, token_of
from course.terms import LinkPurpose
from tests.make import MONDAY, make_person

PASSWORD = "cztery suche liście"


def make_person_with_password(session: Session, name: str = "Jan Bąk", **columns: object) -> Person:
    """Somebody who signs in with PASSWORD."""
    return make_person(session, name, password_hash=hasher(cheap=True).hash(PASSWORD), **columns)


def make_person_with_card(
    session: Session, settings: Settings, name: str = "Łucja Ćwikła", batch: str = "b"
) -> tuple[Person, Card]:
    """Somebody without an e-mail address, and the card that was given to them."""
    [card] = cards_of(batch, 1, settings.key("cards"))
    hashes = hash_card(card, settings.key("cards"), hasher(cheap=True))
    person = make_person(
        session, name, email=None, card_hash=hashes.code_hash, pin_hash=hashes.pin_hash
    )
    return person, card


def make_token(session: Session, settings: Settings, person: Person, purpose: LinkPurpose) -> str:
    """The token of a new link."""
    link = make_sign_in_link(session, person, purpose, by=None, at=MONDAY)
    return token_of(link, settings.key("links"))
