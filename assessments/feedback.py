"""What an attempt says about its person: question by question, by outcome, and as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.answers import Answer
from assessments.definitions import Band, Gaps, Matching, Ordering, Question, Quiz, ShortText
from assessments.scoring import NO_POINTS, Score, percent_of
from assessments.typed import is_accepted, is_near_miss


class Verdict(StrEnum):
    """What is said of one answer."""

    BLANK = "blank"
    RIGHT = "right"
    PARTLY = "partly"
    NEAR = "near"  # not accepted, but only by a slip of the spelling
    WRONG = "wrong"


class OutcomeState(StrEnum):
    """What is said of one outcome."""

    SURE = "sure"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """What an attempt earned for one outcome, and the lessons of the questions that missed some."""

    outcome: str
    points: Decimal
    max_points: Decimal
    percent: Decimal
    state: OutcomeState
    lessons: tuple[str, ...]


def outcome_lines(quiz: Quiz, score: Score) -> Iterator[OutcomeLine]:
    """The outcomes of what was asked, in its order; an essay that waits says nothing yet."""
    told = [question for question in quiz.questions if question.id not in score.waiting]
    for outcome in dict.fromkeys(question.outcome for question in told):
        yield _line(
            outcome, [question for question in told if question.outcome == outcome], quiz, score
        )


def band_of(quiz: Quiz, percent: Decimal) -> Band | None:
    """The highest band that is reached; none below the first, or where the quiz has no bands."""
    reached = [band for band in quiz.bands if band.from_percent <= percent]
    return reached[-1] if reached else None


def verdict(question: Question, answer: Answer | None, points: Decimal) -> Verdict:
    """What is said of an answer that earned these points.

    A near miss goes before a part: whoever knew the word should hear so.
    """
    if answer is None:
        return Verdict.BLANK
    if points == question.points:
        return Verdict.RIGHT
    if _is_near_miss(question, answer):
        return Verdict.NEAR
    return Verdict.PARTLY if points > NO_POINTS else Verdict.WRONG


def parts_right(question: Question, answer: Answer | None) -> Mapping[str, bool]:
    """Whether each pair, place or gap that was filled in is right, by its item or gap.

    In the order of the answer; nothing for kinds of questions that have none of these.
    """
    match question, answer:
        case Matching(pairs=pairs), {"pairs": Mapping() as given}:
            return {item: pairs.get(item) == option for item, option in given.items()}
        case Ordering(items=items), {"order": [*order]}:
            places = zip(order, items, strict=False)
            return {str(one): one == item.id for one, item in places if one is not None}
        case Gaps(gaps=gaps), {"gaps": Mapping() as given}:
            typed = {gap.id: (str(given[gap.id]), gap.accepted) for gap in gaps if gap.id in given}
            return {gap: is_accepted(*one) for gap, one in typed.items()}
        case _:
            return {}


def _line(outcome: str, asked: list[Question], quiz: Quiz, score: Score) -> OutcomeLine:
    points = sum((score.per_question[question.id] for question in asked), NO_POINTS)
    points = max(NO_POINTS, points)  # a penalty takes away what was earned, and no more
    max_points = sum((question.points for question in asked), NO_POINTS)
    percent = percent_of(points, max_points)
    missed = (one.lesson for one in asked if score.per_question[one.id] != one.points)
    return OutcomeLine(
        outcome=outcome,
        points=points,
        max_points=max_points,
        percent=percent,
        state=OutcomeState.SURE if percent >= quiz.pass_percent else OutcomeState.LOOK_AGAIN,
        lessons=tuple(dict.fromkeys(lesson for lesson in missed if lesson)),
    )


def _is_near_miss(question: Question, answer: Answer) -> bool:
    """Whether a word was nearly right, and every other word right."""
    match question, answer:
        case ShortText(accepted=accepted), {"text": str(text)}:
            return is_near_miss(text, accepted)
        case Gaps(gaps=gaps), {"gaps": dict(given)}:
            typed = [(str(given.get(gap.id, "")), gap.accepted) for gap in gaps]
            return any(is_near_miss(*one) for one in typed) and all(
                is_near_miss(*one) or is_accepted(*one) for one in typed
            )
        case _:
            return False
