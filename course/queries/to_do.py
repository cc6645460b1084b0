"""What somebody has to do in a programme: one statement, however much there is.

Each kind of task gives its most urgent ones and says how many there are of it. The doors lead each
to the place where it is done.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select, union_all
from sqlalchemy.orm import Session

from assessments.panel_days import last_day_to_count, last_day_to_hold
from course.clock import local_day
from course.models import Cohort, Person, Programme, Standing
from course.queries.task_parts import Part, Task
from course.queries.tasks import (
    of_agreements,
    of_certificates,
    of_files,
    of_meetings,
    of_people,
    of_questions,
)

LAST_DAYS: Mapping[Task, Callable[[date], date]] = {
    Task.PANEL: last_day_to_hold,
    Task.CERTIFICATE_ENDS: lambda day: day,
    **dict.fromkeys(
        (Task.APPROVE, Task.PROPOSE, Task.RECORD, Task.FOLLOW_UP, Task.ASSESS, Task.PROTOCOL),
        last_day_to_count,
    ),
}
"""The last day of a task, from the day that its row tells: of most, the end of participation."""

ORDER = {task: place for place, task in enumerate(Task)}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTask:
    """One thing to do: about whom or what, until when, or since when it waits."""

    task: Task
    opens_id: int  # of the row whose page it opens
    within_id: int | None  # of what stands on that page, where it is a part of it
    enrolment_id: int | None
    name: str
    beside: str  # the cohort of a person, the number of an agreement or certificate
    last_day: date | None
    since: date | None
    by_id: int | None  # whose proposal it is: another person decides
    about_id: int | None  # the person whom it is about: they do not decide either

    def is_for(self, person_id: int) -> bool:
        """Whether somebody may be the second person here."""
        return person_id not in {self.by_id, self.about_id}


@dataclass(frozen=True, slots=True)
class WaitingTasks:
    """The most urgent tasks, by their last day, and how many there are of each kind."""

    first: Sequence[WaitingTask]
    counts: Mapping[Task, int]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self.counts.values())


def to_do_in(
    session: Session,
    programme: Programme,
    person: Person,
    *,
    by_panels: bool,
    at: datetime,
    most: int,
) -> WaitingTasks:
    """What is to be done in a programme, and files that wait for the person who looks.

    `by_panels`: the programme's rule asks for panels at the end.
    """
    mine = Standing.programme_id == programme.id
    parts = (
        *of_people(mine, by_panels=by_panels, at=at),
        *of_meetings(Cohort.programme_id == programme.id, at=at),
        *of_questions(Cohort.programme_id == programme.id, at=at),
        *of_certificates(programme.id, at=at),
        *of_agreements(programme.id),
        *of_files(programme.id, person.id),
    )
    return _found(session, parts, most)


def to_do_in_cohort(
    session: Session, cohort_id: int, *, by_panels: bool, at: datetime, most: int
) -> WaitingTasks:
    """The same about the people, meetings and questions of one cohort."""
    mine = Standing.cohort_id == cohort_id
    parts = (
        *of_people(mine, by_panels=by_panels, at=at),
        *of_meetings(Cohort.id == cohort_id, at=at),
        *of_questions(Cohort.id == cohort_id, at=at),
    )
    return _found(session, parts, most)


def _found(session: Session, parts: Iterable[Part], most: int) -> WaitingTasks:
    limited = (select(part.limit(most).subquery()) for part in parts)
    rows = session.execute(union_all(*limited)).all()
    counts = {Task(row.task): row.total for row in rows}
    found = sorted((_to_do(row) for row in rows), key=_urgency)
    return WaitingTasks(found[:most], {task: counts[task] for task in Task if task in counts})


def _to_do(row: Row[Any]) -> WaitingTask:
    task = Task(row.task)
    last_day = LAST_DAYS.get(task)
    since = local_day(row.since) if row.since else None
    return WaitingTask(
        task=task,
        opens_id=row.opens_id,
        within_id=row.within_id,
        enrolment_id=row.enrolment_id,
        name=row.name,
        beside=row.beside,
        last_day=last_day(row.on_day) if last_day and row.on_day else None,
        since=since if last_day else since or row.on_day,
        by_id=row.by_id,
        about_id=row.about_id,
    )


def _urgency(one: WaitingTask) -> tuple[object, ...]:
    return (
        one.last_day is None,
        one.last_day or one.since or date.max,
        ORDER[one.task],
        one.opens_id,
    )
