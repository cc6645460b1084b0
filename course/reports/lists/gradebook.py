"""Results: what each person reached at each quiz and assignment that the frozen rule asks for.

Numbers and outcomes alone: what trainers wrote is between them and the trainee.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlalchemy.orm import Session

from assessments.qualification import Judged, judge
from assessments.requirements import AssignmentsPassed, QuizzesPassed
from course.language import Voice
from course.permissions import Permission
from course.queries.lists.places import ListedPlace, count_places, listed_places
from course.queries.lists.results import (
    QuizReached,
    WorkReached,
    quizzes_reached,
    works_reached,
)
from course.queries.records import records_of
from course.queries.rules import frozen_rule
from course.reports.lists.asked import Filter
from course.reports.lists.cells import Cell, CellKind, Column, Line, Spoken
from course.reports.lists.conditions import PLACE_STATES, of_place
from course.reports.lists.listing import Listing, Looking
from course.sentences import N_
from course.terms import ListKind


class WorkOutcome(StrEnum):
    """How a quiz or an assignment stands for one person."""

    PASSED = "passed"
    RECOGNISED = "recognised"  # by an approved exception
    WAITS = "waits"
    RETURNED = "returned"
    BELOW = "below"


OUTCOME_TEXTS: Mapping[WorkOutcome, str] = {
    WorkOutcome.PASSED: N_("passed"),
    WorkOutcome.RECOGNISED: N_("recognised"),
    WorkOutcome.WAITS: N_("waits for marking"),
    WorkOutcome.RETURNED: N_("to be corrected"),
    WorkOutcome.BELOW: N_("below the threshold"),
}
LEFT = (WorkOutcome.WAITS, WorkOutcome.RETURNED, WorkOutcome.BELOW)
"""What is told once more at the end of a line, where a sheet of paper has room for it."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Points or percent at one work, and how it stands; nothing where it was not tried."""

    amount: Decimal | int | None = None
    most: int | None = None
    outcome: WorkOutcome | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What one person reached, by the slug of the work, in the order of the rule."""

    place: ListedPlace
    quizzes: Mapping[str, Reached]
    assignments: Mapping[str, Reached]

    def left(self, outcome: WorkOutcome) -> Sequence[str]:
        """The works that stand so."""
        return [
            slug
            for works in (self.quizzes, self.assignments)
            for slug, one in works.items()
            if one.outcome is outcome
        ]


def results_of(session: Session, looking: Looking) -> Iterator[Results]:
    """Everybody who is asked for, by name; nobody while no rule is frozen."""
    version = looking.programme.rule_version
    if version is None:
        return
    rule = frozen_rule(version)
    asked = of_place(looking.asked)
    for piece in listed_places(
        session, looking.by, looking.programme.id, *asked, skip=looking.skip
    ):
        ids = [place.enrolment_id for place in piece]
        quizzes, works = quizzes_reached(session, ids), works_reached(session, ids)
        records = records_of(session, ids)
        for place in piece:
            lines = judge(rule, records[place.enrolment_id]).judged
            yield Results(
                place,
                {
                    slug: _quiz(line, quizzes[place.enrolment_id].get(slug))
                    for line in lines
                    if line.code.startswith("quiz_") and (slug := str(line.facts["quiz"]))
                },
                {
                    slug: _work(line, works[place.enrolment_id].get(slug))
                    for line in lines
                    if line.code.startswith("assignment_")
                    and (slug := str(line.facts["assignment"]))
                },
            )


def _columns(_session: Session, looking: Looking) -> tuple[Column, ...]:
    quizzes, assignments = works_asked(looking)
    say = looking.speaking.say
    found = [Column("name", N_("Person"), 22), Column("cohort", N_("Cohort"), 16)]
    for slug in quizzes:
        label = slug.upper()
        found += (
            Column(f"{slug}_percent", f"{label}, %", 6, CellKind.NUMBER),
            Column(f"{slug}_outcome", label, 18, on_paper=False),
        )
    for slug in assignments:
        label = slug.upper()
        points, most = say("%(work)s, points", work=label), say("%(work)s, of", work=label)
        found += (
            Column(f"{slug}_points", points, 6, CellKind.NUMBER),
            Column(f"{slug}_most", most, 6, CellKind.NUMBER, on_paper=False),
            Column(f"{slug}_outcome", label, 18, on_paper=False),
        )
    return (
        *found,
        *(Column(outcome.value, say(OUTCOME_TEXTS[outcome]).capitalize(), 16) for outcome in LEFT),
    )


def _rows(session: Session, looking: Looking) -> Iterator[Line]:
    speaking = looking.speaking
    for one in results_of(session, looking):
        cells: list[Cell] = [one.place.name, one.place.cohort]
        for quiz in one.quizzes.values():
            cells += (quiz.amount, _said(quiz.outcome, speaking))
        for work in one.assignments.values():
            cells += (work.amount, work.most, _said(work.outcome, speaking))
        for outcome in LEFT:
            cells.append(", ".join(slug.upper() for slug in one.left(outcome)) or None)
        yield Line(one.place.enrolment_id, tuple(cells))


def _count(session: Session, looking: Looking) -> int:
    if looking.programme.rule_version is None:
        return 0
    return count_places(session, looking.by, looking.programme.id, *of_place(looking.asked))


GRADEBOOK = Listing(
    kind=ListKind.GRADEBOOK,
    heading=N_("Results"),
    purpose=N_("What each person reached at each quiz and assignment that the rule asks for."),
    file_name=N_("results"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=frozenset({Filter.WORDS, Filter.COHORT, Filter.CITY, Filter.STATE}),
    states=PLACE_STATES,
    columns=_columns,
    rows=_rows,
    count=_count,
)


def works_asked(looking: Looking) -> tuple[Sequence[str], Sequence[str]]:
    """Quizzes and assignments of the frozen rule, in its order."""
    version = looking.programme.rule_version
    asked = frozen_rule(version).requirements if version else ()
    return (
        [slug for one in asked if isinstance(one, QuizzesPassed) for slug in one.quizzes],
        [slug for one in asked if isinstance(one, AssignmentsPassed) for slug in one.assignments],
    )


def _quiz(line: Judged, reached: QuizReached | None) -> Reached:
    if line.met and line.excepted:
        return Reached(reached.percent if reached else None, outcome=WorkOutcome.RECOGNISED)
    if reached is None:
        return Reached()
    if line.met:
        return Reached(reached.percent, outcome=WorkOutcome.PASSED)
    return Reached(
        reached.percent, outcome=WorkOutcome.WAITS if reached.waits else WorkOutcome.BELOW
    )


def _work(line: Judged, reached: WorkReached | None) -> Reached:
    if line.met:
        outcome = WorkOutcome.RECOGNISED if line.excepted else WorkOutcome.PASSED
    elif reached is None:
        return Reached()
    else:
        outcome = WorkOutcome.WAITS if reached.waits else WorkOutcome.RETURNED
    if reached is None:
        return Reached(outcome=outcome)
    return Reached(reached.points, reached.max_points, outcome)


def _said(outcome: WorkOutcome | None, speaking: Voice) -> Spoken | None:
    if outcome is None:
        return None
    return Spoken(outcome.value, speaking.gettext(OUTCOME_TEXTS[outcome]))
