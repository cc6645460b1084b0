"""Whatever happened to people and their papers, the figure is that of a plain recount."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.clock import local_day
from course.models import (
    Assessment,
    Certificate,
    Cohort,
    CohortTrainer,
    Decision,
    Enrolment,
    Meeting,
    Panel,
    PanelMember,
    ParticipantRecord,
    Person,
    Programme,
)
from course.reports.indicators import Evidence, count_people, qualified_organisers
from course.reports.people import evidence_of
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

HISTORIES = 1000 if os.environ.get("FULL_SIZE") else 50
DAYS = 45

days = st.integers(0, DAYS)
soon = st.integers(0, 10)
deeds = st.lists(
    st.tuples(st.sampled_from(["issue", "supersede", "revoke"]), soon), max_size=4
).map(lambda more: [("issue", 10), *more])


@dataclass(frozen=True)
class Life:
    """What happens to one person in one cohort; numbers are days after the end of participation."""

    cohort: int
    has_ended: bool
    record: int | None
    assessments: tuple[tuple[int, bool], ...]
    panel: tuple[int, int, bool] | None
    deeds: tuple[tuple[str, int], ...]


# Mostly in order, so that many are counted, and each thing out of order now and then.
lives = st.builds(
    Life,
    cohort=st.sampled_from([0, 0, 0, 1]),
    has_ended=st.sampled_from([True] * 7 + [False]),
    record=st.sampled_from([soon, soon, soon, days, st.none()]).flatmap(lambda kind: kind),
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


@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds, frozen_late=st.sampled_from([False, False, False, True]), as_of=days)
def test_a_recount_by_hand_gives_the_figure(
    session: Session, *, world: list[list[Life]], frozen_late: bool, as_of: int
) -> None:
    with undone(session):
        programme = play(session, world, frozen_late=frozen_late)
        day = ENDED + timedelta(days=as_of)
        count = qualified_organisers(session, programme, as_of=day)
        counted = [proof.place.person_id for proof in count.counted]
        left_out = [proof.place.person_id for proof in count.left_out]
        assert sorted(counted) == recount(session, programme, day)
        assert sorted([*counted, *left_out]) == certified_people(session, programme)
        assert all(proof.counted.why_not for proof in count.left_out)
        # The page of the programme gathers everybody, and comes to the same figure.
        everybody: Evidence = evidence_of(session, programme)
        assert count_people(everybody, as_of=day).achieved == count.achieved


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
    if life.record is not None:
        completed = noon(ENDED + timedelta(days=life.record))
        make_record(session, enrolment, validator, completed_at=completed)
    for after, by_trainer in life.assessments:
        held_on = ENDED + timedelta(days=after)
        make_assessment(
            session,
            enrolment,
            trainer if by_trainer else validator,
            held_on=held_on,
            recorded_at=noon(held_on),
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


def certified_people(session: Session, programme: Programme) -> list[int]:
    certificates = session.scalars(
        select(Certificate).where(Certificate.programme_id == programme.id)
    )
    return sorted({certificate.person_id for certificate in certificates})


def recount(session: Session, programme: Programme, day: date) -> list[int]:
    """The people who count, found row by row: by whoever holds a paper that stands on the day."""
    certificates = session.scalars(
        select(Certificate).where(Certificate.programme_id == programme.id)
    ).all()
    by_id = {certificate.id: certificate for certificate in certificates}
    issued = [one for one in certificates if local_day(one.issued_at) <= day]
    replaced = {one.supersedes_id for one in issued}
    found = set()
    for certificate in issued:
        revoked = certificate.revoked_at is not None and local_day(certificate.revoked_at) <= day
        first = certificate
        while first.supersedes_id is not None:
            first = by_id[first.supersedes_id]
        if certificate.id not in replaced and not revoked and is_in_order(session, first, day):
            found.add(certificate.person_id)
    return sorted(found)


def is_in_order(session: Session, first: Certificate, day: date) -> bool:
    decision = session.get_one(Decision, first.decision_id)
    enrolment = session.get_one(Enrolment, decision.enrolment_id)
    cohort = session.get_one(Cohort, enrolment.cohort_id)
    programme = session.get_one(Programme, cohort.programme_id)
    record = session.scalar(
        select(ParticipantRecord).where(ParticipantRecord.enrolment_id == enrolment.id)
    )
    workshops = session.scalars(
        select(Meeting).where(Meeting.cohort_id == cohort.id, Meeting.kind == MeetingKind.WORKSHOP)
    ).all()
    trainers = session.scalars(
        select(CohortTrainer.person_id)
        .join(Enrolment, Enrolment.cohort_id == CohortTrainer.cohort_id)
        .where(Enrolment.person_id == enrolment.person_id)
    ).all()
    if record is None or record.completed_at is None or decision.decided_at is None:
        return False
    known = [one for one in judgements(session, decision) if one[0] <= decision.decided_at]
    if not known or not workshops or enrolment.ended_on is None:
        return False
    _, held_on, assessors = known[-1]
    return (
        local_day(record.completed_at) <= day
        and programme.standard_frozen_on is not None
        and programme.standard_frozen_on < min(local_day(one.starts_at) for one in workshops)
        and held_on >= enrolment.ended_on
        and assessors.isdisjoint(trainers)
        and (local_day(decision.decided_at) - enrolment.ended_on).days <= 28
    )


def judgements(session: Session, decision: Decision) -> list[tuple[datetime, date, set[int]]]:
    """When and for which day those who judged said it; of a panel only the one decided upon."""
    if decision.panel_id is not None:
        panel = session.get_one(Panel, decision.panel_id)
        members = select(PanelMember.person_id).where(PanelMember.panel_id == panel.id)
        assert panel.recorded_at is not None
        return [(panel.recorded_at, panel.held_on, set(session.scalars(members)))]
    assessments = session.scalars(
        select(Assessment)
        .where(Assessment.enrolment_id == decision.enrolment_id)
        .order_by(Assessment.recorded_at, Assessment.id)
    )
    return [(one.recorded_at, one.held_on, {one.assessed_by_id}) for one in assessments]
