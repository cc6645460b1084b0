"""The outbox: claimed once, delivered, tried again, forgotten; every letter in both languages."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.letters import post
from course.actions.links import make_sign_in_link, send_link
from course.database import reading
from course.jobs.delivery import Deliver, UnsafeDelivery, delivery
from course.jobs.letters import MOST_TRIES, claim_letter, compose, purge_letters
from course.jobs.worker import work, work_once
from course.models import Letter
from course.settings import Settings
from course.sign_in_secrets import token_of
from course.terms import LetterKind, LinkPurpose
from tests.letter_facts import FACTS
from tests.make import MONDAY, make_person
from tests.serving import free_port


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def make_letter(session: Session, kind: LetterKind, language: Language = Language.PL) -> Letter:
    person = make_person(session, "Łucja Ćwikła", language=language)
    if kind in FACTS:
        facts = {**FACTS[kind], "person_id": person.id}
        post(session, kind, to=person, key=f"{kind}:{person.id}", at=MONDAY, facts=facts)
    else:
        purpose = {
            LetterKind.INVITATION: LinkPurpose.INVITATION,
            LetterKind.PASSWORD_RESET: LinkPurpose.RESET,
            LetterKind.SIGN_IN_LINK: LinkPurpose.SIGN_IN,
        }[kind]
        send_link(session, person, purpose, by=None, at=MONDAY)
    session.commit()
    return session.scalars(select(Letter).where(Letter.to == person.email)).one()


def composed(letter: Letter, settings: Settings) -> EmailMessage:
    message = compose(letter, settings, at=MONDAY)
    reading().rollback()  # its savepoint lies inside the test's own
    return message


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(LetterKind))
def test_each_letter_says_what_it_is_about_in_its_language(
    session: Session, settings: Settings, kind: LetterKind, language: Language
) -> None:
    letter = make_letter(session, kind, language)
    message = composed(letter, settings)
    text = message.get_content()
    assert "Łucja Ćwikła" in text
    address = f"http://localhost{FACTS[kind]['path'] if kind in FACTS else '/link/'}"
    assert any(line.startswith(address) for line in text.splitlines())
    assert "<słucha>" in text or "assignment_title" not in letter.facts
    assert message["Subject"]
    assert ("Dzień dobry" in text) is (language is Language.PL)


def test_a_letter_is_a_proper_mail(session: Session, settings: Settings) -> None:
    letter = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    message = composed(letter, settings)
    assert message["Message-ID"] == f"<letter-{letter.id}@localhost>"
    assert message["Date"] == "Mon, 23 Nov 2026 11:03:00 +0000"
    assert message["To"] == letter.to
    assert message["Auto-Submitted"] == "auto-generated"
    assert "SZ/2026/0001" in message["Subject"]


def test_the_worker_adds_the_token_and_nobody_stores_it(
    session: Session, settings: Settings
) -> None:
    letter = make_letter(session, LetterKind.INVITATION)
    person_link = letter.facts["link_id"]
    assert letter.facts == {"name": "Łucja Ćwikła", "link_id": person_link}
    text = composed(letter, settings).get_content()
    link = make_sign_in_link(  # only to look at the shape of a token
        session, make_person(session), LinkPurpose.SIGN_IN, by=None, at=MONDAY
    )
    assert f"/link/{person_link}." in text
    assert len(token_of(link, settings.key("links")).partition(".")[2]) == 64


class Postbox:
    """Takes letters, or refuses them."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = refuses

    def __call__(self, message: EmailMessage) -> None:
        if self.refuses:
            raise OSError("the line is dead")
        self.letters.append(message)


def deliver_all(settings: Settings, deliver: Deliver, *, at: datetime = MONDAY) -> int:
    return work_once(settings, deliver, clock=lambda: at)


def test_waiting_letters_are_delivered_once(session: Session, settings: Settings) -> None:
    letters = [make_letter(session, kind) for kind in LetterKind]
    postbox = Postbox()
    assert deliver_all(settings, postbox) == len(letters)
    assert deliver_all(settings, postbox) == 0
    assert [message["To"] for message in postbox.letters] == [letter.to for letter in letters]
    session.expire_all()
    assert [letter.sent_at for letter in letters] == [MONDAY] * len(letters)


