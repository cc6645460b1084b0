"""The scale on which people mark."""

from dataclasses import dataclass

from content.languages import Text

LEVELS = (0, 1, 2, 3)
"""The scale of every rubric: missing, in part, meets, stands out."""

HIGHEST_LEVEL = LEVELS[-1]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: a text for each level from 0 to 3, and the outcomes that it shows."""

    id: str
    title: Text
    starred: bool
    levels: tuple[Text, ...]
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rubric:
    """The scale on which a trainer marks."""

    criteria: tuple[Criterion, ...]
    pass_points: int = 9

    @property
    def max_points(self) -> int:
        """The highest level in every criterion."""
        return HIGHEST_LEVEL * len(self.criteria)
