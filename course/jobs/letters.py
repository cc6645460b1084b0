"""The outbox: a letter is claimed by one worker, delivered, and forgotten after 30 days."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from smtplib import SMTPException
from urllib.parse import urlsplit

from flask import current_app
from jinja2 import TemplateError
from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from assessments.reminding import is_daytime
from course.clock import LOCAL_ZONE, local_day
from course.database import reading, writing
from course.jobs.delivery import Deliver, UnsafeDelivery
from course.models import Letter, Person
from course.queries.people import link_with_id
from course.settings import Settings
from course.settings_here import address_of
from course.sign_in_secrets import reminders_token, token_of
from course.templating import paper_environment
from course.terms import LetterKind

MOST_TRIES = 10
CLAIM_LASTS = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
KEPT_FOR = timedelta(days=30)
LONGEST_ERROR = 400
# The server's, the network's, or the letter's own: none may stop the letters behind it.
FAILURES = (OSError, SMTPException, UnsafeDelivery, TemplateError, LookupError, ValueError)


class LinkOver(Exception):
    """The link that a letter speaks of is spent or too old: nobody needs the letter."""


class ReminderOver(LinkOver):
    """A reminder that did not get out by the evening: by morning it would be wrong."""


def deliver_next(settings: Settings, deliver: Deliver, *, clock: Callable[[], datetime]) -> bool:
    """Deliver one letter that waits; false when none does. A failure is tried again later."""
    claimed_at = clock()
    with writing() as session:
        letter_id = claim_letter(session, at=claimed_at)
    if letter_id is None:
        return False
    letter = reading().get_one(Letter, letter_id)
    try:
        message = compose(letter, settings, at=claimed_at)
        reading().rollback()  # a mail server may take its time; no transaction waits for it
        deliver(message)
    except LinkOver:
        outcome = {"tries": MOST_TRIES, "last_error": "link_over"}
    except FAILURES as error:
        current_app.logger.warning("letter %s is not delivered: %r", letter_id, error)
        outcome = {"last_error": repr(error)[:LONGEST_ERROR]}
    else:
        outcome = {"sent_at": clock(), "last_error": None}
    with writing() as session:
        settle(session, letter_id, claimed_at=claimed_at, outcome=outcome)
    return True


def claim_letter(session: Session, *, at: datetime) -> int | None:
    """Take the oldest letter that waits, so that no other worker takes it."""
    oldest = (
        select(Letter.id)
        .where(_waits(at))
        .order_by(Letter.not_before, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    letter_id = session.scalar(oldest)
    if letter_id is None:
        return None
    return session.scalar(
        update(Letter)
        .where(Letter.id == letter_id, _waits(at))
        .values(claimed_at=at, tries=Letter.tries + 1)
        .returning(Letter.id)
    )


def settle(
    session: Session, letter_id: int, *, claimed_at: datetime, outcome: dict[str, object]
) -> None:
    """Write down what became of a claimed letter, unless the claim was lost meanwhile."""
    letter = session.get_one(Letter, letter_id)
    if letter.claimed_at != claimed_at:
        return
    for name, value in outcome.items():
        setattr(letter, name, value)
    letter.claimed_at = None
    letter.not_before = claimed_at + _pause(letter.tries)


def purge_letters(session: Session, *, at: datetime) -> None:
    """Forget letters after 30 days: they hold names and addresses."""
    session.execute(delete(Letter).where(Letter.written_at < at - KEPT_FOR))


def compose(letter: Letter, settings: Settings, *, at: datetime) -> EmailMessage:
    """A letter as a mail, in the language of its receiver. Raises LinkOver."""
    environment = paper_environment(letter.language)
    facts = {**letter.facts, "address": _address(letter, settings, at)}
    if letter.kind == LetterKind.REMINDER:
        facts["off_address"] = _off_address(letter, settings, at)
    subject, body = (
        environment.get_template(f"letters/{letter.kind}/{part}.txt").render(facts)
        for part in ("subject", "body")
    )
    message = EmailMessage()
    message["From"] = settings.letters_from
    message["To"] = letter.to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<letter-{letter.id}@{urlsplit(settings.base_url).hostname}>"
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def _address(letter: Letter, settings: Settings, at: datetime) -> str:
    """Where a letter leads. The token of a link is made here and kept nowhere."""
    if "link_id" not in letter.facts:
        return f"{settings.base_url}{letter.facts['path']}"
    link = link_with_id(reading(), letter.facts["link_id"])
    if link is None or link.used_at is not None or link.expires_at <= at:
        raise LinkOver
    return address_of("people.open_link", token=token_of(link, settings.key("links")))


def _off_address(letter: Letter, settings: Settings, at: datetime) -> str:
    """Where one press ends these letters, without signing in. Raises ReminderOver."""
    same_day = local_day(at) == local_day(letter.written_at)
    if not same_day or not is_daytime(at.astimezone(LOCAL_ZONE).hour):
        raise ReminderOver
    person = reading().get_one(Person, letter.facts["person_id"])
    token = reminders_token(person, settings.key("reminders"))
    return address_of("people.offer_reminders_off", reminders_token=token)


def _waits(at: datetime) -> ColumnElement[bool]:
    return and_(
        Letter.sent_at.is_(None),
        Letter.not_before <= at,
        Letter.tries < MOST_TRIES,
        or_(Letter.claimed_at.is_(None), Letter.claimed_at < at - CLAIM_LASTS),
    )


def _pause(tries: int) -> timedelta:
    """How long to wait after so many tries: a minute, doubled each time, six hours at most."""
    return min(FIRST_PAUSE * (1 << (tries - 1)), LONGEST_PAUSE)
