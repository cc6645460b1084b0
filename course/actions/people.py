"""Who people are and what they are granted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.allocation import relieve
from course.actions.audit import note, note_each
from course.actions.links import send_link, spend_links
from course.errors import (
    AlreadyGranted,
    CardElsewhere,
    CardForStaff,
    EmailMissing,
    EmailTaken,
    NotFound,
    OwnRole,
)
from course.language import sort_key
from course.models import Person, Programme, RoleGrant, SignInLink
from course.queries.people import grants_of, normal_email, with_places_elsewhere
from course.sign_in_secrets import CardHashes
from course.terms import Act, AddressForm, LinkPurpose, Role


def add_person(
    session: Session,
    *,
    name: str,
    email: str | None,
    language: Language,
    address_form: AddressForm,
    by: Person | None,
    at: datetime,
    card: CardHashes | None = None,
) -> Person:
    """Somebody new, who comes in by e-mail or with a card. Raises EmailTaken."""
    person = new_person(
        name=name, email=email, language=language, address_form=address_form, at=at, card=card
    )
    add_people(session, [person], by=by, at=at)
    return person


def new_person(
    *,
    name: str,
    email: str | None,
    language: Language,
    address_form: AddressForm,
    at: datetime,
    card: CardHashes | None,
) -> Person:
    """The row of somebody new, not added yet."""
    return Person(
        name=name,
        sort_name=sort_key(name),
        email=normal_email(email) if email else None,
        card_hash=card.code_hash if card else None,
        pin_hash=card.pin_hash if card else None,
        language=language,
        address_form=address_form,
        joined_at=at,
    )


def add_people(
    session: Session, people: Sequence[Person], *, by: Person | None, at: datetime
) -> None:
    """The same for many in few statements: all of them, or EmailTaken."""
    try:
        with session.begin_nested():
            session.add_all(people)
    except IntegrityError as taken:
        raise EmailTaken from taken
    note_each(session, Act.PERSON_ADDED, by=by, subjects=people, at=at)


def invite_person(
    session: Session, person: Person, *, by: Person | None, at: datetime
) -> SignInLink:
    """Send an invitation with a link that leads to choosing a password. Raises EmailMissing."""
    return send_link(session, person, LinkPurpose.INVITATION, by=by, at=at)


def grant_role(
    session: Session,
    person: Person,
    role: Role,
    *,
    programme: Programme | None,
    by: Person | None,
    at: datetime,
) -> RoleGrant:
    """Give a role in a programme; an administrator's has none.

    A card held until now ends, and every session with it: one of them may have begun with the card.
    Raises OwnRole, AlreadyGranted, EmailMissing.
    """
    if by is not None and by.id == person.id:
        raise OwnRole
    if person.email is None:
        raise EmailMissing
    grant = RoleGrant(
        person_id=person.id,
        role=role,
        programme_id=programme.id if programme else None,
        granted_by_id=by.id if by else None,
        granted_at=at,
    )
    try:
        with session.begin_nested():
            session.add(grant)
    except IntegrityError as held:
        raise AlreadyGranted from held
    end_card(person)
    note(session, Act.ROLE_GRANTED, by=by, subject=grant, at=at, facts={"role": role})
    return grant


def end_role(session: Session, grant: RoleGrant, *, by: Person | None, at: datetime) -> None:
    """Take a role back. Raises NotFound when it has ended already."""
    if grant.ended_at is not None:
        raise NotFound
    grant.ended_at = at
    relieve(session, session.get_one(Person, grant.person_id), at=at)
    note(session, Act.ROLE_ENDED, by=by, subject=grant, at=at)


def issue_card(
    session: Session,
    person: Person,
    *,
    programme_id: int,
    card: CardHashes,
    by: Person,
    at: datetime,
) -> None:
    """Replace the card of a trainee: the old one, and whoever came in with it, is out.

    Raises CardForStaff: a card of six digits must not open other people's work. Raises
    CardElsewhere: who gives cards in one programme must not come in to the work of another.
    """
    if grants_of(session, person):
        raise CardForStaff
    if with_places_elsewhere(session, [person], programme_id):
        raise CardElsewhere
    person.card_hash = card.code_hash
    person.pin_hash = card.pin_hash
    person.session_version += 1
    note(session, Act.CARD_ISSUED, by=by, subject=person, at=at)


def end_card(person: Person) -> None:
    """Let the card of somebody who signs in by e-mail end, with every session begun with it."""
    if person.card_hash is not None:
        person.card_hash = person.pin_hash = None
        person.session_version += 1


def choose_language(session: Session, person: Person, language: Language, *, at: datetime) -> None:
    """Remember in which language a person reads and gets letters."""
    if person.language is language:
        return
    person.language = language
    note(
        session, Act.PERSON_CHANGED, by=person, subject=person, at=at, facts={"language": language}
    )


def choose_look(session: Session, person: Person, look: str) -> None:
    """Remember how pages shall look to a person.

    The audit trail is not told: whoever needs large letters tells that to nobody but the page.
    """
    person.look = look
    session.flush()


def rename_person(session: Session, person: Person, *, name: str, by: Person, at: datetime) -> None:
    """A changed name, on lists from now on; certificates keep the name that they were issued on."""
    person.name = name
    person.sort_name = sort_key(name)
    note(session, Act.PERSON_CHANGED, by=by, subject=person, at=at, facts={"changed": "name"})


def disable_person(session: Session, person: Person, *, by: Person | None, at: datetime) -> None:
    """Shut somebody out: sessions and links end at once, every door stays closed."""
    person.left_at = at
    person.session_version += 1
    spend_links(session, person, at=at)
    relieve(session, person, at=at)
    note(session, Act.PERSON_DISABLED, by=by, subject=person, at=at)


def enable_person(session: Session, person: Person, *, by: Person | None, at: datetime) -> None:
    """Let somebody in again; sessions of before stay ended."""
    person.left_at = None
    note(session, Act.PERSON_ENABLED, by=by, subject=person, at=at)
