"""The form of a mark for a written answer: a level for each criterion, and a comment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from werkzeug.datastructures import MultiDict

from assessments.definitions import LEVELS, Criterion, Essay
from assessments.faults import Fault
from assessments.marking import UnreadableMarking, check_levels
from assessments.typed import clean
from course.models import EssayMark
from course.web.i18n import language, speaking

LONGEST_COMMENT = 5_000


@dataclass(frozen=True, slots=True)
class EssayForm:
    """What a trainer chose and wrote. `corrects` is the id of the mark that was shown."""

    essay: Essay
    levels: Mapping[str, int] = field(default_factory=dict)
    comment: str = ""
    corrects: int | None = None

    @classmethod
    def read(cls, essay: Essay, raw: MultiDict[str, str]) -> Self:
        """Read what was sent; levels that are not on the scale are left out."""
        scale = {str(level): level for level in LEVELS}
        chosen = {criterion.id: raw.get(criterion.id, "") for criterion in essay.criteria}
        return cls(
            essay,
            {name: scale[level] for name, level in chosen.items() if level in scale},
            clean(raw.get("comment", ""))[:LONGEST_COMMENT],
            raw.get("corrects", type=int),
        )

    @classmethod
    def of(cls, essay: Essay, standing: EssayMark | None) -> Self:
        """The mark to think over, else nothing."""
        if standing is None:
            return cls(essay)
        return cls(essay, standing.levels, standing.comment, standing.id)

    def levels_told(self, criterion: Criterion) -> list[tuple[int, str]]:
        """Each level of a criterion with its text."""
        return [(level, criterion.levels[level].in_language(language())) for level in LEVELS]

    def fault_lines(self, faults: Mapping[str, str]) -> list[tuple[str, str]]:
        """What is wrong, each with the field to go to and how that is called."""
        titles = {one.id: one.title.in_language(language()) for one in self.essay.criteria}
        return [(name, f"{titles[name]}: {said}") for name, said in faults.items()]

    def faults(self) -> Mapping[str, str]:
        """What keeps the mark from being kept, in words, by criterion."""
        try:
            check_levels(self.essay.criteria, self.levels)
        except UnreadableMarking as unreadable:
            return {str(one.facts["criterion"]): _said(one) for one in unreadable.faults}
        return {}


def _said(fault: Fault) -> str:
    return speaking().fault(fault.code, fault.facts)
