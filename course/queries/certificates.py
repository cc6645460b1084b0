"""Decisions, the certificates that came of them, and what strangers are told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, aliased, joinedload

from assessments.qualification import Qualification, judge
from course.errors import NotFound
from course.models import (
    AuthoredVersion,
    Certificate,
    Cohort,
    Decision,
    Enrolment,
    Person,
)
from course.permissions import Permission
from course.queries.records import records_of
from course.queries.rules import frozen_rule
from course.terms import DecisionOutcome
from course.visibility import (
    certificates_kept_by,
    certificates_visible_to,
    decisions_approvable_by,
    enrolments_with,
)

DECIDED_SHOWN = 50
"""How many past decisions the list shows; the audit trail has them all."""

_PLACE = joinedload(Decision.enrolment)
_WHOLE_DECISION = (
    _PLACE.joinedload(Enrolment.person),
    _PLACE.joinedload(Enrolment.cohort).joinedload(Cohort.programme),
    joinedload(Decision.proposed_by),
    joinedload(Decision.approved_by),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A certificate that a code opens, and the newest that the same person got after it."""

    certificate: Certificate
    successor: Certificate | None


def decisions_waiting(session: Session, person: Person) -> Sequence[Decision]:
    """Proposals in the programmes of who may approve, the oldest first."""
    return session.scalars(
        _approvable(person)
        .where(Decision.decided_at.is_(None), Decision.withdrawn_at.is_(None))
        .order_by(Decision.proposed_at, Decision.id)
    ).all()


def decisions_closed(session: Session, person: Person) -> Sequence[Decision]:
    """What was decided or withdrawn, the newest first."""
    return session.scalars(
        _approvable(person)
        .where(Decision.decided_at.is_not(None) | Decision.withdrawn_at.is_not(None))
        .order_by(Decision.id.desc())
        .limit(DECIDED_SHOWN)
    ).all()


def decision_for(session: Session, person: Person, decision_id: int) -> Decision:
    """One decision for who may approve it. Raises NotFound."""
    found = session.scalar(_approvable(person).where(Decision.id == decision_id))
    if found is None:
        raise NotFound
    return found


def decision_now(session: Session, decision_id: int) -> Decision:
    """A decision with all that its approval judges, read anew."""
    return session.scalars(
        select(Decision)
        .where(Decision.id == decision_id)
        .options(*_WHOLE_DECISION)
        .execution_options(populate_existing=True)
    ).one()


def qualifications_now(
    session: Session, decisions: Collection[Decision]
) -> Mapping[int, Qualification]:
    """Each decision's person judged as of now by the rule of the decision, by its id."""
    digests = {decision.rule_digest for decision in decisions}
    versions = session.scalars(select(AuthoredVersion).where(AuthoredVersion.digest.in_(digests)))
    rules = {version.digest: frozen_rule(version) for version in versions}
    records = records_of(session, {decision.enrolment_id for decision in decisions})
    return {
        decision.id: judge(rules[decision.rule_digest], records[decision.enrolment_id])
        for decision in decisions
    }


def waiting_decision(session: Session, enrolment_id: int) -> Decision | None:
    """The proposal about a place that nobody approved or withdrew."""
    return session.scalar(
        select(Decision).where(
            Decision.enrolment_id == enrolment_id,
            Decision.decided_at.is_(None),
            Decision.withdrawn_at.is_(None),
        )
    )


def refusal_of(session: Session, enrolment_id: int) -> Decision | None:
    """The newest decision about a place that awarded nothing."""
    return session.scalar(
        select(Decision)
        .where(
            Decision.enrolment_id == enrolment_id,
            Decision.outcome == DecisionOutcome.NOT_AWARDED,
            Decision.decided_at.is_not(None),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    )


def enrolment_to_propose(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """A place about which this person may propose a decision. Raises NotFound."""
    found = session.scalar(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id, enrolments_with(person, Permission.PROPOSE_DECISIONS))
        .options(
            joinedload(Enrolment.person), joinedload(Enrolment.cohort).joinedload(Cohort.programme)
        )
    )
    if found is None:
        raise NotFound
    return found


def certificates_of(session: Session, person: Person) -> Sequence[Certificate]:
    """A person's own certificates, the newest first."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person.id)
        .order_by(Certificate.id.desc())
    ).all()


def certificate_for(session: Session, person: Person, certificate_id: int) -> Certificate:
    """One's own certificate, or one of a programme that one may see. Raises NotFound."""
    return _certificate(session, certificate_id, certificates_visible_to(person))


def certificate_from(session: Session, person: Person, decision_id: int) -> Certificate | None:
    """The newest certificate that came of a decision, for who may see it."""
    return session.scalar(
        select(Certificate)
        .where(Certificate.decision_id == decision_id, certificates_visible_to(person))
        .order_by(Certificate.id.desc())
        .limit(1)
    )


def certificate_to_keep(session: Session, person: Person, certificate_id: int) -> Certificate:
    """A certificate that this person may revoke or supersede. Raises NotFound."""
    return _certificate(session, certificate_id, certificates_kept_by(person))


def own_certificate(session: Session, person: Person, certificate_id: int) -> Certificate:
    """One's own certificate. Raises NotFound."""
    return _certificate(session, certificate_id, Certificate.person_id == person.id)


def certificate_now(session: Session, certificate_id: int) -> Certificate:
    """A certificate with its holder and its programme, read anew."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.id == certificate_id)
        .options(joinedload(Certificate.person), joinedload(Certificate.programme))
        .execution_options(populate_existing=True)
    ).one()


def standing_certificate(
    session: Session, person_id: int, standard_code: str
) -> Certificate | None:
    """The certificate of a standard that a person holds, neither revoked nor superseded."""
    return session.scalar(
        select(Certificate).where(
            Certificate.person_id == person_id,
            Certificate.standard_code == standard_code,
            Certificate.revoked_at.is_(None),
            Certificate.superseded_at.is_(None),
        )
    )


def certificate_by_code(session: Session, code: str) -> Known | None:
    """What a code opens: anybody who has it may ask."""
    later = aliased(Certificate)
    row = session.execute(
        select(Certificate, later)
        .outerjoin(
            later,
            and_(
                later.person_id == Certificate.person_id,
                later.standard_code == Certificate.standard_code,
                later.id > Certificate.id,
            ),
        )
        .where(Certificate.code == code)
        .order_by(later.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Known(*row)


def _approvable(person: Person) -> Select[Decision]:
    return select(Decision).where(decisions_approvable_by(person)).options(*_WHOLE_DECISION)


def _certificate(
    session: Session, certificate_id: int, condition: ColumnElement[bool]
) -> Certificate:
    found = session.scalar(
        select(Certificate)
        .where(Certificate.id == certificate_id, condition)
        .options(
            joinedload(Certificate.person),
            joinedload(Certificate.programme),
            joinedload(Certificate.decision),
        )
    )
    if found is None:
        raise NotFound
    return found
