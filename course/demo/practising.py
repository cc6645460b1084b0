"""What happens away from the screen: taught days, and practice with a trainer's word on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from course.actions.fieldwork import claim_entry, confirm_entry, refuse_entry
from course.actions.meetings import plan_meeting, record_attendance
from course.clock import local_day
from course.demo.cast import TRAINERS, Somebody
from course.demo.stage import Deed, Stage
from course.demo.studying import trainer_of
from course.demo.works import Practice
from course.models import FieldEntry, Meeting
from course.terms import MeetingKind

WORKSHOP_MINUTES = 360
DAYS_TO_CONFIRM = 3


@dataclass(frozen=True, slots=True)
class Workshop:
    """A taught Saturday; minutes present of whoever was not there all the time."""

    code: str
    title: str
    place: str
    day: int
    shorter: Mapping[Somebody, int]


def plan_workshop(
    stage: Stage, cohort: str, workshop: Workshop, *, planned: int, came: Iterable[Somebody]
) -> None:
    """Plan a workshop, and record who came when its day is over; nothing of a day to come."""
    day = stage.days.saturday(workshop.day)
    trainer = TRAINERS[cohort].key
    planned_meetings: list[Meeting] = []

    def plan(at: datetime) -> None:
        meeting = plan_meeting(
            stage.session,
            stage.cohorts[cohort],
            kind=MeetingKind.WORKSHOP,
            code=workshop.code,
            title=workshop.title,
            place=workshop.place,
            starts_at=stage.days.at(day, "09:00"),
            minutes=WORKSHOP_MINUTES,
            by=stage.people[trainer],
            at=at,
        )
        planned_meetings.append(meeting)

    def record(at: datetime) -> None:
        minutes = {
            stage.places[one.key].id: workshop.shorter.get(one, WORKSHOP_MINUTES) for one in came
        }
        [meeting] = planned_meetings
        record_attendance(stage.session, meeting, minutes, by=stage.people[trainer], at=at)

    stage.plan(planned, "13:00", plan)
    if day < 0:
        stage.plan(day, "16:10", record)


def plan_practice(
    stage: Stage, who: Somebody, entries: Iterable[Practice], days: Iterable[int]
) -> None:
    """Practice that the trainer confirms a few days later."""
    for practice, day in zip(entries, days, strict=False):
        claimed: list[FieldEntry] = []
        stage.plan(day, "20:30", _claiming(stage, who, practice, claimed))
        stage.plan(day + DAYS_TO_CONFIRM, "08:15", _confirming(stage, who, claimed))


def plan_claim(stage: Stage, who: Somebody, practice: Practice, day: int) -> None:
    """Practice that still waits for the trainer's word."""
    stage.plan(day, "20:30", _claiming(stage, who, practice, []))


def plan_refusal(stage: Stage, who: Somebody, day: int) -> None:
    """Something that is no practice of this course, and why."""
    practice, reason = stage.means.works.refused_practice()
    claimed: list[FieldEntry] = []

    def refuse(at: datetime) -> None:
        refuse_entry(stage.session, claimed[0], reason=reason, by=trainer_of(stage, who), at=at)

    stage.plan(day, "20:45", _claiming(stage, who, practice, claimed))
    stage.plan(day + DAYS_TO_CONFIRM, "08:20", refuse)


def _claiming(stage: Stage, who: Somebody, practice: Practice, claimed: list[FieldEntry]) -> Deed:
    def claim(at: datetime) -> None:
        entry = claim_entry(
            stage.session,
            stage.places[who.key],
            kind=practice.kind,
            done_on=local_day(at),
            minutes=practice.minutes,
            what=practice.what,
            at=at,
        )
        claimed.append(entry)

    return claim


def _confirming(stage: Stage, who: Somebody, claimed: list[FieldEntry]) -> Deed:
    def confirm(at: datetime) -> None:
        confirm_entry(stage.session, claimed[0], by=trainer_of(stage, who), at=at)

    return confirm
