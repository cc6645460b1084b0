"""What there is to say about a file: what stops it, and what is lost or was assumed on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessments.definitions import Quiz

FAULT_CODES = (
    # the whole file
    "file_too_large",
    "file_empty",
    "not_text",
    "unknown_format",
    "no_questions",
    "too_many_questions",
    "too_many_remarks",
    "too_long",
    # XML
    "not_xml",
    "declares_entities",
    "too_deep",
    "too_many_elements",
    "not_moodle",
    # CSV
    "not_csv",
    "no_columns",
    "too_many_columns",
    "unknown_kind",
    "part_not_here",
    # GIFT and Aiken
    "brace_not_closed",
    "brace_not_opened",
    "aiken_no_answer",
    "aiken_answer",
    "aiken_stray",
    # any question
    "no_prompt",
    "no_right_answer",
    "too_few_choices",
    "pair_missing",
    "not_a_number",
    "true_or_false",
    "too_many_choices",
    "weights_not_whole",
    "gap_without_answer",
    # what a file of the course must not break; the reason is in English
    "rule",
)
"""Every reason why nothing comes out of a file."""

LOSS_CODES = (
    # assumed
    "decoded_as",
    "one_language",
    "outcome_assumed",
    "no_explanation",
    "rubric_assumed",
    "prompt_assumed",
    # left out by the importers
    "kind_left_out",
    "answer_left_out",
    "costs_nothing",
    "feedback_left_out",
    "formatting",
    "media",
    "file_left_out",
    "other_language",
    "wildcard",
    "case_matters",
    "several_units",
    "hints",
    "fixed_order",
    "title_left_out",
    "tag_left_out",
    "column_left_out",
    "gap_choices",
    "tolerance_left_out",
    # left out by the exporters
    "rules",
    "kind_not_here",
    "written_as",
    "points_left_out",
    "explanation_left_out",
    "weights_left_out",
    "all_or_nothing",
    "unit_left_out",
    "rubric_left_out",
    "second_language",
)
"""Every kind of thing that is lost or assumed, while the rest goes on."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one line; lines count from 1."""

    line: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came out of a file. With a fault there is no quiz; what is lost stops nothing."""

    quiz: Quiz | None
    faults: tuple[Remark, ...]
    losses: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, and what of the quiz it does not hold; lines are those of the file."""

    text: str
    losses: tuple[Remark, ...]


MOST_REMARKS = 500
"""More faults than anybody reads; whoever mends these sends the file again."""


class Remarks:
    """Collects faults and losses while reading or writing goes on."""

    def __init__(self) -> None:
        self._faults: list[Remark] = []
        self._losses: list[Remark] = []
        self._said: set[str] = set()

    @property
    def are_too_many(self) -> bool:
        """Whether reading on helps nobody."""
        return len(self._faults) >= MOST_REMARKS

    def fault(self, line: int, code: str, **facts: object) -> None:
        """Keep a fault; of very many only the first ones."""
        if self.are_too_many:
            return
        self._faults.append(Remark(line, code, facts))
        if len(self._faults) == MOST_REMARKS:
            self._faults.append(Remark(line, "too_many_remarks", {"at_most": MOST_REMARKS}))

    def lose(self, line: int, code: str, **facts: object) -> None:
        """Keep what is lost or was assumed."""
        self._losses.append(Remark(line, code, facts))

    def lose_once(self, line: int, code: str, **facts: object) -> None:
        """Keep what holds for the whole file: said once, at the first line that it concerns."""
        if code not in self._said:
            self._said.add(code)
            self.lose(line, code, **facts)

    @property
    def faults(self) -> tuple[Remark, ...]:
        """In the order of lines."""
        return _in_order(self._faults)

    @property
    def losses(self) -> tuple[Remark, ...]:
        """In the order of lines."""
        return _in_order(self._losses)


def _in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """By line, the same thing about the same line once."""
    told = {(one.line, one.code, *one.facts.values()): one for one in remarks}
    return tuple(sorted(told.values(), key=lambda remark: remark.line))
