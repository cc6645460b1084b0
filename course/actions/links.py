"""One-time links: made, sent, used once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, true, update
from sqlalchemy.orm import Session

from course.actions.audit import note_each
from course.actions.letters import post
from course.errors import EmailMissing, LinkSpent
from course.models import Person, SignInLink
from course.queries.people import has_link_since, link_with_id, person_with_email
from course.terms import Act, LetterKind, LinkPurpose

LIFETIMES = {
    LinkPurpose.SIGN_IN: timedelta(minutes=30),
    LinkPurpose.RESET: timedelta(hours=2),
    LinkPurpose.INVITATION: timedelta(days=14),
}
LETTERS = {
    LinkPurpose.SIGN_IN: LetterKind.SIGN_IN_LINK,
    LinkPurpose.RESET: LetterKind.PASSWORD_RESET,
    LinkPurpose.INVITATION: LetterKind.INVITATION,
}
BETWEEN_LETTERS = timedelta(minutes=5)


def make_sign_in_link(
    session: Session, person: Person, purpose: LinkPurpose, *, by: Person | None, at: datetime
) -> SignInLink:
    """A new link; older ones of this person and purpose are spent with it."""
    [link] = make_sign_in_links(session, [person], purpose, by=by, at=at)
    return link


def make_sign_in_links(
    session: Session,
    people: Sequence[Person],
    purpose: LinkPurpose,
    *,
    by: Person | None,
    at: datetime,
) -> Sequence[SignInLink]:
    """The same for many, in few statements."""
    _spend(session, people, SignInLink.purpose == purpose, at=at)
    lives = {"created_at": at, "expires_at": at + LIFETIMES[purpose]}
    links = [SignInLink(person_id=person.id, purpose=purpose, **lives) for person in people]
    session.add_all(links)
    note_each(session, Act.LINK_MADE, by=by, subjects=links, at=at, facts={"purpose": purpose})
    return links


def send_link(
    session: Session, person: Person, purpose: LinkPurpose, *, by: Person | None, at: datetime
) -> SignInLink:
    """A new link in a letter. The letter knows its number only; the worker adds the token.

    Raises EmailMissing for who has no address.
    """
    [link] = send_links(session, [person], purpose, by=by, at=at)
    return link


def send_links(
    session: Session,
    people: Sequence[Person],
    purpose: LinkPurpose,
    *,
    by: Person | None,
    at: datetime,
) -> Sequence[SignInLink]:
    """The same for many, in few statements."""
    if any(person.email is None for person in people):
        raise EmailMissing
    links = make_sign_in_links(session, people, purpose, by=by, at=at)
    kind = LETTERS[purpose]
    for person, link in zip(people, links, strict=True):
        key, facts = f"{kind}:{link.id}", {"link_id": link.id}
        post(session, kind, to=person, key=key, at=at, facts=facts)
    return links


def ask_for_link(session: Session, email: str, purpose: LinkPurpose, *, at: datetime) -> None:
    """Send a link to whoever signs in with an address; say nothing about whether anybody does.

    One letter in five minutes, so that nobody can flood somebody else's mail.
    """
    person = person_with_email(session, email)
    if person is None or person.left_at is not None:
        return
    if not has_link_since(session, person, purpose, at - BETWEEN_LETTERS):
        send_link(session, person, purpose, by=None, at=at)


def use_link(session: Session, link_id: int, *, at: datetime) -> SignInLink:
    """Spend a link, with its person loaded. Raises LinkSpent to whoever comes second."""
    spent = session.execute(
        update(SignInLink)
        .where(SignInLink.id == link_id, SignInLink.used_at.is_(None), SignInLink.expires_at > at)
        .values(used_at=at)
        .returning(SignInLink.id)
    ).first()
    link = link_with_id(session, link_id)
    if spent is None or link is None or link.person.left_at is not None:
        raise LinkSpent
    return link


def spend_links(session: Session, person: Person, *, at: datetime) -> None:
    """End every open link of a person."""
    _spend(session, [person], true(), at=at)


def _spend(
    session: Session, people: Sequence[Person], which: ColumnElement[bool], *, at: datetime
) -> None:
    session.execute(
        update(SignInLink)
        .where(
            SignInLink.person_id.in_([person.id for person in people]),
            SignInLink.used_at.is_(None),
            which,
        )
        .values(used_at=at)
    )
