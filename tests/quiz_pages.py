"""A browser at a quiz: what it sends, what its pages hold, what the service has."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assessments.definitions import Quiz
from course.catalogue import Catalogue, attach
from course.models import QuizAnswer, QuizAttempt
from tests.make import MONDAY
from tests.pages import Page, PageClient


@contextmanager
def whole_banks_asked(app: Flask, course: Catalogue) -> Iterator[Catalogue]:
    """The course with quizzes that ask every question in order: each kind has its place."""
    quizzes = {
        slug: replace(quiz, draw=None, shuffle=False) for slug, quiz in course.quizzes.items()
    }
    whole = replace(course, quizzes=quizzes)
    attach(app, whole)
    yield whole
    attach(app, course)


def place_of(quiz: Quiz, kind: str) -> int:
    return [question.kind for question in quiz.questions].index(kind) + 1  # type: ignore[arg-type]


def question_of(quiz: Quiz, kind: str) -> str:
    return quiz.questions[place_of(quiz, kind) - 1].id


def put(
    client: PageClient,
    attempt: QuizAttempt,
    question: str,
    typed: dict[str, str],
    *,
    on: int = 0,
    key: str = "key",
) -> TestResponse:
    headers = {"Idempotency-Key": key, "If-Match": f'"{on}"'}
    address = f"/attempts/{attempt.id}/answers/{question}"
    return client.put(address, data=typed, headers=headers)


def rows(session: Session) -> list[tuple[int | None, object]]:
    found = session.scalars(select(QuizAnswer).order_by(QuizAnswer.id))
    return [(row.revision, row.answer) for row in found]


def shown(page: Page) -> dict[str, list[str]]:
    """What the fields of an answer hold."""
    found: dict[str, list[str]] = {}
    for field in page.root.iter("input"):
        name, kind = field.get("name", ""), field.get("type")
        if field.get("form"):
            continue  # of the sign-in in place
        ticked = kind in {"radio", "checkbox"} and field.get("checked") is not None
        if ticked or name.endswith("text") or name.startswith("gap-"):
            found.setdefault(name, []).append(field.get("value", ""))
    for field in page.root.iter("textarea"):
        found[field.get("name", "")] = [(field.text or "").strip()]
    for field in page.root.iter("select"):
        chosen = [one.get("value", "") for one in field.iter("option") if "selected" in one.attrib]
        if chosen:
            found[field.get("name", "")] = chosen
    return {name: sorted(texts) for name, texts in found.items()}


def begin(session: Session, ana: PageClient) -> QuizAttempt:
    """The attempt at the quiz of module 1 that Ana begins by pressing the button."""
    assert ana.post("/quizzes/m1/start").status_code == 303
    return session.scalars(select(QuizAttempt).where(QuizAttempt.submitted_at.is_(None))).one()


def at(moment: timedelta) -> time_machine.travel:
    """So long after the Monday on which tests happen."""
    return time_machine.travel(MONDAY + moment, tick=False)
