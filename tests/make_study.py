"""Trainees on their way: what they accepted, read, answered and passed."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.definitions import (
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.typed import plain_number
from content.languages import Text
from course.actions.answers import save_answer
from course.actions.quizzes import start_attempt, submit_attempt
from course.actions.study import complete_lesson, give_consents
from course.catalogue import Catalogue
from course.models import Enrolment, Person, QuizAttempt, QuizResult
from course.queries.quizzes import quiz_of
from course.terms import REQUIRED_CONSENTS, ConsentKind
from tests.make import MONDAY

EARLIER = MONDAY - timedelta(days=14)
TEXTS = {kind: Text(f"tekst: {kind}", f"text: {kind}") for kind in ConsentKind}


def make_consents(session: Session, enrolment: Enrolment, by: Person) -> None:
    """Everything required is accepted."""
    give_consents(session, enrolment, kinds=REQUIRED_CONSENTS, texts=TEXTS, by=by, at=EARLIER)


def make_read(session: Session, course: Catalogue, module: str, by: Person) -> None:
    """Every lesson of a module is read."""
    for lesson in course.curriculum.module(module).lessons:
        complete_lesson(session, course.curriculum, lesson.slug, by=by, at=EARLIER)


def make_attempt(
    session: Session, course: Catalogue, quiz: str, by: Person, *, at: datetime = EARLIER
) -> QuizAttempt:
    """An open attempt; the trainee must have come so far."""
    return start_attempt(session, course.curriculum, course.quizzes[quiz], seed=7, by=by, at=at)


def make_result(
    session: Session,
    course: Catalogue,
    quiz: str,
    by: Person,
    *,
    right: bool = True,
    at: datetime = EARLIER,
) -> QuizResult:
    """A finished attempt with every question right, or every one blank."""
    attempt = make_attempt(session, course, quiz, by, at=at)
    if right:
        for question in quiz_of(session, attempt).questions:
            save_answer(
                session,
                attempt,
                question.id,
                right_answer(question),
                revision=0,
                request_key=f"right-{question.id}",
                at=at,
            )
    return submit_attempt(session, attempt, by=by, at=at)


def right_answer(question: Question) -> Answer:
    """What earns all points."""
    match question:
        case SingleChoice(choices=choices):
            return {"chosen": next(choice.id for choice in choices if choice.right)}
        case MultipleChoice(choices=choices):
            return {"chosen": [choice.id for choice in choices if choice.right]}
        case TrueFalse(answer=answer):
            return {"chosen": str(answer).lower()}
        case Matching(pairs=pairs):
            return {"pairs": dict(pairs)}
        case Ordering(items=items):
            return {"order": [item.id for item in items]}
        case ShortText(accepted=accepted):
            return {"text": next(iter(accepted.values()))[0]}
        case NumberQuestion(value=value):
            return {"text": plain_number(value)}
        case Gaps(gaps=gaps):
            return {"gaps": {gap.id: next(iter(gap.accepted.values()))[0] for gap in gaps}}
        case Scenario(parts=parts):
            return {"parts": {part.id: right_answer(part) for part in parts}}
        case Essay():
            return {"text": "Trzy zdania o tym, co mnie tu sprowadza."}
