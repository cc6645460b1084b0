"""What the page of a finished attempt shows: each answer as it was judged, and what to read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.answers import Answer, as_typed, part_answers
from assessments.definitions import (
    Choice,
    Gaps,
    MultipleChoice,
    Question,
    Quiz,
    Scenario,
    SingleChoice,
)
from assessments.feedback import Verdict, parts_right, verdict
from assessments.scoring import NO_POINTS, Score, score_answer
from course.language import Voice
from course.models import EssayMark
from course.web.forms.quiz_words import in_words, right_answer, typed_gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLine:
    """One question after scoring: the own answer, the right one, and what the author says.

    `pieces`: each pair, place or gap of the answer in words, and whether it is right.
    """

    place: int
    question: Question
    state: Verdict
    own: Sequence[str]
    chosen: Sequence[Choice]
    pieces: Sequence[tuple[str, bool]]
    right: Sequence[str]
    points: Decimal
    voided: bool = False
    waits: bool = False
    mark: EssayMark | None = None
    parts: Sequence["JudgedLine"] = ()


def judged_lines(
    quiz: Quiz,
    answers: Mapping[str, Answer],
    score: Score,
    *,
    voided: Collection[str],
    marks: Sequence[EssayMark],
    voice: Voice,
) -> Sequence[JudgedLine]:
    """Every question that an attempt asked as it was scored; a voided one earns nothing."""
    marked = {mark.question_id: mark for mark in marks}

    def line(place: int, question: Question) -> JudgedLine:
        points = score.per_question.get(question.id, NO_POINTS)
        return replace(
            judged(place, question, answers.get(question.id), voice, points=points),
            voided=question.id in voided,
            waits=question.id in score.waiting,
            mark=marked.get(question.id),
        )

    return [line(place, question) for place, question in enumerate(quiz.questions, start=1)]


def judged(
    place: int,
    question: Question,
    answer: Answer | None,
    voice: Voice,
    *,
    points: Decimal | None = None,
) -> JudgedLine:
    """One answer judged, by the points that it earned in its attempt, or else by its own worth."""
    points = score_answer(question, answer) if points is None else points
    return JudgedLine(
        place=place,
        question=question,
        state=verdict(question, answer, points),
        own=in_words(question, answer, voice),
        chosen=_chosen(question, answer),
        pieces=_pieces(question, answer, voice),
        right=right_answer(question, voice),
        points=points,
        parts=_parts(question, answer, voice),
    )


def _parts(question: Question, answer: Answer | None, voice: Voice) -> Sequence[JudgedLine]:
    if not isinstance(question, Scenario):
        return ()
    parts = enumerate(part_answers(question, answer), start=1)
    return [judged(place, part, given, voice) for place, (part, given) in parts]


def _pieces(question: Question, answer: Answer | None, voice: Voice) -> Sequence[tuple[str, bool]]:
    if isinstance(question, Gaps):
        told = typed_gaps(question, answer)
    else:
        told = in_words(question, answer, voice)
    return list(zip(told, parts_right(question, answer).values(), strict=False))


def _chosen(question: Question, answer: Answer | None) -> Sequence[Choice]:
    """The choices that were ticked, where the question offers choices with feedback."""
    if not isinstance(question, SingleChoice | MultipleChoice):
        return ()
    ids = as_typed(answer).get("chosen", [])
    return [choice for choice in question.choices if choice.id in ids]
