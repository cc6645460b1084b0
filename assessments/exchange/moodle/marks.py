"""What Moodle has no place for, in its tags: they survive a stay in Moodle and a way back.

A tag is `key:value`. Moodle cuts tags at 50 letters; ours are shorter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

OUTCOME = "outcome"
LESSON = "lesson"
FACT = "fact"
SITUATION = "situation"
PARTIAL = "partial"
SCENARIO = "scenario"
PART_OF = "part-of"
KEYS = (OUTCOME, LESSON, FACT, SITUATION, PARTIAL, SCENARIO, PART_OF)


@dataclass(slots=True)
class Marks:
    """The tags of one question."""

    values: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, tags: Iterator[str]) -> "Marks":
        """Sort tags into ours and others."""
        marks = cls()
        for tag in tags:
            key, _, value = tag.partition(":")
            if key in KEYS:
                marks.values.setdefault(key, []).append(value.strip())
            elif tag:
                marks.unknown.append(tag)
        return marks

    def first(self, key: str) -> str:
        """The value of a key; nothing where there is no such tag."""
        return next(iter(self.values.get(key, ())), "")

    def has(self, key: str) -> bool:
        """Whether there is such a tag."""
        return key in self.values
