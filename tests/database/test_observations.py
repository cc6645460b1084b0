"""Observations, and who may know their witnesses for how long."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.audit import broken_entries
from course.actions.observations import (
    Seen,
    Witness,
    delete_witness_contacts,
    enter_observation,
    withdraw_observation,
)
from course.errors import DayInFuture, NotFound, RuleBroken
from course.models import AuditEntry, Decision, Observation, Person, WitnessContact
from course.queries.observations import (
    may_observe,
    may_see_witness,
    may_withdraw,
    observation_for,
    observations_of,
    scan_for,
    witness_of,
)
from course.queries.validation import portfolio_of
from course.terms import Act, EnrolmentState, ObservationKind
from tests.make import MONDAY, add, make_cohort, make_enrolment, make_version
from tests.make_assignments import make_stored
from tests.make_certificates import SHORT_RULE
from tests.make_fieldwork import make_observation
from tests.people import Cast, make_neighbours

SEEN = Seen(
    kind=ObservationKind.WITNESS_STATEMENT,
    dated_on=MONDAY.date(),
    answers={"acquaintance": "Sąsiadka", "deed": "Zwołanie zebrania"},
    assignment_slug="z4",
)
WITNESS = Witness("Bronisława Świadek", "601 202 303")


def end_place(cast: Cast, on: date) -> None:
    cast.enrolment.state = EnrolmentState.ENDED
    cast.enrolment.ended_on = on


def decide(
    session: Session, cast: Cast, decided_at: datetime | None, **columns: object
) -> Decision:
    rule = make_version(session, SHORT_RULE)
    approved = {"approved_by_id": cast.cyryl.id, "decided_at": decided_at} if decided_at else {}
    return add(
        session,
        Decision(
            enrolment_id=cast.enrolment.id,
            standard_code="SZ",
            rule_digest=rule.digest,
            record={},
            outcome="awarded",
            protocol_number=f"D/{decided_at}/{len(columns)}",
            proposed_by_id=cast.carla.id,
            proposed_at=MONDAY,
            **approved,
            **columns,
        ),
    )


def acts(session: Session) -> list[tuple[str, dict[str, object]]]:
    rows = session.execute(select(AuditEntry.act, AuditEntry.facts).order_by(AuditEntry.id))
    return [(act.value, facts) for act, facts in rows]


def test_who_the_witness_is_lies_apart(session: Session, cast: Cast) -> None:
    observation = enter_observation(
        session, cast.enrolment, SEEN, witness=WITNESS, scan=None, by=cast.ben, at=MONDAY
    )
    [contact] = session.scalars(select(WitnessContact))
    assert (contact.name, contact.contact) == (WITNESS.name, WITNESS.contact)
    columns = [column.key for column in Observation.__table__.columns]
    told = {name: str(getattr(observation, name)) for name in columns}
    told |= {act: str(facts) for act, facts in acts(session)}
    assert not [name for name, value in told.items() if "Świadek" in value or "601" in value]
    assert acts(session) == [
        (
            Act.OBSERVATION_ENTERED,
            {"enrolment": cast.enrolment.id, "kind": "witness_statement"},
        )
    ]


def test_nothing_is_seen_on_a_day_to_come(session: Session, cast: Cast) -> None:
    early = MONDAY - timedelta(days=1)
    with pytest.raises(DayInFuture):
        enter_observation(
            session, cast.enrolment, SEEN, witness=WITNESS, scan=None, by=cast.ben, at=early
        )


def test_what_is_withdrawn_stands_no_more_and_its_witness_is_forgotten(
    session: Session, cast: Cast
) -> None:
    observation = make_observation(session, cast.enrolment, cast.ben)
    withdraw_observation(session, observation, by=cast.ben, at=MONDAY)
    assert session.scalars(select(WitnessContact)).all() == []
    assert observations_of(session, cast.enrolment.id) == []
    assert portfolio_of(session, cast.vera, cast.enrolment.id).observations == []
    assert not may_withdraw(session, cast.ben, observation)
    with pytest.raises(RuleBroken):
        withdraw_observation(session, observation, by=cast.ben, at=MONDAY)
    seen = make_observation(session, cast.enrolment, cast.ben, kind=ObservationKind.OBSERVATION)
    withdraw_observation(session, seen, by=cast.ben, at=MONDAY)
    assert [act for act, _ in acts(session)] == [
        Act.OBSERVATION_WITHDRAWN,
        Act.WITNESS_CONTACT_DELETED,
        Act.OBSERVATION_WITHDRAWN,
    ]


def sees(session: Session, person: Person, observation: Observation) -> bool:
    try:
        observation_for(session, person, observation.id)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize("ended", [False, True])
def test_who_sees_what_was_seen_and_who_said_it(
    session: Session, cast: Cast, *, ended: bool
) -> None:
    near = make_neighbours(session, cast)
    observation = make_observation(session, cast.enrolment, cast.ben, scan=make_stored())
    if ended:
        end_place(cast, MONDAY.date())
    session.flush()
    people = {
        name: getattr(cast, name)
        for name in ("ana", "ben", "carla", "cyryl", "dov", "vera", "adam", "iga")
    } | {"mira": near.mira, "ewa": near.ewa}
    validator = {"vera"} if ended else set()
    seeing = {name for name, person in people.items() if sees(session, person, observation)}
    assert seeing == {"ana", "ben", "carla", "cyryl", "adam"} | validator
    for knows in (may_see_witness, opens_scan, reaches_witness):
        knowing = {name for name, person in people.items() if knows(session, person, observation)}
        assert knowing == {"ben"} | validator, knows
    observing = {
        name for name, person in people.items() if may_observe(session, person, cast.enrolment)
    }
    assert observing == {"ben"}


def opens_scan(session: Session, person: Person, observation: Observation) -> bool:
    try:
        scan_for(session, person, observation.id)
    except NotFound:
        return False
    return True


def reaches_witness(session: Session, person: Person, observation: Observation) -> bool:
    return witness_of(session, person, observation.id) is not None


def left(session: Session, at: datetime) -> int:
    delete_witness_contacts(session, at=at)
    return len(session.scalars(select(WitnessContact)).all())


def test_witnesses_are_forgotten_when_the_time_to_appeal_is_over(
    session: Session, cast: Cast
) -> None:
    observation = make_observation(session, cast.enrolment, cast.ben)
    other = make_observation(
        session, make_enrolment(session, make_cohort(session, cast.programme)), cast.ben
    )
    end_place(cast, date(2026, 10, 10))
    decide(session, cast, MONDAY)
    assert left(session, MONDAY + timedelta(days=14)) == 2
    assert acts(session) == []
    assert delete_witness_contacts(session, at=MONDAY + timedelta(days=14, seconds=1)) == 1
    [kept] = session.scalars(select(WitnessContact))
    assert kept.observation_id == other.id
    assert acts(session) == [(Act.WITNESS_CONTACT_DELETED, {})]
    [entry] = session.scalars(select(AuditEntry))
    assert (entry.subject_kind, entry.subject_id, entry.actor_id) == (
        "observations",
        observation.id,
        None,
    )
    assert list(broken_entries(session)) == []


def test_a_newer_decision_keeps_the_witness(session: Session, cast: Cast) -> None:
    make_observation(session, cast.enrolment, cast.ben)
    end_place(cast, date(2026, 10, 10))
    decide(session, cast, MONDAY - timedelta(days=60))
    newer = decide(session, cast, MONDAY)
    assert left(session, MONDAY + timedelta(days=10)) == 1
    newer.withdrawn_at = MONDAY  # as if it had never been made
    assert left(session, MONDAY + timedelta(days=10)) == 0


def test_a_proposal_keeps_the_witness(session: Session, cast: Cast) -> None:
    make_observation(session, cast.enrolment, cast.ben)
    end_place(cast, date(2026, 10, 10))
    waiting = decide(session, cast, None)
    assert left(session, MONDAY + timedelta(days=300)) == 1
    waiting.withdrawn_at = MONDAY
    assert left(session, MONDAY + timedelta(days=300)) == 0


@pytest.mark.parametrize(("days", "kept"), [(60, 1), (61, 0)])
def test_a_place_that_ended_without_a_decision_is_waited_for(
    session: Session, cast: Cast, days: int, kept: int
) -> None:
    make_observation(session, cast.enrolment, cast.ben)
    assert left(session, MONDAY + timedelta(days=900)) == 1  # while it goes on
    end_place(cast, MONDAY.date())
    assert left(session, MONDAY + timedelta(days=days)) == kept
