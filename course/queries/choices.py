"""What can be chosen in the filter of a list: the cohorts and meetings that a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Cohort, Meeting, Person, Programme
from course.visibility import cohorts_visible_to


@dataclass(frozen=True, slots=True)
class CohortChoice:
    """A cohort of a programme."""

    id: int
    title: str
    city: str


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """A meeting, with the cohort that met."""

    id: int
    code: str
    title: str
    starts_at: datetime
    cohort: str


def cohorts_to_choose(
    session: Session, programme: Programme, person: Person
) -> Sequence[CohortChoice]:
    """The cohorts of a programme that a person may see, newest first."""
    rows = session.execute(
        select(Cohort.id, Cohort.title, Cohort.city)
        .where(Cohort.programme_id == programme.id, cohorts_visible_to(person))
        .order_by(Cohort.starts_on.desc(), Cohort.title, Cohort.id)
    )
    return [CohortChoice(*row) for row in rows]


def meetings_to_choose(
    session: Session, programme: Programme, person: Person
) -> Sequence[MeetingChoice]:
    """Their meetings, the latest first."""
    rows = session.execute(
        select(Meeting.id, Meeting.code, Meeting.title, Meeting.starts_at, Cohort.title)
        .join(Cohort, Cohort.id == Meeting.cohort_id)
        .where(
            Cohort.programme_id == programme.id,
            cohorts_visible_to(person),
            Meeting.cancelled_at.is_(None),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id)
    )
    return [MeetingChoice(*row) for row in rows]
