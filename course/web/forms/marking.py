"""The form of a marking: a level for each criterion, feedback, and the trainer's word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from assessments.definitions import LEVELS, Criterion, Rubric
from assessments.fields import Fault
from assessments.marking import Judgement, judge_marking
from assessments.typed import clean
from course.errors import Unreadable
from course.models import BankComment, Marking, MarkingDraft
from course.terms import MarkingOutcome, MarkingRole
from course.web.i18n import language, speaking
from course.web.numbers import whole_number

LONGEST_FEEDBACK = 20_000
LONGEST_COMMENT = 4_000
LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class MarkingForm:
    """What a trainer chose and wrote. `corrects` is the id of the marking that was shown.

    `ticked` are ids of comments in the bank that are to be added; where scripts run, none is.
    `reason` says why it is corrected; `role` is the marking for which the page was.
    """

    rubric: Rubric
    levels: Mapping[str, int] = field(default_factory=dict)
    feedback: str = ""
    revision: int = 0
    corrects: int | None = None
    outcome: MarkingOutcome | None = None
    reason: str = ""
    role: MarkingRole | None = None
    comments: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[int] = frozenset()

    @classmethod
    def read(cls, rubric: Rubric, raw: MultiDict[str, str], revision: str = "") -> "MarkingForm":
        """Read what was sent; levels that are not on the scale are left out."""
        chosen = {criterion.id: raw.get(criterion.id, "") for criterion in rubric.criteria}
        scale = {str(level): level for level in LEVELS}
        said, role = raw.get("outcome", ""), raw.get("role", "")
        typed = {name: clean(raw.get(f"comment-{name}", ""))[:LONGEST_COMMENT] for name in chosen}
        return cls(
            rubric,
            {name: scale[level] for name, level in chosen.items() if level in scale},
            clean(raw.get("feedback", ""))[:LONGEST_FEEDBACK],
            _number(revision or raw.get("revision", "")) or 0,
            _number(raw.get("corrects", "")),
            MarkingOutcome(said) if said in set(MarkingOutcome) else None,
            clean(raw.get("reason", ""))[:LONGEST_REASON],
            MarkingRole(role) if role in set(MarkingRole) else None,
            {name: text for name, text in typed.items() if text.strip()},
            frozenset(_number(ticked) or 0 for ticked in raw.getlist("bank")),
        )

    @classmethod
    def of(
        cls, rubric: Rubric, draft: MarkingDraft | None, standing: Marking | None
    ) -> "MarkingForm":
        """The trainer's own draft, else the marking to correct, else nothing."""
        corrects = standing.id if standing else None
        if draft is not None:
            return cls(
                rubric,
                draft.levels,
                draft.feedback,
                draft.revision,
                corrects,
                comments=draft.comments,
            )
        if standing is not None:
            levels = {mark.criterion: mark.level for mark in standing.criterion_marks}
            comments = {mark.criterion: mark.comment for mark in standing.criterion_marks}
            return cls(rubric, levels, standing.feedback, 0, corrects, comments=comments)
        return cls(rubric)

    def with_comments(self, chosen: Iterable[BankComment]) -> "MarkingForm":
        """The same with comments of the bank added, each where it belongs."""
        comments, feedback = dict(self.comments), self.feedback
        for one in chosen:
            if not one.criterion:
                feedback = _added(feedback, one.text)
            elif one.criterion in {criterion.id for criterion in self.rubric.criteria}:
                comments[one.criterion] = _added(comments.get(one.criterion, ""), one.text)
        return replace(self, comments=comments, feedback=feedback, ticked=frozenset())

    def text_for(self, criterion: str) -> str:
        """What is written of one criterion; of the whole work where none is named."""
        return self.comments.get(criterion, "") if criterion else self.feedback

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
        if self.corrects and not self.reason.strip():
            found["reason"] = Fault("correction_unexplained")
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


def _added(text: str, more: str) -> str:
    """A text with a comment after it; what it says already is not said twice."""
    return text if more in text else "\n".join(part for part in (text.rstrip(), more) if part)


def _number(text: str) -> int | None:
    try:
        return whole_number(text)
    except Unreadable:
        return None
