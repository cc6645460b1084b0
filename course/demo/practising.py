"""What happens in taught days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from course.actions.meetings import (
    MeetingFacts,
    cancel_meeting,
    plan_meeting,
    record_attendance,
)
from course.demo.cast import TRAINERS, Somebody
from course.demo.stage import Stage
from course.queries.meetings import Presence, seen_of
from course.terms import MeetingKind

WORKSHOP_MINUTES = 360
SUPERVISION_MINUTES = 120
DAYS_TO_CONFIRM = 3


@dataclass(frozen=True, slots=True)
class Workshop:
    """A taught Saturday; minutes present of whoever was not there all the time.

    `makes_up_for` is the code of the workshop that those who come had missed.
    """

    code: str
    title: str
    place: str
    day: int
    shorter: Mapping[Somebody, int]
    makes_up_for: str | None = None


def plan_workshop(
    stage: Stage, cohort: str, workshop: Workshop, *, planned: int, came: Iterable[Somebody]
) -> None:
    """Plan a workshop, and record who came when its day is over; nothing of a day to come."""
    day = stage.days.saturday(workshop.day)
    trainer = TRAINERS[cohort].key

    def plan(at: datetime) -> None:
        facts = MeetingFacts(
            kind=MeetingKind.WORKSHOP,
            code=workshop.code,
            title=workshop.title,
            place=workshop.place,
            starts_at=stage.days.at(day, "09:00"),
            minutes=WORKSHOP_MINUTES,
            makes_up_for=stage.meetings.get((cohort, workshop.makes_up_for or "")),
        )
        _plan_meeting(stage, cohort, facts, at)

    def record(at: datetime) -> None:
        presences = {
            stage.places[one.key].id: Presence.of_minutes(
                workshop.shorter.get(one, WORKSHOP_MINUTES), whole=WORKSHOP_MINUTES
            )
            for one in came
        }
        meeting, by = stage.meetings[cohort, workshop.code], stage.people[trainer]
        record_attendance(stage.session, meeting, presences, seen=seen_of([]), by=by, at=at)

    stage.plan(planned, "13:00", plan)
    if day < 0:
        stage.plan(day, "16:10", record)


def plan_cancelled_supervision(
    stage: Stage, cohort: str, *, planned: int, day: int, cancelled: int
) -> None:
    """A supervision that did not take place, and why."""

    def plan(at: datetime) -> None:
        facts = MeetingFacts(
            kind=MeetingKind.SUPERVISION,
            code="S1",
            title="Superwizja po pierwszych rozmowach",
            place="Dom kultury, sala lustrzana",
            starts_at=stage.days.at(stage.days.workday(day), "17:00"),
            minutes=SUPERVISION_MINUTES,
        )
        _plan_meeting(stage, cohort, facts, at)

    def cancel(at: datetime) -> None:
        meeting, by = stage.meetings[cohort, "S1"], stage.people[TRAINERS[cohort].key]
        reason = "Dom kultury jest zamknięty z powodu awarii. Nowy termin podamy na zajęciach."
        cancel_meeting(stage.session, meeting, reason=reason, by=by, at=at)

    stage.plan(planned, "13:05", plan)
    stage.plan(cancelled, "09:10", cancel)


def _plan_meeting(stage: Stage, cohort: str, facts: MeetingFacts, at: datetime) -> None:
    by = stage.people[TRAINERS[cohort].key]
    meeting = plan_meeting(stage.session, stage.cohorts[cohort], facts, by=by, at=at)
    stage.meetings[cohort, facts.code] = meeting
