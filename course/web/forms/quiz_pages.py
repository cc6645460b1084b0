"""What the pages of an attempt show: one question, the review, the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.answers import Answer, Raw, as_typed, is_finished
from assessments.attempts import Drawn
from assessments.definitions import (
    Choice,
    MultipleChoice,
    Question,
    Quiz,
    SingleChoice,
)
from assessments.faults import Fault
from assessments.items import Item
from assessments.scoring import NO_POINTS, score_answer
from course.language import Voice
from course.models import QuizAnswer, QuizAttempt
from course.queries.quizzes import receipt_for, standing_answers, standing_rows
from course.web.forms.quizzes import in_words, offered, right_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page of a question came back: a fault, a blank, or another answer saved meanwhile."""

    typed: Raw
    fault: Fault | None = None
    blank: bool = False
    other: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question of an attempt."""

    attempt: QuizAttempt
    quiz: Quiz
    question: Question
    offered: Sequence[Choice | Item]
    place: int
    total: int
    answered: int
    standing: QuizAnswer | None
    receipt: str | None
    typed: Raw
    refusal: Refusal | None

    @property
    def revision(self) -> int:
        """The revision that the page shows."""
        return self.standing.revision or 0 if self.standing else 0

    @property
    def is_last(self) -> bool:
        return self.place == self.total

    def typed_one(self, name: str) -> str:
        """What stands in a field of one value."""
        return next(iter(self.typed.get(name, ())), "")


class AnswerState(StrEnum):
    """How far the answer to a question has come, or how it was judged."""

    BLANK = "blank"
    BEGUN = "begun"
    ANSWERED = "answered"
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One question with its answer in words."""

    place: int
    question: Question
    state: AnswerState
    own: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLine:
    """One question after scoring: the own answer, the right one, and what the author says."""

    place: int
    question: Question
    state: AnswerState
    own: Sequence[str]
    chosen: Sequence[Choice]
    right: Sequence[str]
    points: Decimal


def question_page(
    attempt: QuizAttempt, quiz: Quiz, place: int, refusal: Refusal | None
) -> QuestionPage:
    """Gather a question's page. The attempt's answers must be loaded; the place must exist."""
    drawn = Drawn.from_json(attempt.drawn)
    question = quiz.question(drawn.questions[place - 1])
    standing = standing_rows(attempt.answers).get(question.id)
    return QuestionPage(
        attempt=attempt,
        quiz=quiz,
        question=question,
        offered=offered(question, drawn),
        place=place,
        total=len(drawn.questions),
        answered=len(standing_answers(attempt.answers)),
        standing=standing,
        receipt=receipt_for(standing) if standing else None,
        typed=refusal.typed if refusal else as_typed(standing.answer if standing else None),
        refusal=refusal,
    )


def answer_lines(attempt: QuizAttempt, quiz: Quiz, voice: Voice) -> Sequence[AnswerLine]:
    """Every question of an open attempt with what is answered so far."""
    answers = standing_answers(attempt.answers)
    return [
        AnswerLine(
            place=place,
            question=question,
            state=_state(question, answers.get(question.id)),
            own=in_words(question, answers.get(question.id), voice),
        )
        for place, question in _in_order_drawn(attempt, quiz)
    ]


def judged_lines(attempt: QuizAttempt, quiz: Quiz, voice: Voice) -> Sequence[JudgedLine]:
    """Every question of a finished attempt as it was scored."""
    answers = standing_answers(attempt.answers)
    return [
        _judged(place, question, answers.get(question.id), voice)
        for place, question in _in_order_drawn(attempt, quiz)
    ]


def first_unfinished(attempt: QuizAttempt, quiz: Quiz, answers: Mapping[str, Answer]) -> int:
    """Where to go on: the first place that is not finished, else the last one."""
    places = _in_order_drawn(attempt, quiz)
    left = [place for place, one in places if not is_finished(one, answers.get(one.id))]
    return left[0] if left else len(places)


def _in_order_drawn(attempt: QuizAttempt, quiz: Quiz) -> Sequence[tuple[int, Question]]:
    drawn = Drawn.from_json(attempt.drawn)
    return [(place, quiz.question(one)) for place, one in enumerate(drawn.questions, start=1)]


def _state(question: Question, answer: Answer | None) -> AnswerState:
    if answer is None:
        return AnswerState.BLANK
    return AnswerState.ANSWERED if is_finished(question, answer) else AnswerState.BEGUN


def _judged(place: int, question: Question, answer: Answer | None, voice: Voice) -> JudgedLine:
    points = score_answer(question, answer)
    return JudgedLine(
        place=place,
        question=question,
        state=_verdict(question, answer, points),
        own=in_words(question, answer, voice),
        chosen=_chosen(question, answer),
        right=right_answer(question, voice),
        points=points,
    )


def _verdict(question: Question, answer: Answer | None, points: Decimal) -> AnswerState:
    if answer is None:
        return AnswerState.BLANK
    if points == question.points:
        return AnswerState.RIGHT
    return AnswerState.WRONG if points == NO_POINTS else AnswerState.PARTLY


def _chosen(question: Question, answer: Answer | None) -> Sequence[Choice]:
    """The choices that were ticked, where the question offers choices with feedback."""
    if not isinstance(question, SingleChoice | MultipleChoice):
        return ()
    ids = as_typed(answer).get("chosen", [])
    return [choice for choice in question.choices if choice.id in ids]
