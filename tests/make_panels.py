"""Panels, their members, and the rule that asks for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session, joinedload

from assessments.definitions import Rubric
from assessments.requirements import Enrolled, PanelHeld
from course.actions.appeals import decide_appeal, lodge_appeal
from course.actions.decisions import approve_refusal, propose_refusal
from course.actions.panel_marks import Conclusion, declare_no_conflict, enter_marks, record_panel
from course.actions.panels import Seat, call_panel
from course.models import Appeal, Cohort, Decision, Enrolment, Panel, PanelMember, Person, Programme
from course.queries.panels import panel_now, print_of
from course.terms import AppealOutcome, DecisionOutcome, PanelSeat, Role
from tests.authored import make_rubric
from tests.make import (
    MONDAY,
    add,
    make_cohort,
    make_grant,
    make_institution,
    make_person,
    make_trainer,
    make_version,
)
from tests.make_certificates import ENDED_ON, SHORT_RULE, end, make_frozen
from tests.people import Cast

HELD_ON = ENDED_ON + timedelta(days=2)
_numbers = count(1)
SEATS = tuple(PanelSeat)
PANEL_RULE = replace(
    SHORT_RULE,
    slug="with-panel",
    requirements=(Enrolled(consents=()), PanelHeld(members=SEATS, rubric=make_rubric())),
)
"""The short rule, with three people in the place of one validator."""

ASKED = PANEL_RULE.requirements[-1]
PASSING = {f"c{number}": 2 for number in range(1, 6)}
FAILING = {**PASSING, "c1": 1}
STATEMENT = "Słucha, pyta i potrafi powiedzieć, czego nie usłyszała."


@dataclass(frozen=True, slots=True)
class Three:
    """Who may judge Ana: a trainer of another cohort, a practising organiser, an institution."""

    olga: Person
    piotr: Person
    inga: Person
    institution_id: int

    @property
    def people(self) -> list[Person]:
        """Olga chairs."""
        return [self.olga, self.piotr, self.inga]


def asked() -> PanelHeld:
    """What the rule asks of a panel."""
    assert isinstance(ASKED, PanelHeld)
    return ASKED


def rubric() -> Rubric:
    return asked().rubric


def make_three(session: Session, cast: Cast) -> Three:
    """Three with the validator's grant in the cast's programme."""
    olga = make_trainer(session, make_cohort(session, cast.programme), "Olga Mazur")
    piotr, inga = make_person(session, "Piotr Lis"), make_person(session, "Inga Bąk")
    for person in (olga, piotr, inga):
        make_grant(session, person, Role.VALIDATOR, cast.programme)
    return Three(olga, piotr, inga, make_institution(session).id)


def make_judged(session: Session, enrolment: Enrolment) -> Enrolment:
    """A place that has ended under a rule with a panel; cohort, programme and person loaded."""
    place = session.get_one(
        Enrolment,
        enrolment.id,
        options=[
            joinedload(Enrolment.person),
            joinedload(Enrolment.cohort).joinedload(Cohort.programme),
        ],
        populate_existing=True,
    )
    if place.cohort.programme.rule_digest is None:
        make_frozen(session, place.cohort.programme, PANEL_RULE)
    return end(session, place)


def seats_for(people: Sequence[Person], institution_id: int | None = None) -> list[Seat]:
    """The seats of the rule, filled in order; the first one chairs."""
    return [
        Seat(
            seat=seat,
            person_id=person.id,
            capacity=f"w roli {place}",
            institution_id=institution_id if seat is PanelSeat.INSTITUTION else None,
            chairs=place == 1,
        )
        for place, (seat, person) in enumerate(zip(SEATS, people, strict=True), start=1)
    ]


def make_panel(session: Session, cast: Cast, three: Three, **columns: Any) -> Panel:
    """A panel about Ana that Carla called for the Sunday after the end."""
    details: dict[str, Any] = {
        "held_on": HELD_ON,
        "place": "Krosno, Rynek 5",
        "by": cast.carla,
        "at": MONDAY,
    }
    return call_panel(
        session,
        make_judged(session, cast.enrolment),
        asked(),
        seats_for(three.people, three.institution_id),
        **(details | columns),
    )


def member_of(panel: Panel, person: Person) -> PanelMember:
    return next(member for member in panel.members if member.person_id == person.id)


def enter(
    session: Session,
    panel: Panel,
    person: Person,
    levels: Mapping[str, int] = PASSING,
    comment: str = "",
    at: datetime = MONDAY,
) -> None:
    """A member declares and hands in."""
    declare_no_conflict(session, panel, by=person, at=at)
    seen = print_of(member_of(panel_now(session, panel.id), person))
    enter_marks(
        session, panel, rubric(), levels=levels, comment=comment, seen=seen, by=person, at=at
    )


def conclude(
    session: Session,
    panel: Panel,
    by: Person,
    outcome: DecisionOutcome = DecisionOutcome.AWARDED,
    at: datetime = MONDAY,
) -> Panel:
    """The chair enters what follows from levels that agree with it."""
    levels = PASSING if outcome is DecisionOutcome.AWARDED else FAILING
    said = Conclusion(
        levels=levels,
        statement=STATEMENT,
        outcome=outcome,
        to_supplement="Mapa sił." if outcome is DecisionOutcome.SUPPLEMENT else "",
    )
    return record_panel(session, panel, rubric(), said, by=by, at=at)


def make_concluded(
    session: Session,
    cast: Cast,
    three: Three,
    outcome: DecisionOutcome = DecisionOutcome.AWARDED,
) -> Panel:
    """Called, marked by all three, and recorded."""
    panel = make_panel(session, cast, three)
    for person in three.people:
        enter(session, panel, person)
    return conclude(session, panel, three.olga, outcome)


def make_refused(session: Session, cast: Cast, three: Three) -> Decision:
    """What a panel did not award, decided by the two coordinators on Monday."""
    make_concluded(session, cast, three, DecisionOutcome.NOT_AWARDED)
    place = make_judged(session, cast.enrolment)
    decision = propose_refusal(session, place, by=cast.carla, at=MONDAY)
    approve_refusal(session, decision, by=cast.cyryl, at=MONDAY)
    return decision


def make_appeal(session: Session, decision: Decision, by: Person, at: datetime = MONDAY) -> Appeal:
    return lodge_appeal(session, decision, reasons="Nie pytano o negocjacje.", by=by, at=at)


def decide(
    session: Session, appeal: Appeal, by: Person, outcome: AppealOutcome, at: datetime = MONDAY
) -> None:
    decide_appeal(session, appeal, outcome=outcome, statement="Pytano.", by=by, at=at)


def make_recorded_panel(
    session: Session,
    enrolment: Enrolment,
    people: Sequence[Person],
    *,
    held_on: date,
    recorded_at: datetime,
) -> Panel:
    """The bare rows of a panel that awarded, whoever sat on it."""
    panel = Panel(
        enrolment_id=enrolment.id,
        sitting=1,
        held_on=held_on,
        place="Krosno",
        called_by_id=people[0].id,
        called_at=recorded_at,
        outcome=DecisionOutcome.AWARDED,
        joint_levels=PASSING,
        joint_statement=STATEMENT,
        protocol_number=f"K/T/{next(_numbers)}",
        recorded_by_id=people[0].id,
        recorded_at=recorded_at,
    )
    add(session, panel)
    for place, (seat, person) in enumerate(zip(SEATS, people, strict=True)):
        member = PanelMember(
            panel_id=panel.id, person_id=person.id, seat=seat, capacity="", chairs=not place
        )
        add(session, member)
    return panel


def ask_for_panels(session: Session, programme: Programme) -> None:
    """Let a programme ask for a panel as well, whatever was decided under its rule before."""
    rule = replace(PANEL_RULE, requirements=(*SHORT_RULE.requirements, asked()))
    programme.rule_digest = make_version(session, rule).digest
    session.flush()


def make_bare_panel(
    session: Session,
    enrolment: Enrolment,
    chair: Person,
    by: Person,
    *,
    entered_at: datetime | None = None,
) -> Panel:
    """The bare rows of a panel that is still to be held, or to conclude, of one member."""
    panel = Panel(
        enrolment_id=enrolment.id,
        sitting=1,
        held_on=MONDAY.date(),
        place="Krosno",
        called_by_id=by.id,
        called_at=MONDAY,
    )
    add(session, panel)
    member = PanelMember(
        panel_id=panel.id, person_id=chair.id, seat=SEATS[0], capacity="", chairs=True
    )
    member.declared_at = member.entered_at = entered_at
    add(session, member)
    return panel


def make_bare_appeal(session: Session, decision_id: int, by: Person) -> Appeal:
    """The bare row of an appeal, whatever was decided."""
    appeal = Appeal(
        decision_id=decision_id, lodged_by_id=by.id, lodged_at=MONDAY, reasons="Nie pytano."
    )
    return add(session, appeal)
