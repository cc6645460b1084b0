"""What deeds keep at the doors, for rows that a test put in directly."""

from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import ORMExecuteState, Session

from course.models import CountedSpan, Programme, Standing
from course.queries.concerned import people_of
from course.reports.indicators import Evidence
from course.reports.people import evidence_of_people
from course.reports.standings import outdated
from course.standings import keep_next_standings
from tests.make import MONDAY

CHANGED = "changed by the test"
KEEPING = "keeping for the test"  # in a connection's `info`: what is asked now is not counted


def keep_everything(session: Session) -> int:
    """Make the standings and spans of every programme anew; how many rows were not right."""
    wrong = 0
    for programme_id in session.scalars(select(Programme.id).order_by(Programme.id)).all():
        last: int | None = 0
        while last is not None:
            last, outdated = keep_next_standings(
                session, programme_id, after=last, most=2000, at=MONDAY
            )
            wrong += sum(len(one.subjects) for one in outdated)
    session.flush()
    return wrong


def wrongly_kept(session: Session) -> list[tuple[str, int]]:
    """What is kept otherwise than everybody is judged anew: tables, and ids of places or people."""
    return [
        (wrong.model.__tablename__, subject)
        for programme_id in session.scalars(select(Programme.id)).all()
        for wrong in outdated(
            session,
            session.get_one(Programme, programme_id),
            people_of(session, programme_id, after=0, most=2000),
        )
        for subject in wrong.subjects
    ]


def evidence_of(session: Session, programme: Programme) -> Evidence:
    """What is known of everybody in a programme, judged from the rows and no kept line."""
    everybody = people_of(session, programme.id, after=0, most=2000)
    return evidence_of_people(session, programme, everybody)


def keep_when_changed(session: Session) -> None:
    """The same, where the test's session wrote anything since the last time."""
    if CHANGED not in session.info:
        event.listen(session, "after_flush", lambda *_: session.info.update({CHANGED: True}))
        event.listen(session, "do_orm_execute", _note_change)
        session.info[CHANGED] = True
    session.flush()
    if session.info[CHANGED]:
        told = session.connection().info
        told[KEEPING] = True
        keep_everything(session)
        told[KEEPING] = session.info[CHANGED] = False


def kept(session: Session) -> dict[str, list[dict[str, Any]]]:
    """All that is kept, without the ids of rows."""
    return {
        model.__tablename__: sorted(
            (
                {name: told for name, told in row.items() if name != "id"}
                for row in session.execute(select(model.__table__)).mappings()
            ),
            key=repr,
        )
        for model in (Standing, CountedSpan)
    }


def _note_change(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[CHANGED] = True
