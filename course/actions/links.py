"""One-time links: made, sent, used once."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from course.actions.audit import note
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
    spend_links(session, person, at=at, purpose=purpose)
    link = SignInLink(
        person_id=person.id, purpose=purpose, created_at=at, expires_at=at + LIFETIMES[purpose]
    )
    session.add(link)
    note(session, Act.LINK_MADE, by=by, subject=link, at=at, facts={"purpose": purpose})
    return link


def send_link(
    session: Session, person: Person, purpose: LinkPurpose, *, by: Person | None, at: datetime
) -> SignInLink:
    """A new link in a letter. The letter knows its number only; the worker adds the token.

    Raises EmailMissing for who has no address.
    """
    if person.email is None:
        raise EmailMissing
    link = make_sign_in_link(session, person, purpose, by=by, at=at)
    kind = LETTERS[purpose]
    post(session, kind, to=person, key=f"{kind}:{link.id}", at=at, facts={"link_id": link.id})
    return link


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


def spend_links(
    session: Session, person: Person, *, at: datetime, purpose: LinkPurpose | None = None
) -> None:
    """End the open links of a person, all or those of one purpose."""
    statement = update(SignInLink).where(
        SignInLink.person_id == person.id, SignInLink.used_at.is_(None)
    )
    if purpose is not None:
        statement = statement.where(SignInLink.purpose == purpose)
    session.execute(statement.values(used_at=at))
