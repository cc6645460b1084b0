"""The same request sixteen times in one moment: one effect, and everybody is told the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from course.catalogue import Catalogue
from course.database import reading, writing
from course.models import AuditEntry, AuthoredVersion, QuizAnswer, QuizAttempt, QuizResult
from course.settings import Settings
from course.terms import Act, VersionKind
from tests.make import make_cohort
from tests.own_app import own_app
from tests.reliability.copies import COPIES, Request, Told, ask_at_once
from tests.reliability.scene import begin, make_ready, typed_question, whole

STARTS = 50


@dataclass(frozen=True, slots=True)
class Phone:
    """Somebody's browsers, and the attempt that is open in them."""

    app: Flask
    who: str
    attempt_id: int
    question: str
    place: int

    def at_once(self, ask: Request, copies: int = COPIES) -> Sequence[Told]:
        """What each of the copies was told: status, where to, and what a script reads."""
        return ask_at_once(self.app, self.who, ask, copies)

    @property
    def person(self) -> str:
        return self.who.partition(":")[0]

    @property
    def answer(self) -> str:
        return f"/attempts/{self.attempt_id}/answers/{self.question}"

    @property
    def page(self) -> str:
        return f"/attempts/{self.attempt_id}/{self.place}"


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with own_app(settings, course, tmp_path) as app:
        yield app


@pytest.fixture
def phone(app: Flask, course: Catalogue) -> Phone:
    """A trainee before an open attempt."""
    question = typed_question(whole(course))
    with app.app_context(), writing() as session:
        [(person, attempt)] = begin(session, course, 1)
        place = attempt.drawn["questions"].index(question) + 1
        return Phone(app, f"{person.id}:{person.session_version}", attempt.id, question, place)


def answers(app: Flask) -> list[tuple[int | None, object]]:
    with app.app_context():
        rows = reading().execute(select(QuizAnswer.revision, QuizAnswer.answer))
        return [(revision, answer) for revision, answer in rows]


def test_a_save_by_script_is_kept_once(app: Flask, phone: Phone) -> None:
    headers = {"Idempotency-Key": "one", "If-Match": '"0"', "X-Person": phone.person}
    told = phone.at_once(
        lambda client: client.put(phone.answer, data={"text": "parafraza"}, headers=headers)
    )
    assert told == [told[0]] * COPIES
    assert told[0][0] == 200
    assert answers(app) == [(1, {"text": "parafraza"})]


def test_a_save_by_form_is_kept_once(app: Flask, phone: Phone) -> None:
    sent = {"text": "parafraza", "revision": "0", "request_key": "one", "go": "stay"}
    told = phone.at_once(lambda client: client.post(phone.page, data=sent))
    assert told == [(303, phone.page, None)] * COPIES
    assert answers(app) == [(1, {"text": "parafraza"})]


def test_a_clearing_is_kept_once(app: Flask, phone: Phone) -> None:
    sent = {"text": "parafraza", "revision": "0", "request_key": "one", "go": "stay"}
    ask_at_once(app, phone.who, lambda client: client.post(phone.page, data=sent), 1)
    cleared = {"clear": "", "revision": "1", "request_key": "two"}
    told = phone.at_once(lambda client: client.post(phone.page, data=cleared))
    assert told == [(303, phone.page, None)] * COPIES
    assert answers(app) == [(1, {"text": "parafraza"}), (2, None)]


def test_a_submission_has_one_result(app: Flask, phone: Phone) -> None:
    address = f"/attempts/{phone.attempt_id}"
    told = phone.at_once(lambda client: client.post(f"{address}/submit", data={"sure": "1"}))
    assert told == [(303, address, None)] * COPIES
    submitted = select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.QUIZ_SUBMITTED)
    with app.app_context():
        assert reading().scalar(select(func.count(QuizResult.id))) == 1
        assert reading().scalar(submitted) == 1


@pytest.mark.parametrize("copies", [COPIES, STARTS])
def test_starts_open_one_attempt(app: Flask, course: Catalogue, copies: int) -> None:
    with app.app_context(), writing() as session:
        person = make_ready(session, course, make_cohort(session))
        who = f"{person.id}:{person.session_version}"
    told = ask_at_once(app, who, lambda client: client.post("/quizzes/m1/start"), copies)
    with app.app_context():
        [(attempt_id, number)] = reading().execute(select(QuizAttempt.id, QuizAttempt.number))
        versions = select(AuthoredVersion.slug).where(AuthoredVersion.kind == VersionKind.QUIZ)
        assert reading().scalars(versions).all() == ["m1"]
    assert number == 1
    assert told == [(303, f"/attempts/{attempt_id}", None)] * copies
