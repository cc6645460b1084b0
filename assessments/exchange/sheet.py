"""A file that grows line by line, in one language, and remembers what it could not hold."""

from collections.abc import Iterator

from assessments.definitions import (
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
)
from assessments.exchange.remarks import Exported, Remarks
from content.languages import Language, Text

BLANK = "_____"
"""Stands for a gap where the sentence itself cannot have one."""


class Sheet:
    """Lines of a file in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.lines: list[str] = []
        self.remarks = Remarks()

    def say(self, text: Text) -> str:
        """The words in the language of the file; the other language is lost, which is said once."""
        if text.pl != text.en:
            self.remarks.lose_once(1, "second_language", language=str(self.language))
        return text.in_language(self.language)

    def lose(self, question: Question, code: str, **facts: object) -> None:
        """Keep what the next lines do not hold of a question."""
        self.remarks.lose(len(self.lines) + 1, code, id=question.id, **facts)

    def lose_rules(self, quiz: Quiz) -> None:
        """Keep that a file of questions says nothing of how they are asked."""
        self.remarks.lose_once(1, "rules", slug=quiz.slug)

    def exported(self) -> Exported:
        """What was written."""
        return Exported("\n".join(self.lines) + "\n", self.remarks.losses)


def is_all_or_nothing(question: Question) -> bool:
    """Whether a share of the points, which other programs give, would not be given here."""
    by_share = MultipleChoice | Matching | Ordering | Gaps
    weighed = isinstance(question, MultipleChoice) and any(
        choice.weight is not None for choice in question.choices
    )
    return isinstance(question, by_share) and not question.partial and not weighed


def variants(question: ShortText) -> list[str]:
    """What is accepted in either language, each once."""
    return list(dict.fromkeys(one for language in Language for one in question.accepted[language]))


def named_here(quiz: Quiz) -> Iterator[tuple[Question, Scenario | None]]:
    """Every question, those about a case with their case in place of the case itself."""
    for question in quiz.questions:
        if isinstance(question, Scenario):
            yield from ((part, question) for part in question.parts)
        else:
            yield question, None


def has_weights(question: Question) -> bool:
    """Whether a choice earns something else than the rule of its question."""
    if not isinstance(question, SingleChoice | MultipleChoice):
        return False
    return any(choice.weight is not None for choice in question.choices)


def lose_what_only_we_have(sheet: Sheet, question: Question) -> None:
    """Points, the strict rule, units and rubrics, which plain files of questions cannot hold."""
    if question.points != 1:
        sheet.lose(question, "points_left_out")
    if is_all_or_nothing(question):
        sheet.lose(question, "all_or_nothing")
    if isinstance(question, NumberQuestion) and question.unit:
        sheet.lose(question, "unit_left_out")
    if isinstance(question, Essay):
        sheet.lose(question, "rubric_left_out")
