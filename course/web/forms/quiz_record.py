"""The saves of an attempt as they are read: what was answered, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.language import Voice
from course.reports.attempt_record import SaveLine
from course.web.forms.quiz_words import in_words

LONGEST_PROMPT = 70
"""Signs of a question in a table; its number tells the rest."""


@dataclass(frozen=True, slots=True)
class SaveShown:
    """One save in the language of the page; nothing in words is a blank."""

    line: SaveLine
    prompt: str
    own: Sequence[str]


def saves_in_words(lines: Iterable[SaveLine], voice: Voice) -> Sequence[SaveShown]:
    """Each save with its answer in words."""
    return [
        SaveShown(
            line,
            shortened(line.question.prompt.in_language(voice.language)),
            in_words(line.question, line.save.answer, voice),
        )
        for line in lines
    ]


def shortened(text: str) -> str:
    """The first words of a long text; no word of one letter is left before the dots."""
    if len(text) <= LONGEST_PROMPT:
        return text
    words = text[: LONGEST_PROMPT + 1].split(" ")[:-1]
    while len(words) > 1 and len(words[-1]) == 1:
        words.pop()
    return f"{' '.join(words).rstrip('.,;:')}…"
