"""Trainees who read a module and began its quiz, and the requests that their browsers send."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from assessments.definitions import Quiz, SingleChoice, TrueFalse
from content.curriculum import Curriculum, Lesson, Module
from course.actions.quizzes import start_attempt
from course.actions.study import complete_lesson, give_consents
from course.catalogue import Catalogue
from course.database import writing
from course.models import Enrolment, Person
from course.terms import REQUIRED_CONSENTS
from course.web.forms.consents import consent_texts
from tests.bench.wire import request
from tests.make import MONDAY, make_cohort, make_enrolment, make_person

TRAINEES = 97
CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody signed in, with an open attempt."""

    cookie: str
    token: str
    person_id: int
    attempt_id: int
    questions: Sequence[tuple[str, Sequence[str]]]  # drawn for them: id, and what may be chosen


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is there, and what they do."""

    trainees: Sequence[Trainee]
    lesson: str

    def read(self, tag: str | None = None, **headers: str) -> bytes:
        """Open the lesson, perhaps with a copy at hand."""
        told = {"Cookie": self.trainees[0].cookie, **headers}
        if tag:
            told["If-None-Match"] = tag
        return request("GET", self.lesson, told)

    def saves(self) -> Sequence[Iterator[bytes]]:
        """Streams of saves, each a true change by trainees of its own."""
        writers = self.trainees[1:]  # the first one only reads
        return [self._saves(writers[place::CONNECTIONS]) for place in range(CONNECTIONS)]

    def _saves(self, trainees: Sequence[Trainee]) -> Iterator[bytes]:
        for revision in count():
            for questions in zip_longest(*(trainee.questions for trainee in trainees)):
                for trainee, asked in zip(trainees, questions, strict=True):
                    if asked is not None:
                        question, choices = asked
                        yield _save(trainee, question, choices[revision % len(choices)], revision)


def set_scene(app: Flask, course: Catalogue) -> Scene:
    """Fill the app's database through the deeds of trainees."""
    module = course.curriculum.modules[0]
    quiz = course.quizzes[module.quiz or ""]
    with app.app_context(), writing() as rows:
        cohort = make_cohort(rows)
        begun = [
            _begin(rows, make_enrolment(rows, cohort, person), person, course.curriculum, quiz)
            for person in (make_person(rows) for _ in range(TRAINEES))
        ]
    longest = max(module.lessons, key=_length)
    return Scene(
        trainees=[
            Trainee(*sign_in(app, person_id), person_id, attempt_id, questions)
            for person_id, attempt_id, questions in begun
        ],
        lesson=f"/lessons/{longest.slug}",
    )


def sign_in(app: Flask, person_id: int) -> tuple[str, str]:
    """The cookie that the app itself would give on a phone of one's own, and its forms' token."""
    with app.test_request_context("/healthz"):
        session.update(_user_id=f"{person_id}:1", _fresh=True, _permanent=True)
        app.preprocess_request()  # adds what stays in the cookie
        session["csrf_token"] = hashlib.sha256(str(person_id).encode()).hexdigest()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}"
        return cookie, generate_csrf()


def _begin(
    rows: Session, enrolment: Enrolment, person: Person, curriculum: Curriculum, quiz: Quiz
) -> tuple[int, int, Sequence[tuple[str, Sequence[str]]]]:
    texts = consent_texts(curriculum)
    give_consents(rows, enrolment, kinds=REQUIRED_CONSENTS, texts=texts, by=person, at=MONDAY)
    module: Module = curriculum.module(quiz.module)
    for lesson in module.lessons:
        complete_lesson(rows, curriculum, lesson.slug, by=person, at=MONDAY)
    attempt = start_attempt(rows, curriculum, quiz, seed=person.id, by=person, at=MONDAY)
    return person.id, attempt.id, list(_questions(quiz, attempt.drawn["questions"]))


def _save(trainee: Trainee, question: str, chosen: str, revision: int) -> bytes:
    told = {
        "Cookie": trainee.cookie,
        "X-CSRFToken": trainee.token,
        "X-Person": str(trainee.person_id),
        "If-Match": f'"{revision}"',
        "Idempotency-Key": f"{question}-{revision}",
    }
    path = f"/attempts/{trainee.attempt_id}/answers/{question}"
    return request("PUT", path, told, urlencode({"chosen": chosen}).encode())


def _questions(quiz: Quiz, drawn: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    for question in quiz.questions:
        if question.id not in drawn:
            continue
        match question:
            case SingleChoice(choices=choices):
                yield question.id, [choice.id for choice in choices]
            case TrueFalse():
                yield question.id, ["true", "false"]
            case _:
                pass


def _length(lesson: Lesson) -> int:
    return len(lesson.body.pl)
