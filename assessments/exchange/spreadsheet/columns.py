"""The columns of a list of questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.exchange.drafts import Tree

FIRST = ("id", "kind", "part_of", "outcome", "lesson", "points", "situation", "facts", "partial")
LAST = ("right", "tolerance", "max_words")
WORDED = ("prompt", "sentence", "unit", "explanation")
NUMBERED = ("choice", "match", "feedback")
WEIGHT = "weight"
LANGUAGES = ("pl", "en")

_ALSO = {"question": "prompt", "correct": "right", "answer": "right", "type": "kind"}
_PARTS = ("feedback", "choice", "match", "weight")


def columns(count: int) -> list[str]:
    """All columns of a file whose questions have so many choices at most."""
    worded = [f"{name}_{language}" for name in WORDED for language in LANGUAGES]
    numbered = [
        name
        for number in range(1, count + 1)
        for name in (
            *(f"{part}_{number}_{language}" for part in NUMBERED for language in LANGUAGES),
            f"{WEIGHT}_{number}",
        )
    ]
    return [*FIRST, *worded, *LAST, *numbered]


def canonical(heading: str) -> str:
    """The name of a column as it is written by people and by other programs."""
    name = "_".join(heading.strip().lower().replace("-", "_").split())
    base, _, language = name.rpartition("_")
    if language in LANGUAGES and base in _ALSO:
        return f"{_ALSO[base]}_{language}"
    return _ALSO.get(name, name)


def is_known(name: str) -> bool:
    """Whether a column means something, with or without a language at its end."""
    base = name
    for language in LANGUAGES:
        base = base.removesuffix(f"_{language}")
    part, _, number = base.rpartition("_")
    is_numbered = part in _PARTS and number.isdecimal() and number.isascii()
    return base in {*FIRST, *LAST, *WORDED} or is_numbered


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of one row, by column."""

    line: int
    cells: Mapping[str, str]

    def text(self, name: str) -> Tree:
        """A text in both languages; one that is missing takes the words of the other."""
        pl, en = (self.in_language(name, language) for language in LANGUAGES)
        return {"pl": pl or en, "en": en or pl} if pl or en else None

    def in_language(self, name: str, language: str) -> str:
        """The words of one language, or those that are for both."""
        return self.cells.get(f"{name}_{language}") or self.cells.get(name, "")

    def lacks_language(self, names: Iterable[str]) -> bool:
        """Whether a text is there in one language only."""
        pairs = ([f"{name}_{language}" in self.cells for language in LANGUAGES] for name in names)
        return any(pl != en for pl, en in pairs) or any(name in self.cells for name in names)

    def numbers(self, part: str) -> list[int]:
        """The numbers of a part that are filled: of choices 1, 2, 4."""
        found = set()
        for name in self.cells:
            first, _, rest = name.partition("_")
            number = rest.partition("_")[0]
            if first == part and number.isdecimal() and number.isascii():
                found.add(int(number[:4]))
        return sorted(found)
