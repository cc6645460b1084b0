"""Who qualifies: a named rule and a person's record → each requirement met or missing, and why.

More in the record never takes away what was met. What the record cannot tell is missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, assert_never

from assessments.certificate import CertificateText
from content.languages import Text

ASSESSMENT_OUTCOMES = ("passed", "not_passed")

AMOUNTS = (
    "field_minutes",
    "conversations",
    "one_to_ones",
    "seldom_heard",
    "channels",
    "group_meetings",
    "actions",
    "institution_talks",
    "workshop_minutes",
    "workshops",
)

QUALIFICATION_CODES = (
    "admitted",
    "not_admitted",
    "consent_given",
    "consent_missing",
    "quiz_passed",
    "quiz_below",
    "quiz_not_taken",
    "assignment_passed",
    "assignment_waiting",
    "assignment_not_passed",
    *(f"{amount}_{state}" for amount in AMOUNTS for state in ("reached", "short")),
    # what a record may not tell yet
    "group_meetings_untold",
    "actions_untold",
    "institution_talks_untold",
    "workshop_attended",
    "workshop_missed",
    "assessment_passed",
    "assessment_not_passed",
    "assessment_waiting",
)
"""Every code of a line, so that the floor of languages can prove that each has its sentence."""


class RequirementKind(StrEnum):
    """What a rule may ask for."""

    ENROLLED = "enrolled"
    QUIZZES = "quizzes"
    ASSIGNMENTS = "assignments"
    FIELD_PRACTICE = "field_practice"
    WORKSHOPS = "workshops"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Admitted, with these consents given and not withdrawn."""

    kind: ClassVar = RequirementKind.ENROLLED
    consents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizzesPassed:
    """The best attempt at each quiz reaches the percentage."""

    kind: ClassVar = RequirementKind.QUIZZES
    quizzes: tuple[str, ...]
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentsPassed:
    """Each assignment has a released marking with the outcome "pass"."""

    kind: ClassVar = RequirementKind.ASSIGNMENTS
    assignments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPractice:
    """Confirmed practice; what is None is not asked for."""

    kind: ClassVar = RequirementKind.FIELD_PRACTICE
    minutes: int | None = None
    conversations: int | None = None
    one_to_ones: int | None = None
    seldom_heard: int | None = None
    channels: int | None = None
    group_meetings: int | None = None
    actions: int | None = None
    institution_talks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshops:
    """Minutes present in all, workshops that may not be missed, and how many attended."""

    kind: ClassVar = RequirementKind.WORKSHOPS
    minutes: int | None = None
    compulsory: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The validator's assessment ended with "passed"."""

    kind: ClassVar = RequirementKind.ASSESSMENT


Requirement = Enrolled | QuizzesPassed | AssignmentsPassed | FieldPractice | Workshops | Assessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named set of requirements, and what its certificate says; a programme freezes one."""

    slug: str
    title: Text
    requirements: tuple[Requirement, ...]
    certificate: CertificateText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one person did in one enrolment; None is what the service cannot tell yet."""

    admitted: bool
    consents: frozenset[str]
    quiz_percents: Mapping[str, Decimal]
    assignments_passed: frozenset[str]
    assignments_waiting: frozenset[str]
    confirmed_minutes: int
    claimed_minutes: int
    conversations: int
    one_to_ones: int
    seldom_heard: int
    channels: frozenset[str]
    workshop_minutes: int
    workshops_attended: frozenset[str]
    assessment: str | None
    group_meetings: int | None = None
    actions: int | None = None
    institution_talks: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of the checklist: a thing that a requirement asks, and how it stands."""

    requirement: Requirement
    met: bool
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Qualification:
    """Every line, in the order of the rule."""

    judged: tuple[Judged, ...]

    @property
    def met(self) -> bool:
        """Nothing is missing; a rule that asks for nothing qualifies nobody."""
        return bool(self.judged) and not self.missing

    @property
    def missing(self) -> tuple[Judged, ...]:
        """What stands in the way."""
        return tuple(judged for judged in self.judged if not judged.met)


def judge(rule: Rule, record: Record) -> Qualification:
    """Judge each requirement; one with several parts gives a line for each part."""
    return Qualification(
        tuple(
            Judged(requirement, met, code, facts)
            for requirement in rule.requirements
            for met, code, facts in _lines(requirement, record)
        )
    )


_Line = tuple[bool, str, Mapping[str, object]]


def _lines(requirement: Requirement, record: Record) -> Iterator[_Line]:
    match requirement:
        case Enrolled():
            yield record.admitted, "admitted" if record.admitted else "not_admitted", {}
            for consent in requirement.consents:
                given = consent in record.consents
                yield given, "consent_given" if given else "consent_missing", {"consent": consent}
        case QuizzesPassed():
            for quiz in requirement.quizzes:
                yield _quiz_line(quiz, record.quiz_percents.get(quiz), requirement.percent)
        case AssignmentsPassed():
            for assignment in requirement.assignments:
                yield _assignment_line(assignment, record)
        case FieldPractice():
            yield from _practice_lines(requirement, record)
        case Workshops():
            yield from _workshop_lines(requirement, record)
        case Assessed():
            state = record.assessment if record.assessment in ASSESSMENT_OUTCOMES else "waiting"
            yield state == "passed", f"assessment_{state}", {}
        case _:
            assert_never(requirement)


def _quiz_line(quiz: str, best: Decimal | None, percent: int) -> _Line:
    if best is None:
        return False, "quiz_not_taken", {"quiz": quiz, "needed": percent}
    met = best >= percent
    facts = {"quiz": quiz, "have": best, "needed": percent}
    return met, "quiz_passed" if met else "quiz_below", facts


def _assignment_line(assignment: str, record: Record) -> _Line:
    facts = {"assignment": assignment}
    if assignment in record.assignments_passed:
        return True, "assignment_passed", facts
    waiting = assignment in record.assignments_waiting
    return False, "assignment_waiting" if waiting else "assignment_not_passed", facts


def _practice_lines(asked: FieldPractice, record: Record) -> Iterator[_Line]:
    claimed = {"claimed": record.claimed_minutes}
    yield from _amount("field_minutes", record.confirmed_minutes, asked.minutes, claimed)
    yield from _amount("conversations", record.conversations, asked.conversations)
    yield from _amount("one_to_ones", record.one_to_ones, asked.one_to_ones)
    yield from _amount("seldom_heard", record.seldom_heard, asked.seldom_heard)
    yield from _amount("channels", len(record.channels), asked.channels)
    yield from _amount("group_meetings", record.group_meetings, asked.group_meetings)
    yield from _amount("actions", record.actions, asked.actions)
    yield from _amount("institution_talks", record.institution_talks, asked.institution_talks)


def _workshop_lines(asked: Workshops, record: Record) -> Iterator[_Line]:
    yield from _amount("workshop_minutes", record.workshop_minutes, asked.minutes)
    yield from _amount("workshops", len(record.workshops_attended), asked.count)
    for workshop in asked.compulsory:
        met = workshop in record.workshops_attended
        yield met, "workshop_attended" if met else "workshop_missed", {"workshop": workshop}


def _amount(
    name: str, have: int | None, needed: int | None, more: Mapping[str, object] | None = None
) -> Iterator[_Line]:
    """One line where something is asked for; nothing, or 0, asks for nothing."""
    if not needed:
        return
    facts = {"have": have, "needed": needed, **(more or {})}
    if have is None:
        yield False, f"{name}_untold", facts
    else:
        met = have >= needed
        yield met, f"{name}_{'reached' if met else 'short'}", facts
