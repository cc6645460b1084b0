"""What is to be done, as the tests ask for it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import (
    Person,
    Programme,
)
from course.queries.task_parts import Task
from course.queries.to_do import WaitingTasks, to_do_in
from tests.kept import keep_everything
from tests.make import (
    MONDAY,
)

Told = list[tuple[Task, str, date | None]]


def found(
    session: Session, programme: Programme, *, by_panels: bool = False, most: int = 50
) -> WaitingTasks:
    keep_everything(session)
    me = session.scalars(select(Person).where(Person.name == "Carla Nowak")).one()
    return to_do_in(session, programme, me, by_panels=by_panels, at=MONDAY, most=most)


def told(to_do: WaitingTasks) -> Told:
    return [(one.task, one.name, one.last_day) for one in to_do.first]
