"""The course as it was written: modules, lessons, outcomes, competences, words and facts.

Everything is frozen: what is read at the start stays the same until the next start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from content.languages import Text
from content.translation import Translation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person can do after a module, such as `M3.E1`."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Competence:
    """What the certificate confirms, such as `K4`, and the outcomes that prove it.

    An outcome of a module that is not written yet may be named already. In a self-assessment the
    statement is said on a scale of five levels, the first of which is the lowest.
    """

    code: str
    title: Text
    outcomes: tuple[str, ...]
    statement: Text
    levels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ReadingLimit:
    """A higher fog index that the author of a lesson allows, and why it cannot be simpler."""

    fog: Decimal
    because: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text to read; `body` is Markdown without the title.

    The digest covers all that a reader sees: also the words, facts and figures that it uses.
    Where the English text is missing, the Polish one stands in its place.
    """

    slug: str
    module: str
    number: int
    title: Text
    minutes: int
    outcomes: tuple[str, ...]
    body: Text
    digest: str
    translation: Translation = Translation.CURRENT
    reading_limit: ReadingLimit | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """A page beside the lessons: help, a declaration, or what trainers read.

    Where the English text is missing, the Polish one stands in its place.
    """

    body: Text
    translation: Translation = Translation.CURRENT


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the course, with hours of study and of practice outside."""

    slug: str
    number: int
    title: Text
    study_hours: int
    field_hours: int
    outcomes: tuple[Outcome, ...]
    lessons: tuple[Lesson, ...]
    quiz: str | None
    assignment: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade and what it means."""

    slug: str
    name: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A name, number or date that may change, with its source and the day it was last checked.

    The name says what it is, for a list of facts: "days for remarks".
    """

    slug: str
    name: Text
    value: Text
    source: Text
    checked_on: date


@dataclass(frozen=True, slots=True)
class Curriculum:
    """The whole course. Modules and lessons stand in the order of study."""

    modules: tuple[Module, ...]
    competences: tuple[Competence, ...]
    terms: Mapping[str, Term]
    facts: Mapping[str, Fact]
    figures: Mapping[str, Text]
    guides: Mapping[str, Guide]
    trainer_guides: Mapping[str, Guide]

    def module(self, slug: str) -> Module:
        """Find a module; raises KeyError."""
        return {module.slug: module for module in self.modules}[slug]

    def lesson(self, slug: str) -> Lesson:
        """Find a lesson by its whole slug, such as `m3/2-questions`; raises KeyError."""
        return {lesson.slug: lesson for lesson in self.lessons()}[slug]

    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def next_lesson(self, slug: str) -> Lesson | None:
        return self._neighbour(slug, 1)

    def previous_lesson(self, slug: str) -> Lesson | None:
        return self._neighbour(slug, -1)

    def _neighbour(self, slug: str, step: int) -> Lesson | None:
        lessons = self.lessons()
        position = lessons.index(self.lesson(slug)) + step
        return lessons[position] if 0 <= position < len(lessons) else None
