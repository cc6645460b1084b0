"""Attempts with a written answer in them, at a quiz that the course does not have."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.attempts import draw
from assessments.definitions import Quiz
from content.languages import Text
from course.actions.answers import save_answer
from course.actions.quizzes import submit_attempt
from course.models import Enrolment, Person, QuizAttempt
from tests.authored import make_essay, make_quiz, make_single
from tests.make import add, make_version
from tests.make_study import EARLIER

LEVELS = {"c1": 3, "c2": 1}
ESSAYS = replace(
    make_quiz(make_single(id="single"), make_essay(id="essay")),
    slug="essays",
    title=Text("Kto słucha", "Who listens"),
    shuffle=False,
)


def make_essay_attempt(
    session: Session,
    place: Enrolment,
    by: Person,
    *,
    quiz: Quiz = ESSAYS,
    text: str | None = "Najpierw słucham.\nPotem pytam.",
    over: bool = True,
    at: datetime = EARLIER,
) -> QuizAttempt:
    """An attempt in which every essay holds this text, and the rest is blank."""
    attempt = QuizAttempt(
        enrolment_id=place.id,
        quiz_slug=quiz.slug,
        version_digest=make_version(session, quiz).digest,
        number=1,
        drawn=draw(quiz, 1).as_json(),
        counts=quiz.counts,
        started_at=at,
    )
    add(session, attempt)
    for question in quiz.questions:
        if question.kind == "essay" and text is not None:
            answer = {"text": text}
            keys = {"revision": 0, "request_key": f"essay-{question.id}"}
            save_answer(session, attempt, question.id, answer, at=at, **keys)  # type: ignore[arg-type]
    if over:
        submit_attempt(session, attempt, by=by, at=at)
    return attempt
