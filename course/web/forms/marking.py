"""The form of a marking: a level for each criterion, feedback, and the trainer's word."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from assessments.definitions import LEVELS, Criterion, Rubric
from assessments.fields import Fault
from assessments.marking import Judgement, judge_marking
from assessments.typed import clean
from course.models import Marking, MarkingDraft
from course.terms import MarkingOutcome
from course.web.i18n import language, speaking

LONGEST_FEEDBACK = 20_000


@dataclass(frozen=True, slots=True)
class MarkingForm:
    """What a trainer chose and wrote. `corrects` is the id of the marking that was shown."""

    rubric: Rubric
    levels: Mapping[str, int] = field(default_factory=dict)
    feedback: str = ""
    revision: int = 0
    corrects: int | None = None
    outcome: MarkingOutcome | None = None

    @classmethod
    def read(cls, rubric: Rubric, raw: MultiDict[str, str], revision: str = "") -> "MarkingForm":
        """Read what was sent; levels that are not on the scale are left out."""
        chosen = {criterion.id: raw.get(criterion.id, "") for criterion in rubric.criteria}
        scale = {str(level): level for level in LEVELS}
        said = raw.get("outcome", "")
        return cls(
            rubric,
            {name: scale[level] for name, level in chosen.items() if level in scale},
            clean(raw.get("feedback", ""))[:LONGEST_FEEDBACK],
            _number(revision or raw.get("revision", "")) or 0,
            _number(raw.get("corrects", "")),
            MarkingOutcome(said) if said in set(MarkingOutcome) else None,
        )

    @classmethod
    def of(
        cls, rubric: Rubric, draft: MarkingDraft | None, standing: Marking | None
    ) -> "MarkingForm":
        """The trainer's own draft, else the marking to correct, else nothing."""
        corrects = standing.id if standing else None
        if draft is not None:
            return cls(rubric, draft.levels, draft.feedback, draft.revision, corrects)
        if standing is not None:
            levels = {mark.criterion: mark.level for mark in standing.criterion_marks}
            return cls(rubric, levels, standing.feedback, 0, corrects)
        return cls(rubric)

    @property
    def points(self) -> int:
        """What the levels chosen so far add up to."""
        return sum(self.levels.values())

    @property
    def judgement(self) -> Judgement | None:
        """What the levels come to, once each criterion has one."""
        if len(self.levels) < len(self.rubric.criteria):
            return None
        return judge_marking(self.rubric, self.levels)

    def faults(self) -> dict[str, Fault]:
        """What keeps the marking from being said, by field."""
        found = {
            criterion.id: Fault("criterion_unmarked")
            for criterion in self.rubric.criteria
            if criterion.id not in self.levels
        }
        if self.outcome == MarkingOutcome.REVISE and not self.feedback.strip():
            found["feedback"] = Fault("feedback_missing")
        return found

    def fault_lines(self, sentences: Mapping[str, str]) -> list[tuple[str, str]]:
        """What is wrong, each with the field to go to and how that is called."""
        titles = {
            one.id: f"{place}. {one.title.in_language(language())}: "
            for place, one in enumerate(self.rubric.criteria, start=1)
        }
        return [(name, titles.get(name, "") + said) for name, said in sentences.items()]

    def levels_told(self, criterion: Criterion) -> list[tuple[int, str]]:
        """Each level of a criterion with its text."""
        return [(level, criterion.levels[level].in_language(language())) for level in LEVELS]

    def reasons(self) -> list[str]:
        """Why the levels do not come to a pass, each criterion by its name."""
        titles = {one.id: one.title.in_language(language()) for one in self.rubric.criteria}
        judgement = self.judgement
        return [
            ": ".join(
                part
                for part in (
                    titles.get(str(reason.facts.get("criterion"))),
                    speaking().fault(reason.code, reason.facts),
                )
                if part
            )
            for reason in (judgement.reasons if judgement else ())
        ]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None
