"""Histories of people and their papers, mostly in order, and the rows that they leave behind."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.clock import local_day
from course.models import Certificate, Decision, Enrolment, Panel, Person, Programme
from course.terms import MeetingKind
from tests.make import make_cohort, make_enrolment, make_person, make_programme, make_trainer
from tests.make_counting import (
    ENDED,
    end,
    freeze,
    make_assessment,
    make_certificate,
    make_decision,
    make_record,
    noon,
)
from tests.make_fieldwork import make_meeting
from tests.make_panels import make_recorded_panel

DAYS = 45

days = st.integers(0, DAYS)
soon = st.integers(0, 10)
deeds = st.lists(
    st.tuples(st.sampled_from(["issue", "supersede", "revoke"]), soon), max_size=4
).map(lambda more: [("issue", 10), *more])


whole = soon.map(lambda later: [(later, True)])
revised = st.lists(st.tuples(days, st.booleans()), min_size=1, max_size=3)


@dataclass(frozen=True)
class Life:
    """What happens to one person in one cohort; numbers are days after the end of participation."""

    cohort: int
    has_ended: bool
    records: tuple[tuple[int, bool], ...]
    assessments: tuple[tuple[int, bool], ...]
    panel: tuple[int, int, bool] | None
    deeds: tuple[tuple[str, int], ...]


# Mostly in order, so that many are counted, and each thing out of order now and then.
lives = st.builds(
    Life,
    cohort=st.sampled_from([0, 0, 0, 1]),
    has_ended=st.sampled_from([True] * 7 + [False]),
    # revisions of the participant's data: so many days after the one before, and whether complete
    records=st.sampled_from([whole, whole, whole, revised, st.just([])])
    .flatmap(lambda kind: kind)
    .map(tuple),
    assessments=st.lists(
        st.tuples(st.integers(-2, 10), st.sampled_from([False] * 5 + [True])), max_size=3
    ).map(tuple),
    # held so long after the end, recorded so much later, with their own trainer among the three
    panel=st.none()
    | st.tuples(st.integers(-2, 10), st.integers(0, 4), st.sampled_from([False] * 5 + [True])),
    deeds=st.sampled_from([deeds, deeds, deeds, st.just([])]).flatmap(lambda k: k).map(tuple),
)
worlds = st.lists(st.lists(lives, min_size=1, max_size=2), min_size=1, max_size=4)


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Nothing of an example stays for the next one."""
    nested = session.begin_nested()
    try:
        yield
    finally:
        nested.rollback()
        session.expunge_all()


def play(session: Session, world: list[list[Life]], *, frozen_late: bool) -> Programme:
    """Make the rows of a history."""
    programme = freeze(session, make_programme(session))
    programme.standard_frozen_on = date(2026, 10, 10 if frozen_late else 9)
    validator, *two = (make_person(session) for _ in range(3))
    cohorts = [make_cohort(session, programme) for _ in range(2)]
    trainers = [make_trainer(session, cohort) for cohort in cohorts]
    make_meeting(session, cohorts[0], trainers[0], starts_at=noon(date(2026, 10, 10)))
    make_meeting(session, cohorts[0], trainers[0], code="W2", starts_at=noon(date(2026, 10, 20)))
    # The second cohort has no workshop yet, only a supervision.
    make_meeting(session, cohorts[1], trainers[1], kind=MeetingKind.SUPERVISION, code="S1")
    for places in world:
        person = make_person(session)
        for place in {life.cohort: life for life in places}.values():
            enrolment = make_enrolment(session, cohorts[place.cohort], person)
            live(session, programme, enrolment, place, validator, trainers[place.cohort])
            panel = judge(session, enrolment, place, validator, trainers[place.cohort])
            paper(session, programme, enrolment, place.deeds, two, panel)
    return programme


def live(
    session: Session,
    programme: Programme,
    enrolment: Enrolment,
    life: Life,
    validator: Person,
    trainer: Person,
) -> None:
    if life.has_ended:
        end(session, enrolment)
    know(session, enrolment, life, validator)
    for after, by_trainer in life.assessments:
        held_on = ENDED + timedelta(days=after)
        make_assessment(
            session,
            enrolment,
            trainer if by_trainer else validator,
            held_on=held_on,
            recorded_at=noon(held_on),
        )


def know(session: Session, enrolment: Enrolment, life: Life, by: Person) -> None:
    """The participant's data, every revision of them; on one day the last one holds."""
    day, before = ENDED, None
    for revision, (later, complete) in enumerate(life.records, start=1):
        day += timedelta(days=later)
        if before is not None:
            before.superseded_at = noon(day)
            session.flush()
        before = make_record(
            session,
            enrolment,
            by,
            revision=revision,
            complete=complete,
            completed_at=noon(day) if complete else None,
            missing=[] if complete else ["education"],
            recorded_at=noon(day),
        )


def judge(
    session: Session, enrolment: Enrolment, life: Life, validator: Person, trainer: Person
) -> Panel | None:
    """A panel, where one judged; its trainer is now and then the person's own."""
    if life.panel is None:
        return None
    after, later, by_trainer = life.panel
    held_on = ENDED + timedelta(days=after)
    others = [make_person(session), trainer if by_trainer else make_person(session)]
    recorded_at = noon(held_on + timedelta(days=later))
    return make_recorded_panel(
        session, enrolment, [validator, *others], held_on=held_on, recorded_at=recorded_at
    )


def paper(
    session: Session,
    programme: Programme,
    enrolment: Enrolment,
    happened: Sequence[tuple[str, int]],
    by: Sequence[Person],
    panel: Panel | None,
) -> None:
    """Issue, supersede and revoke, day after day, as far as one standing certificate allows."""
    day = ENDED
    for deed, later in happened:
        day += timedelta(days=later)
        standing = standing_certificate(session, enrolment.person_id, programme)
        if deed == "issue" and standing is None:
            columns = {"decided_at": noon(day), "panel_id": panel.id if panel else None}
            decision = make_decision(session, enrolment, programme, by, **columns)
            make_certificate(session, programme, enrolment, decision, issued_at=noon(day))
        elif standing is None or local_day(standing.issued_at) > day:
            continue
        elif deed == "revoke":
            standing.revoked_at, standing.revoked_because = noon(day), "pomyłka"
        elif deed == "supersede":
            standing.superseded_at = noon(day)
            session.flush()
            decision = session.get_one(Decision, standing.decision_id)
            make_certificate(
                session,
                programme,
                enrolment,
                decision,
                issued_at=noon(day),
                supersedes_id=standing.id,
            )
        session.flush()


def standing_certificate(
    session: Session, person_id: int, programme: Programme
) -> Certificate | None:
    return session.scalar(
        select(Certificate).where(
            Certificate.person_id == person_id,
            Certificate.programme_id == programme.id,
            Certificate.revoked_at.is_(None),
            Certificate.superseded_at.is_(None),
        )
    )
