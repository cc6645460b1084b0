"""Keeps where everybody stands: made anew for whom a deed concerned, before it is committed.

It judges by `reports.standings` and writes by `actions.standings`; `database.writing` calls it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import noted_in, take_turn
from course.actions.standings import replace_kept, say_kept
from course.models import Programme
from course.queries.concerned import concerned, people_of
from course.reports.people import MOST_AT_ONCE
from course.reports.standings import Outdated, outdated

RULED = ("rule_digest", "standard_frozen_on")
"""By what of a programme people are judged; it may have been read before the rule was frozen."""


def forget_noted(session: Session) -> None:
    """Begin a transaction: what an earlier one noted and undid changed nothing."""
    noted_in(session).clear()


def keep_noted(session: Session) -> None:
    """Make anew what the deeds of this transaction changed about anybody."""
    noted = noted_in(session)
    if noted:
        for programme_id, person_ids in concerned(session, noted).items():
            keep_standings(session, session.get_one(Programme, programme_id), person_ids)
        noted.clear()


def keep_standings(
    session: Session, programme: Programme, person_ids: Collection[int]
) -> Sequence[Outdated]:
    """Make the standings and counted spans of some people anew; what was not as it has to be."""
    take_turn(session)  # whoever comes last sees what all others did
    session.refresh(programme, RULED)
    ids, found = sorted(person_ids), []
    for start in range(0, len(ids), MOST_AT_ONCE):
        for wrong in outdated(session, programme, ids[start : start + MOST_AT_ONCE]):
            replace_kept(session, wrong.model, stale=wrong.stale, rows=wrong.rows)
            found.append(wrong)
    return found


def keep_next_standings(
    session: Session, programme_id: int, *, after: int, most: int, at: datetime
) -> tuple[int | None, Sequence[Outdated]]:
    """The same of the next people of a programme, by their ids; the last id, none at the end.

    At the end it is noted that everything about the programme is kept.
    """
    programme = session.get_one(Programme, programme_id)
    people = people_of(session, programme_id, after=after, most=most)
    if not people:
        say_kept(programme, at=at)
        return None, []
    return people[-1], keep_standings(session, programme, people)
