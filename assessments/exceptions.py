"""What approved exceptions change in a record: prior learning, and what was kept on paper.

An adjustment (longer time, an interpreter) changes how somebody shows what they can, never what
has to be shown: it changes no record. More exceptions never take away what was met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assessments.requirements import AssignmentsPassed, Rule

if TYPE_CHECKING:
    from assessments.qualification import Record

ASSIGNMENT = "assignment:"
WORKSHOP = "workshop:"

PAPER_AMOUNTS: Mapping[str, tuple[str, ...]] = {
    "field_minutes": ("confirmed_minutes",),
    "conversations": ("conversations",),
    "one_to_ones": ("one_to_ones", "conversations"),  # as in the journal
    "seldom_heard": ("seldom_heard",),
    "group_meetings": ("group_meetings",),
    "actions": ("actions",),
    "institution_talks": ("institution_talks",),
    "observations": ("observations",),
    "review_talks": ("review_talks",),
    "supervisions": ("supervisions",),
    "journal_entries": ("journal_entries",),
    "self_assessments": ("self_assessments",),
}
"""What paper may tell, beside workshops: the amount of a rule, and what of a record it adds to."""


class Adjustment(StrEnum):
    """How the way of showing a competence was adjusted; the criteria stay the same."""

    LONGER_TIME = "longer_time"
    SPOKEN = "spoken"
    PAPER_FORM = "paper_form"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Excepted:
    """An approved exception: which part of a rule, and how much (minutes, or how many)."""

    id: int
    requirement: str
    amount: int = 1


def amended(rule: Rule, record: Record) -> Record:
    """The record with its approved exceptions; they count once, and within the rule's limits."""
    if not record.exceptions:
        return record
    replaced = {
        slug
        for requirement in rule.requirements
        if isinstance(requirement, AssignmentsPassed)
        for slug in _replaced(requirement, record)
    }
    workshops = _workshops(record)
    whole = replace(
        record,
        assignments_passed=record.assignments_passed | replaced,
        workshops_attended=record.workshops_attended | workshops.keys(),
        workshop_minutes=record.workshop_minutes
        + sum(max(0, told - record.minutes_at.get(code, 0)) for code, told in workshops.items()),
    )
    for one in record.exceptions:
        for name in PAPER_AMOUNTS.get(one.requirement, ()):
            whole = replace(whole, **{name: getattr(whole, name) + one.amount})
    return whole


def may_replace(requirement: AssignmentsPassed, slug: str) -> bool:
    """Whether the rule lets prior learning stand for this assignment at all."""
    limit = requirement.prior_learning
    return limit is not None and slug in requirement.assignments and slug not in limit.never


def replaceable(rule: Rule) -> Iterator[tuple[str, int]]:
    """Assignments that prior learning may stand for, each with how many of them at most."""
    for requirement in rule.requirements:
        if isinstance(requirement, AssignmentsPassed) and requirement.prior_learning:
            for slug in requirement.assignments:
                if may_replace(requirement, slug):
                    yield slug, requirement.prior_learning.at_most


def _replaced(requirement: AssignmentsPassed, record: Record) -> list[str]:
    """The first ones, as many as the rule lets; what was passed since takes no place of them."""
    named = dict.fromkeys(
        one.requirement.removeprefix(ASSIGNMENT)
        for one in record.exceptions
        if one.requirement.startswith(ASSIGNMENT)
    )
    open_ones = [
        slug
        for slug in named
        if may_replace(requirement, slug) and slug not in record.assignments_passed
    ]
    limit = requirement.prior_learning
    return open_ones[: limit.at_most] if limit else []


def _workshops(record: Record) -> dict[str, int]:
    """Minutes on paper of each workshop; told twice, the longer one."""
    told: dict[str, int] = {}
    for one in record.exceptions:
        if one.requirement.startswith(WORKSHOP):
            code = one.requirement.removeprefix(WORKSHOP)
            told[code] = max(told.get(code, 0), one.amount)
    return told
