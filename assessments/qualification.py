"""Who qualifies: a named rule and a person's record → each requirement met or missing, and why.

More in the record never takes away what was met.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import assert_never

from assessments.exceptions import Excepted, amended
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Enrolled,
    FieldPractice,
    PanelHeld,
    Portfolio,
    QuizzesPassed,
    Requirement,
    Rule,
    Support,
    Workshops,
)

PASSED = ("passed", "passed_by_appeal")
ASSESSMENT_OUTCOMES = (*PASSED, "not_passed")
PANEL_OUTCOMES = (*PASSED, "supplement", "not_passed")

AMOUNTS = (
    "field_minutes",
    "conversations",
    "one_to_ones",
    "seldom_heard",
    "channels",
    "group_meetings",
    "actions",
    "institution_talks",
    "observations",
    "workshop_minutes",
    "workshops",
    "review_talks",
    "supervisions",
    "journal_entries",
    "self_assessments",
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
    "second_marking_made",
    "second_marking_missing",
    "workshop_attended",
    "workshop_missed",
    *(f"assessment_{state}" for state in (*ASSESSMENT_OUTCOMES, "waiting")),
    "competence_confirmed",
    "competence_open",
    *(f"panel_{state}" for state in (*PANEL_OUTCOMES, "waiting")),
)
"""Every code of a line, so that the floor of languages can prove that each has its sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one person did in one enrolment.

    Exceptions are the approved ones, the oldest first: `judge` adds them to what the service saw.
    """

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
    group_meetings: int = 0
    actions: int = 0
    institution_talks: int = 0
    observations: int = 0
    review_talks: int = 0
    supervisions: int = 0
    journal_entries: int = 0
    self_assessments: int = 0
    panel: str | None = None  # one of PANEL_OUTCOMES
    double_marked: frozenset[str] = frozenset()  # passed, with a second marking by somebody else
    minutes_at: Mapping[str, int] = field(default_factory=dict)  # of the workshops, by their code
    exceptions: tuple[Excepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of the checklist: a thing that a requirement asks, and how it stands.

    Excepted: it would stand otherwise but for approved exceptions.
    """

    requirement: Requirement
    met: bool
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    excepted: bool = False


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
    """Judge each requirement; one with several parts gives a line for each part.

    Approved exceptions count, and a line that stands as it does because of them says so.
    """
    seen = _judged(rule, record)
    if not record.exceptions:
        return Qualification(seen)
    whole = _judged(rule, amended(rule, record))
    return Qualification(
        tuple(
            replace(line, excepted=line != before) for before, line in zip(seen, whole, strict=True)
        )
    )


def _judged(rule: Rule, record: Record) -> tuple[Judged, ...]:
    return tuple(
        Judged(requirement, met, code, facts)
        for requirement in rule.requirements
        for met, code, facts in _lines(requirement, record)
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
            for assignment in requirement.double_marked:
                made = assignment in record.double_marked
                code = "second_marking_made" if made else "second_marking_missing"
                yield made, code, {"assignment": assignment}
        case FieldPractice():
            yield from _practice_lines(requirement, record)
        case Workshops():
            yield from _workshop_lines(requirement, record)
        case _:
            yield from _lines_of_the_end(requirement, record)


def _lines_of_the_end(
    requirement: Support | Competences | Portfolio | Assessed | PanelHeld, record: Record
) -> Iterator[_Line]:
    """What comes together towards the decision."""
    match requirement:
        case Support():
            yield from _amount("review_talks", record.review_talks, requirement.review_talks)
            yield from _amount("supervisions", record.supervisions, requirement.supervisions)
        case Competences():
            for competence, assignments in requirement.confirmed_by.items():
                yield _competence_line(competence, assignments, record)
        case Portfolio():
            entries, own = requirement.journal_entries, requirement.self_assessments
            yield from _amount("journal_entries", record.journal_entries, entries)
            yield from _amount("self_assessments", record.self_assessments, own)
        case PanelHeld():
            state = record.panel if record.panel in PANEL_OUTCOMES else "waiting"
            yield state in PASSED, f"panel_{state}", {"members": len(requirement.members)}
        case Assessed():
            state = record.assessment if record.assessment in ASSESSMENT_OUTCOMES else "waiting"
            yield state in PASSED, f"assessment_{state}", {}
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


def _competence_line(competence: str, assignments: tuple[str, ...], record: Record) -> _Line:
    have = len(record.assignments_passed.intersection(assignments))
    facts = {"competence": competence, "have": have, "needed": len(assignments)}
    met = have == len(assignments)
    return met, "competence_confirmed" if met else "competence_open", facts


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
    yield from _amount("observations", record.observations, asked.observations)


def _workshop_lines(asked: Workshops, record: Record) -> Iterator[_Line]:
    yield from _amount("workshop_minutes", record.workshop_minutes, asked.minutes)
    yield from _amount("workshops", len(record.workshops_attended), asked.count)
    for workshop in asked.compulsory:
        met = workshop in record.workshops_attended
        yield met, "workshop_attended" if met else "workshop_missed", {"workshop": workshop}


def _amount(
    name: str, have: int, needed: int | None, more: Mapping[str, object] | None = None
) -> Iterator[_Line]:
    """One line where something is asked for; nothing, or 0, asks for nothing."""
    if not needed:
        return
    met = have >= needed
    facts = {"have": have, "needed": needed, **(more or {})}
    yield met, f"{name}_{'reached' if met else 'short'}", facts
