"""Whatever is changed in the chained record behind the back of the service is found."""

import os
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from course.actions.audit import FIRST_HASH, check_chain, entry_hash, note
from course.models import AuditEntry, AuditHead
from course.terms import Act
from tests.make import MONDAY
from tests.people import Cast

TAMPERINGS = 10_000 if os.environ.get("FULL_SIZE") else 500
ENTRIES = 25

places = st.integers(0, ENTRIES - 1)
# not the one with which the chain begins: that would change nothing, or be refused by the database
hexes = st.text("0123456789abcdef", min_size=64, max_size=64).filter(FIRST_HASH.__ne__)


@dataclass(frozen=True)
class Edit:
    """One column of one entry says something else."""

    place: int
    column: str
    value: object

    def do(self, session: Session, ids: list[int]) -> None:
        session.execute(
            update(AuditEntry)
            .where(AuditEntry.id == ids[self.place])
            .values({self.column: self.value})
        )


@dataclass(frozen=True)
class Recomputed:
    """One entry says something else, and its own hash was computed anew to fit."""

    place: int
    subject_id: int

    def do(self, session: Session, ids: list[int]) -> None:
        entry = session.get_one(AuditEntry, ids[self.place])
        entry.subject_id = self.subject_id
        entry.hash = entry_hash(entry)
        session.flush()


@dataclass(frozen=True)
class TakenOut:
    """Some entries are gone: from the middle, or the whole end."""

    first: int
    last: int

    def do(self, session: Session, ids: list[int]) -> None:
        first, last = sorted((self.first, self.last))
        session.execute(delete(AuditEntry).where(AuditEntry.id.in_(ids[first : last + 1])))


@dataclass(frozen=True)
class Swapped:
    """Two entries stand in each other's place."""

    one: int
    other: int

    def do(self, session: Session, ids: list[int]) -> None:
        for before, after in (
            (ids[self.one], -1),
            (ids[self.other], ids[self.one]),
            (-1, ids[self.other]),
        ):
            session.execute(update(AuditEntry).where(AuditEntry.id == before).values(id=after))


@dataclass(frozen=True)
class Forged:
    """One more entry stands at the end, and chains to the one before it."""

    subject_id: int

    def do(self, session: Session, ids: list[int]) -> None:
        last = session.get_one(AuditEntry, ids[-1])
        forged = AuditEntry(
            at=MONDAY + timedelta(days=1),
            actor_id=last.actor_id,
            act=last.act,
            subject_kind=last.subject_kind,
            subject_id=self.subject_id,
            facts={},
            previous_hash=last.hash,
        )
        forged.hash = entry_hash(forged)
        session.add(forged)
        session.flush()


@dataclass(frozen=True)
class HeadChanged:
    """The head itself says something else, or is gone."""

    values: dict[str, object] | None

    def do(self, session: Session, _ids: list[int]) -> None:
        session.execute(
            delete(AuditHead) if self.values is None else update(AuditHead).values(self.values)
        )


tamperings = st.one_of(
    st.builds(
        Edit,
        places,
        st.just("at"),
        st.integers(1, 10**9).map(lambda late: MONDAY + timedelta(microseconds=late)),
    ),
    st.builds(Edit, places, st.just("actor_id"), st.none()),
    st.builds(
        Edit,
        places,
        st.just("act"),
        st.sampled_from([act for act in Act if act is not Act.COHORT_CREATED]),
    ),
    st.builds(Edit, places, st.just("subject_kind"), st.text("abc_", min_size=1, max_size=20)),
    st.builds(Edit, places, st.just("subject_id"), st.integers(10**6, 10**9)),
    st.builds(
        Edit,
        places,
        st.just("facts"),
        st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), min_size=2),
    ),
    st.builds(Edit, places, st.sampled_from(["hash", "previous_hash"]), hexes),
    st.builds(Recomputed, places, st.integers(10**6, 10**9)),
    st.builds(TakenOut, places, places),
    st.lists(places, min_size=2, max_size=2, unique=True).map(lambda two: Swapped(*two)),
    st.builds(Forged, st.integers(1, 10**6)),
    st.builds(HeadChanged, st.none()),
    st.builds(HeadChanged, hexes.map(lambda said: {"hash": said})),
    st.builds(HeadChanged, st.integers(ENTRIES + 1, 10**6).map(lambda n: {"entries": n})),
)


@pytest.fixture
def ids(session: Session, cast: Cast) -> list[int]:
    for place in range(ENTRIES):
        note(
            session,
            Act.COHORT_CREATED,
            by=cast.carla,
            subject=cast.cohort,
            at=MONDAY + timedelta(minutes=place),
            facts={"place": place},
        )
    return list(session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)))


@settings(
    max_examples=TAMPERINGS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tampering=tamperings)
def test_every_tampering_is_found(
    session: Session,
    ids: list[int],
    tampering: Edit | Recomputed | TakenOut | Swapped | Forged | HeadChanged,
) -> None:
    assert check_chain(session).holds
    behind = session.begin_nested()
    tampering.do(session, ids)
    session.expire_all()
    assert not check_chain(session).holds
    behind.rollback()
    session.expire_all()


def test_the_service_goes_on_after_a_tampering_and_never_hides_it(
    session: Session, cast: Cast, ids: list[int]
) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.id == ids[-1]))
    session.execute(delete(AuditHead))
    session.expire_all()
    note(session, Act.COHORT_CREATED, by=cast.carla, subject=cast.cohort, at=MONDAY)
    session.expire_all()
    assert session.scalar(select(func.count(AuditEntry.id))) == ENTRIES
    assert not check_chain(session).holds
