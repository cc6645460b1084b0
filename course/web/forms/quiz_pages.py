"""What the pages of an open attempt show: one question with its fields, and the look over all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.answers import PART_END, Answer, Raw, as_typed, is_finished, typed_in_part
from assessments.attempts import Drawn
from assessments.definitions import Choice, Gaps, Question, Quiz, Scenario
from assessments.faults import Fault
from assessments.items import Item
from course.language import Voice
from course.models import QuizAnswer, QuizAttempt
from course.queries.quizzes import receipt_for, standing_answers, standing_rows
from course.web.forms.quiz_words import closing_of, in_words, pieces
from course.web.forms.quizzes import Orders, offered
from course.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page of a question came back: a fault, a blank, or another answer saved meanwhile."""

    typed: Raw
    fault: Fault | None = None
    part: str = ""
    blank: bool = False
    other: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, or one part of a scenario, with what stands in its fields.

    The names of its fields begin with `start`: nothing, but in a part of a scenario.
    """

    question: Question
    offered: Sequence[Choice | Item]
    typed: Raw
    start: str = ""
    fault: Fault | None = None
    parts: Sequence["Asked"] = ()

    def typed_one(self, name: str) -> str:
        """What stands in a field of one value."""
        return next(iter(self.typed.get(name, ())), "")

    @property
    def pieces(self) -> Sequence[tuple[str, str, str]]:
        """The sentence of a question with gaps, in the language of the page.

        Words, the id of the gap behind them, and the punctuation that must not leave the gap.
        """
        if not isinstance(self.question, Gaps):
            return ()
        found = list(pieces(self.question, language()))
        after = [closing_of(words) for words, _ in found[1:]] + [""]
        before = ["", *after]
        return [
            (words.removeprefix(dropped), gap, closing)
            for (words, gap), dropped, closing in zip(found, before, after, strict=False)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question of an attempt."""

    attempt: QuizAttempt
    quiz: Quiz
    asked: Asked
    place: int
    total: int
    answered: int
    standing: QuizAnswer | None
    receipt: str | None
    refusal: Refusal | None
    voided: bool = False

    @property
    def question(self) -> Question:
        return self.asked.question

    @property
    def revision(self) -> int:
        """The revision that the page shows."""
        return self.standing.revision or 0 if self.standing else 0

    @property
    def is_last(self) -> bool:
        return self.place == self.total

    @property
    def is_closed(self) -> bool:
        """Whether the trainee has looked at what is right."""
        return self.standing is not None and self.standing.final


class AnswerState(StrEnum):
    """How far the answer to a question has come."""

    BLANK = "blank"
    BEGUN = "begun"
    ANSWERED = "answered"
    VOIDED = "voided"  # nobody need answer


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One question with its answer in words."""

    place: int
    question: Question
    state: AnswerState
    own: Sequence[str]


def question_page(
    attempt: QuizAttempt,
    quiz: Quiz,
    place: int,
    refusal: Refusal | None,
    *,
    voided: Collection[str],
) -> QuestionPage:
    """Gather a question's page. The attempt's answers must be loaded; the place must exist."""
    drawn = Drawn.from_json(attempt.drawn)
    question = quiz.question(drawn.questions[place - 1])
    standing = standing_rows(attempt.answers).get(question.id)
    typed = refusal.typed if refusal else as_typed(standing.answer if standing else None)
    return QuestionPage(
        attempt=attempt,
        quiz=quiz,
        asked=asked(question, drawn.orders, typed, refusal),
        place=place,
        total=len(drawn.questions),
        answered=len(standing_answers(attempt.answers)),
        standing=standing,
        receipt=receipt_for(standing) if standing else None,
        refusal=refusal,
        voided=question.id in voided,
    )


def asked(
    question: Question, orders: Orders, typed: Raw, refusal: Refusal | None, *, start: str = ""
) -> Asked:
    """A question as its fields show it, with the fault of what was typed where it belongs.

    The names of its fields begin with `start`, where a page asks several questions.
    """
    fault, faulty = (refusal.fault, refusal.part) if refusal else (None, "")
    if not isinstance(question, Scenario):
        options = offered(question, orders, question.id)
        return Asked(question=question, offered=options, typed=typed, start=start, fault=fault)
    parts = [
        Asked(
            question=part,
            offered=offered(part, orders, f"{question.id}{PART_END}{part.id}"),
            typed=typed_in_part(typed, part.id),
            start=f"{start}{part.id}{PART_END}",
            fault=fault if part.id == faulty else None,
        )
        for part in question.parts
    ]
    return Asked(question=question, offered=(), typed=typed, start=start, parts=parts)


def answer_lines(
    attempt: QuizAttempt, quiz: Quiz, voice: Voice, *, voided: Collection[str]
) -> Sequence[AnswerLine]:
    """Every question of an open attempt with what is answered so far."""
    answers = standing_answers(attempt.answers)
    return [
        AnswerLine(
            place=place,
            question=question,
            state=AnswerState.VOIDED
            if question.id in voided
            else _state(question, answers.get(question.id)),
            own=in_words(question, answers.get(question.id), voice),
        )
        for place, question in enumerate(quiz.questions, start=1)
    ]


def unfinished(
    quiz: Quiz, answers: Mapping[str, Answer], *, voided: Collection[str]
) -> Sequence[int]:
    """The places that are not finished, but those of questions that count for nobody."""
    return [
        place
        for place, one in enumerate(quiz.questions, start=1)
        if one.id not in voided and not is_finished(one, answers.get(one.id))
    ]


def _state(question: Question, answer: Answer | None) -> AnswerState:
    if answer is None:
        return AnswerState.BLANK
    return AnswerState.ANSWERED if is_finished(question, answer) else AnswerState.BEGUN
