"""The panel: three are called, each marks unseen by the others, the chair says it together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from course.actions.panel_marks import (
    Conclusion,
    declare_no_conflict,
    enter_marks,
    record_panel,
    save_marks,
)
from course.actions.panels import Seat, call_panel
from course.demo.cast import IWONA, KATARZYNA, PANEL, ROMAN, SYLWIA, Somebody
from course.demo.stage import Stage
from course.models import Institution, Panel
from course.queries.panels import panel_asked, print_of
from course.terms import DecisionOutcome, PanelSeat

CAPACITIES = {
    ROMAN: (PanelSeat.TRAINER_OF_ANOTHER_COHORT, "trener edycji w Przemyślu"),
    SYLWIA: (PanelSeat.PRACTISING_ORGANISER, "organizatorka w Jaśle, prowadzi grupę od 2019 roku"),
    IWONA: (PanelSeat.INSTITUTION, "kierowniczka wydziału spraw społecznych"),
}
REPRESENTED = "Urząd Miasta Krosna"
PLACE = "Krosno, Biblioteka, sala na piętrze"


@dataclass(frozen=True, slots=True)
class Held:
    """The day on which a panel is called, and the one on which it meets."""

    called: int
    day: int


def plan_panel(stage: Stage, who: Somebody, name: str, held: Held) -> None:
    """Call a panel and let it judge; `name` is that of the sitting in what was written."""
    panels = _plan_call(stage, who, held)
    for number, member in enumerate(PANEL):
        _plan_marks(stage, panels, member, stage.means.works.sitting(name).marks[number], held)
    _plan_record(stage, panels, name, held)


def plan_waiting_panel(stage: Stage, who: Somebody, held: Held) -> None:
    """Call a panel whose members have come to different points: each has something to do."""
    panels = _plan_call(stage, who, held)
    marks = stage.means.works.sitting(who.pen_name).marks
    _plan_marks(stage, panels, SYLWIA, marks[PANEL.index(SYLWIA)], held)

    def begin(at: datetime) -> None:
        roman = stage.people[ROMAN.key]
        declare_no_conflict(stage.session, panels[0], by=roman, at=at)
        levels = _levels(stage, panels[0], marks[PANEL.index(ROMAN)][:3])
        seen = _seen(stage, panels[0], ROMAN)
        save_marks(stage.session, panels[0], levels=levels, comment="", seen=seen, by=roman)

    stage.plan_office(held.day, "17:40", begin)


def _plan_call(stage: Stage, who: Somebody, held: Held) -> list[Panel]:
    called: list[Panel] = []

    def call(at: datetime) -> None:
        place = stage.places[who.key]
        panel = call_panel(
            stage.session,
            place,
            panel_asked(stage.session, place.cohort.programme),
            [_seat(stage, member) for member in PANEL],
            held_on=stage.days.day(stage.days.workday(held.day)),
            place=PLACE,
            by=stage.people[KATARZYNA.key],
            at=at,
        )
        called.append(panel)

    stage.plan_office(held.called, "15:40", call)
    return called


def _seat(stage: Stage, member: Somebody) -> Seat:
    seat, capacity = CAPACITIES[member]
    represented = select(Institution.id).where(Institution.name == REPRESENTED)
    return Seat(
        seat=seat,
        person_id=stage.people[member.key].id,
        capacity=capacity,
        institution_id=stage.session.scalar(represented) if member is IWONA else None,
        chairs=member is ROMAN,
    )


def _plan_marks(
    stage: Stage, panels: list[Panel], member: Somebody, marks: Sequence[int], held: Held
) -> None:
    """A member declares that no conflict is known, and hands in what they marked."""

    def declare(at: datetime) -> None:
        declare_no_conflict(stage.session, panels[0], by=stage.people[member.key], at=at)

    def enter(at: datetime) -> None:
        asked = panel_asked(stage.session, panels[0].enrolment.cohort.programme)
        enter_marks(
            stage.session,
            panels[0],
            asked.rubric,
            levels=_levels(stage, panels[0], marks),
            comment="",
            seen=_seen(stage, panels[0], member),
            by=stage.people[member.key],
            at=at,
        )

    stage.plan_office(held.day, f"17:0{PANEL.index(member)}", declare)
    stage.plan_office(held.day, f"17:3{PANEL.index(member)}", enter)


def _plan_record(stage: Stage, panels: list[Panel], name: str, held: Held) -> None:
    """The chair enters what the three said together."""

    def record(at: datetime) -> None:
        asked = panel_asked(stage.session, panels[0].enrolment.cohort.programme)
        written = stage.means.works.sitting(name)
        supplement = written.to_supplement
        said = Conclusion(
            levels=_levels(stage, panels[0], written.together),
            statement=written.statement,
            outcome=DecisionOutcome.SUPPLEMENT if supplement else DecisionOutcome.AWARDED,
            to_supplement=supplement,
        )
        roman = stage.people[ROMAN.key]
        record_panel(stage.session, panels[0], asked.rubric, said, by=roman, at=at)

    stage.plan_office(held.day, "17:50", record)


def _levels(stage: Stage, panel: Panel, written: Sequence[int]) -> dict[str, int]:
    """Levels of the first criteria, in their order."""
    rubric = panel_asked(stage.session, panel.enrolment.cohort.programme).rubric
    return {one.id: level for one, level in zip(rubric.criteria, written, strict=False)}


def _seen(stage: Stage, panel: Panel, member: Somebody) -> str:
    person = stage.people[member.key]
    return print_of(next(one for one in panel.members if one.person_id == person.id))
