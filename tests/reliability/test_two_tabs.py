"""Two tabs of one trainee in every order: no accepted answer vanishes, and none is overwritten.

The steps are requests through the real app, one after the other, so every order of them is tried
exactly once and no thread or pause is needed. Each tab sends the revision that it was last shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, combinations_with_replacement, permutations, product
from random import Random
from typing import Literal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.database import reading, writing
from course.models import Cohort, QuizAttempt, QuizResult
from course.models.base import Json
from course.queries.quizzes import answers_of
from course.settings import Settings
from tests.make import MONDAY, add, make_cohort, make_enrolment, make_person
from tests.own_app import own_app
from tests.reliability.scene import FULL_SIZE, begin, typed_question, whole

Deed = Literal["save", "clear", "submit"]
DEEDS: tuple[Deed, ...] = ("save", "clear", "submit")
Deeds = tuple[Deed, ...]
MIXED = 5  # pairs with repeated deeds that are tried here; all of them at full size


def pairs() -> Sequence[tuple[Deeds, Deeds]]:
    """Each deed once in every order in both tabs; the rest by chance, or all."""
    every = list(combinations_with_replacement(product(DEEDS, repeat=3), 2))
    if FULL_SIZE:
        return every
    once = list(combinations_with_replacement(permutations(DEEDS), 2))
    return once[::4] + Random(4).sample([pair for pair in every if pair not in once], MIXED)


@dataclass(slots=True)
class Expected:
    """What the contract of saving says, in few words: the history, and whether it is over."""

    history: list[tuple[int | None, str | None]] = field(default_factory=list)
    over: bool = False

    @property
    def standing(self) -> tuple[int, str | None]:
        """The last accepted answer with its revision; a blank before there is any."""
        return next(
            ((one, text) for one, text in reversed(self.history) if one is not None), (0, None)
        )

    def keep(self, text: str | None, shown: int) -> bool:
        """Whether an answer is accepted; one on top of an older page is kept beside."""
        revision, _ = self.standing
        fresh = revision in (0, shown)
        self.history.append((revision + 1 if fresh else None, text))
        return fresh


@dataclass(slots=True)
class Tab:
    """A page that stays open: it knows the revision that it was told last."""

    name: str
    client: FlaskClient
    person_id: int
    attempt_id: int
    question: str
    place: int
    shown: int = 0
    sent: int = 0

    def do(self, deed: Deed, expected: Expected) -> None:
        """One step, checked against what must come of it."""
        self.sent += 1
        match deed:
            case "save":
                self._save(f"{self.name}{self.sent}", expected)
            case "clear":
                self._clear(expected)
            case "submit":
                address = f"/attempts/{self.attempt_id}/submit"
                assert self.client.post(address, data={"sure": "1"}).status_code == 303
                expected.over = True

    def _save(self, text: str, expected: Expected) -> None:
        answer = self.client.put(
            f"/attempts/{self.attempt_id}/answers/{self.question}",
            data={"text": text},
            headers={
                "Idempotency-Key": text,
                "If-Match": f'"{self.shown}"',
                "X-Person": str(self.person_id),
            },
        )
        assert answer.json is not None
        if expected.over:
            assert (answer.status_code, answer.json["error"]) == (409, "attempt_over")
            expected.history.append((None, text))  # kept, for the trainer to decide
            return
        theirs = expected.standing[1]
        fresh = expected.keep(text, self.shown)
        assert answer.status_code == (200 if fresh else 409)
        assert answer.json["revision"] == expected.standing[0]
        if not fresh and theirs is not None:
            assert answer.json["theirs"] == theirs
        self.shown = expected.standing[0]

    def _clear(self, expected: Expected) -> None:
        here = f"/attempts/{self.attempt_id}/{self.place}"
        told = {"clear": "", "revision": self.shown, "request_key": f"{self.name}{self.sent}"}
        answer = self.client.post(here, data=told)
        if expected.over:
            assert answer.status_code == 303  # nothing to keep: what was answered stands
            return
        blank = expected.standing[1] is None
        fresh = blank or expected.keep(None, self.shown)
        assert answer.status_code == (303 if fresh else 409)
        page = self.client.get(here) if fresh else answer
        revision = re.search(r'name="revision" value="(\d+)"', page.get_data(as_text=True))
        assert revision is not None
        assert int(revision[1]) == expected.standing[0]
        self.shown = int(revision[1])


@pytest.fixture(scope="module")
def app(
    settings: Settings, authored_course: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    with own_app(settings, authored_course, tmp_path_factory.mktemp("tabs")) as app:
        yield app


@dataclass(frozen=True, slots=True)
class Model:
    """An attempt of which the others are copies: their trainees need no way of their own."""

    digest: str
    drawn: Json
    question: str

    def copy(self, session: Session, cohort: Cohort) -> tuple[str, int]:
        """Somebody else's attempt: who they are to the sign-in, and its number."""
        person = make_person(session)
        attempt = QuizAttempt(
            enrolment_id=make_enrolment(session, cohort, person).id,
            quiz_slug="m1",
            version_digest=self.digest,
            number=1,
            drawn=self.drawn,
            started_at=MONDAY,
        )
        return f"{person.id}:{person.session_version}", add(session, attempt).id


@pytest.fixture(scope="module")
def model(app: Flask, authored_course: Catalogue) -> Model:
    question = typed_question(whole(authored_course))
    with app.app_context(), writing() as session:
        [(_, attempt)] = begin(session, authored_course, 1)
        return Model(attempt.version_digest, attempt.drawn, question)


def tab(app: Flask, model: Model, name: str, who: str, attempt_id: int) -> Tab:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie.update(_user_id=who, _fresh=True)
    place = model.drawn["questions"].index(model.question) + 1
    person_id = int(who.partition(":")[0])
    return Tab(name, client, person_id, attempt_id, model.question, place)


def orders() -> Iterator[tuple[int, ...]]:
    """Which tab acts, step by step: the twenty ways to shuffle three deeds into three others."""
    for first in combinations(range(6), 3):
        yield tuple(0 if step in first else 1 for step in range(6))


@pytest.mark.parametrize("deeds", pairs(), ids=lambda pair: "-".join(map("".join, pair)))
def test_every_order_of_two_tabs_keeps_the_contract(
    app: Flask, model: Model, deeds: tuple[Deeds, Deeds]
) -> None:
    with app.app_context(), writing() as session:
        cohort = make_cohort(session)
        copies = [(order, *model.copy(session, cohort)) for order in orders()]
    for order, who, attempt_id in copies:
        tabs = [tab(app, model, name, who, attempt_id) for name in "AB"]
        expected, left = Expected(), [iter(one) for one in deeds]
        for turn in order:
            tabs[turn].do(next(left[turn]), expected)
        with app.app_context():
            assert history(reading(), attempt_id) == expected.history
            results = reading().scalars(
                select(QuizResult.id).where(QuizResult.attempt_id == attempt_id)
            )
            assert len(results.all()) == int(expected.over)


def history(session: Session, attempt_id: int) -> list[tuple[int | None, str | None]]:
    """Everything ever saved, and under which revision."""
    return [
        (row.revision, None if row.answer is None else row.answer["text"])
        for row in answers_of(session, attempt_id)
    ]
