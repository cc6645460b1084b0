"""The chained record: each entry carries the hash of the one before it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from course.actions.audit import FIRST_HASH, broken_entries, note
from course.models import AuditEntry
from course.terms import Act
from tests.make import MONDAY
from tests.people import Cast


def write_three(session: Session, cast: Cast) -> list[AuditEntry]:
    return [
        note(
            session,
            Act.COHORT_CREATED,
            by=cast.carla,
            subject=cast.cohort,
            at=MONDAY,
            facts={"place": place},
        )
        for place in range(3)
    ]


def test_entries_are_chained(session: Session, cast: Cast) -> None:
    first, second, third = write_three(session, cast)
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == (
        FIRST_HASH,
        first.hash,
        second.hash,
    )
    assert (first.subject_kind, first.subject_id) == ("cohorts", cast.cohort.id)
    assert broken_entries(session) == []


def test_a_changed_entry_is_found(session: Session, cast: Cast) -> None:
    _, second, _ = write_three(session, cast)
    session.execute(
        update(AuditEntry).where(AuditEntry.id == second.id).values(facts={"place": 99})
    )
    session.expire_all()
    assert broken_entries(session) == [second.id]


def test_an_entry_taken_out_is_found(session: Session, cast: Cast) -> None:
    _, second, third = write_three(session, cast)
    session.delete(second)
    session.flush()
    assert broken_entries(session) == [third.id]
