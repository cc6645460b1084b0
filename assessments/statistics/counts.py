"""Who chose what: the figures that are true for any number of people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.statistics.sittings import AnswerKey, Given

MOST_TEXTS = 5
"""Wrong texts that are told, the most frequent first; the others are mostly slips."""


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many people gave one answer: a choice's id or a text."""

    answer: str
    right: bool
    people: int


def count_answers(key: AnswerKey, given: Sequence[Given]) -> tuple[AnswerCount, ...]:
    """Every choice, also one that nobody took; of a question for a text, its frequent wrong ones.

    A choice that the key no longer has comes last.
    """
    if not key.choices:
        return _wrong_texts(given)
    taken = Counter(choice for one in given for choice in one.chosen)
    gone = sorted(taken.keys() - set(key.choices))
    return tuple(
        AnswerCount(choice, choice in key.right, taken[choice]) for choice in (*key.choices, *gone)
    )


def is_right(given: Given) -> bool:
    """All points of the question."""
    return given.share >= 1


def _wrong_texts(given: Sequence[Given]) -> tuple[AnswerCount, ...]:
    texts = Counter(text for one in given if not is_right(one) for text in one.chosen)
    frequent = sorted(texts, key=lambda text: (-texts[text], text))[:MOST_TEXTS]
    return tuple(AnswerCount(text, right=False, people=texts[text]) for text in frequent)
