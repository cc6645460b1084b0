"""Whatever order people try deeds in: one standing certificate, two people, no gaps in numbers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from course.actions.audit import broken_entries
from course.actions.certificates import approve_decision, revoke_certificate
from course.actions.corrections import approve_correction
from course.actions.decisions import propose_decision, withdraw_decision
from course.errors import DomainError
from course.models import AuditEntry, Base, Certificate, Correction, Decision, Person
from course.queries.certificates import (
    certificates_of,
    enrolment_to_propose,
    standing_certificate,
    waiting_decision,
)
from course.terms import Act
from tests.make import MONDAY
from tests.make_certificates import (
    ISSUER,
    fail,
    make_assessment,
    make_correction,
    make_qualified,
)
from tests.people import Cast, make_cast

ENGINE = create_engine("sqlite://", poolclass=StaticPool)
WHO = ("ana", "carla", "cyryl", "vera")
DEEDS = ("propose", "approve", "withdraw", "revoke", "correct", "supersede", "fail", "pass")
ENTRIES = {"approve": 2, "supersede": 3, "fail": 0, "pass": 0}
PATHS = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(WHO)), max_size=14)


@contextmanager
def fresh(engine: Engine) -> Iterator[Session]:
    """A database with nobody in it, empty again afterwards."""
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    Base.metadata.drop_all(engine)


def waiting_one(session: Session, cast: Cast) -> Correction:
    """The newest correction of a certificate of Ana’s, whatever became of it."""
    found = session.scalars(
        select(Correction)
        .join(Correction.certificate)
        .where(Certificate.person_id == cast.ana.id)
        .order_by(-Correction.id)
    ).first()
    return found or Correction(id=0)


def newest(session: Session, cast: Cast) -> Certificate:
    return certificates_of(session, cast.ana)[0]


def waiting(session: Session, cast: Cast) -> Decision:
    return session.scalars(
        select(Decision).where(Decision.enrolment_id == cast.enrolment.id).order_by(-Decision.id)
    ).first() or Decision(id=0)


def try_deed(session: Session, cast: Cast, deed: str, by: Person, step: int) -> bool:
    """Whether the rules let it happen."""
    at = MONDAY + timedelta(minutes=step)
    place = cast.enrolment
    deeds: dict[str, Callable[[], object]] = {
        "propose": lambda: propose_decision(
            session, enrolment_to_propose(session, cast.carla, place.id), by=by, at=at
        ),
        "approve": lambda: approve_decision(
            session, waiting(session, cast), issuer=ISSUER, by=by, at=at
        ),
        "withdraw": lambda: withdraw_decision(session, waiting(session, cast), by=by, at=at),
        "revoke": lambda: revoke_certificate(
            session, newest(session, cast), reason="powód", by=by, at=at
        ),
        "correct": lambda: make_correction(
            session, newest(session, cast), by, holder_name=f"Ana Nowa {step}", at=at
        ),
        "supersede": lambda: approve_correction(
            session, waiting_one(session, cast), issuer=ISSUER, by=by, at=at
        ),
        "fail": lambda: fail(session, place, cast.vera),
        "pass": lambda: make_assessment(
            session, place, cast.vera, supersedes_id=fail(session, place, cast.vera).id
        ),
    }
    if deed == "supersede" and not waiting_one(session, cast).id:
        return False
    if deed in {"revoke", "correct"} and not certificates_of(session, cast.ana):
        return False
    if deed in {"approve", "withdraw"} and not waiting(session, cast).id:
        return False
    try:
        deeds[deed]()
    except DomainError:
        return False
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PATHS)
def test_no_path_certifies_twice_or_alone(path: list[tuple[str, str]]) -> None:
    with fresh(ENGINE) as session:
        cast = make_cast(session)
        make_qualified(session, cast.enrolment, cast.vera)
        entries = audited(session)
        for step, (deed, name) in enumerate(path):
            done = try_deed(session, cast, deed, getattr(cast, name), step)
            more = audited(session) - entries
            entries += more
            assert more == (ENTRIES.get(deed, 1) if done else 0)
            check(session, cast)
        assert broken_entries(session) == []


def audited(session: Session) -> int:
    return session.scalar(select(func.count(AuditEntry.id))) or 0


def check(session: Session, cast: Cast) -> None:
    certificates = certificates_of(session, cast.ana)
    standing = [one for one in certificates if one.revoked_at is None and one.superseded_at is None]
    assert len(standing) <= 1
    held = standing_certificate(session, cast.ana.id, cast.programme.standard_code)
    assert held in standing or (held is None and not standing)
    if standing:
        assert standing[0].holder_name == cast.ana.name
    numbers = [f"SZ/2026/{place:04d}" for place in range(len(certificates), 0, -1)]
    assert [one.number for one in certificates] == numbers
    assert len({one.code for one in certificates}) == len(certificates)
    issued = session.scalar(
        select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.CERTIFICATE_ISSUED)
    )
    awarded = session.scalars(select(Decision).where(Decision.decided_at.is_not(None))).all()
    assert issued == len(awarded)
    for decision in awarded:
        people = {decision.proposed_by_id, decision.approved_by_id, cast.ana.id}
        assert len(people) == 3
    if waiting_decision(session, cast.enrolment.id) is not None:
        assert not standing
