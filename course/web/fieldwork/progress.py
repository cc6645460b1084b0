"""How far practice has come: against the rule, and by kind over the weeks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from assessments.qualification import Record, judge
from assessments.requirements import FieldPractice
from course.catalogue import catalogue
from course.models import Enrolment
from course.queries.rules import frozen_rule
from course.reports.requirement_lines import sentence_of
from course.terms import FieldEntryKind
from course.web.i18n import language

MOST_WEEKS = 12
HOUR = 60
TOP = 138
"""Height of the highest column, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One thing that the rule asks of practice, and how it stands."""

    said: str
    have: int
    needed: int
    met: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a column: minutes of one kind, and where it is drawn."""

    kind: FieldEntryKind
    minutes: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Week:
    """A week that begins on this Monday."""

    begins: date
    parts: Sequence[Part]

    @property
    def minutes(self) -> int:
        """Of all kinds together."""
        return sum(part.minutes for part in self.parts)

    def of(self, kind: FieldEntryKind) -> int:
        """Minutes of one kind."""
        return sum(part.minutes for part in self.parts if part.kind == kind)


def asked_of(enrolment: Enrolment, record: Record) -> list[AskedOf]:
    """What the programme's frozen rule asks of practice; nothing while no rule is frozen."""
    version = enrolment.cohort.programme.rule_version
    if version is None:
        return []
    return [
        AskedOf(
            said=sentence_of(line, catalogue(), language()),
            have=min(cast("int", line.facts["have"]), cast("int", line.facts["needed"])),
            needed=cast("int", line.facts["needed"]),
            met=line.met,
        )
        for line in judge(frozen_rule(version), record).judged
        if isinstance(line.requirement, FieldPractice)
    ]


def weeks_of(rows: Sequence[tuple[date, FieldEntryKind, int]]) -> list[Week]:
    """The last weeks up to the last one with practice, empty ones too, ready to be drawn."""
    minutes: dict[date, dict[FieldEntryKind, int]] = defaultdict(dict)
    for day, kind, amount in rows:
        of_week = minutes[day - timedelta(days=day.weekday())]
        of_week[kind] = of_week.get(kind, 0) + amount
    if not minutes:
        return []
    last = max(minutes)
    first = max(min(minutes), last - timedelta(weeks=MOST_WEEKS - 1))
    count = (last - first).days // 7 + 1
    begins = [first + timedelta(weeks=number) for number in range(count)]
    most = max(sum(minutes[week].values()) for week in begins)
    return [Week(week, _parts(minutes[week], most)) for week in begins]


def _parts(minutes: Mapping[FieldEntryKind, int], most: int) -> list[Part]:
    """Pieces of a column from its foot upwards, in the order of the kinds."""
    parts: list[Part] = []
    foot = 0.0
    for kind in FieldEntryKind:
        if kind in minutes:
            height = TOP * minutes[kind] / most
            foot += height
            parts.append(Part(kind, minutes[kind], round(-foot, 1), round(height, 1)))
    return parts