def test_a_failure_is_tried_again_ever_later_and_ten_times_at_most(
    session: Session, settings: Settings
) -> None:
    letter = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    at = MONDAY
    pauses = []
    while deliver_all(settings, Postbox(refuses=True), at=at):
        session.expire_all()
        assert deliver_all(settings, Postbox(), at=at) == 0
        pauses.append((letter.not_before - at).total_seconds() / 60)
        at = letter.not_before
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]
    assert (letter.sent_at, letter.tries) == (None, MOST_TRIES)
    assert "the line is dead" in (letter.last_error or "")


def test_one_bad_letter_does_not_hold_up_the_next(session: Session, settings: Settings) -> None:
    bad = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    bad.facts = {"name": "nobody knows the number"}
    good = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    session.commit()
    postbox = Postbox()
    assert deliver_all(settings, postbox) == 2
    assert [message["To"] for message in postbox.letters] == [good.to]


def test_a_letter_whose_link_is_over_is_not_sent(session: Session, settings: Settings) -> None:
    letter = make_letter(session, LetterKind.SIGN_IN_LINK)
    postbox = Postbox()
    later = MONDAY + timedelta(hours=1)
    assert deliver_all(settings, postbox, at=later) == 1
    assert postbox.letters == []
    session.expire_all()
    assert (letter.sent_at, letter.last_error) == (None, "link_over")
    assert deliver_all(settings, postbox, at=later + timedelta(days=1)) == 0


def test_a_claim_of_a_worker_that_died_is_taken_over(session: Session) -> None:
    letter = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    assert claim_letter(session, at=MONDAY) == letter.id
    assert claim_letter(session, at=MONDAY + timedelta(minutes=10)) is None
    assert claim_letter(session, at=MONDAY + timedelta(minutes=11)) == letter.id


def test_letters_are_forgotten_after_30_days(session: Session) -> None:
    make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    purge_letters(session, at=MONDAY + timedelta(days=30))
    assert session.scalar(select(Letter.id)) is not None
    purge_letters(session, at=MONDAY + timedelta(days=30, seconds=1))
    assert session.scalar(select(Letter.id)) is None


def test_the_worker_ends_when_told(session: Session, settings: Settings) -> None:
    make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    stop = threading.Event()
    postbox = Postbox()

    def deliver(message: EmailMessage) -> None:
        postbox(message)
        stop.set()

    work(settings, deliver, clock=lambda: MONDAY, stop=stop)
    assert len(postbox.letters) == 1


def test_without_smtp_the_letter_is_shown(
    session: Session, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = make_letter(session, LetterKind.INVITATION)
    deliver_all(settings, delivery(None))
    shown = capsys.readouterr().out
    assert shown.startswith(f"Letter to {letter.to}: ")
    assert "    http://localhost/link/" in shown


class Mailbox:
    """What a mail server took."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[tuple[str, Mailbox]]:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}", mailbox
    finally:
        controller.stop()


def test_a_mail_server_takes_the_letter(
    session: Session, settings: Settings, mail_server: tuple[str, Mailbox]
) -> None:
    letter = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    url, mailbox = mail_server
    assert deliver_all(settings, delivery(url)) == 1
    [envelope] = mailbox.envelopes
    assert envelope.rcpt_tos == [letter.to]
    assert f"Message-ID: <letter-{letter.id}@localhost>".encode() in (envelope.content or b"")


def test_a_server_that_is_away_is_a_failure(session: Session, settings: Settings) -> None:
    letter = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    deliver_all(settings, delivery(f"smtp://127.0.0.1:{free_port()}"))
    session.expire_all()
    assert "ConnectionRefused" in (letter.last_error or "")


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_an_address_of_no_mail_server_is_refused_at_once(url: str) -> None:
    with pytest.raises(UnsafeDelivery):
        delivery(url)


def test_a_far_server_without_encryption_gets_nothing(
    session: Session,
    settings: Settings,
    mail_server: tuple[str, Mailbox],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letter = make_letter(session, LetterKind.CERTIFICATE_ISSUED)
    url, mailbox = mail_server
    monkeypatch.setattr("course.jobs.delivery.THIS_MACHINE", set())
    deliver_all(settings, delivery(url))
    session.expire_all()
    assert mailbox.envelopes == []
    assert "STARTTLS" in (letter.last_error or "")


def test_a_mail_server_that_cannot_be_read_is_refused_without_telling_its_password() -> None:
    with pytest.raises(UnsafeDelivery) as refused:
        delivery("smpt://listy:tajne@mail.example.org")
    assert "tajne" not in str(refused.value)
