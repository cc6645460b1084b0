"""A question as people read it."""

from collections.abc import Hashable
from typing import assert_never

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


def wording(question: Question) -> Hashable:
    """What people read and choose from, without the key: equal where nothing of it changed.

    The rubric of an essay belongs to it: its levels are given to these very criteria.
    """
    match question:
        case SingleChoice(choices=offered) | MultipleChoice(choices=offered):
            shown: Hashable = frozenset((one.id, one.text) for one in offered)
        case Ordering(items=items):
            shown = frozenset(items)
        case Matching(items=items, options=options):
            shown = frozenset(items), frozenset(options)
        case Gaps(sentence=sentence, gaps=gaps):
            shown = sentence, frozenset(gap.id for gap in gaps)
        case NumberQuestion(unit=unit):
            shown = unit
        case Scenario(parts=parts):
            shown = tuple((part.id, wording(part)) for part in parts)
        case Essay(criteria=criteria):
            shown = criteria
        case TrueFalse() | ShortText():
            shown = None
        case _:
            assert_never(question)
    return question.kind, question.prompt, shown
