"""Agreements, decisions and certificates: who sees them, and who may change them."""

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from course.models import Agreement, Certificate, Decision, IndicatorSnapshot, Person, RoleGrant
from course.permissions import Permission, roles_with
from course.terms import Role
from course.visibility.places import Condition, enrolments_with, granted, of_enrolment


def agreements_visible_to(person: Person) -> Condition:
    """Agreements of programmes that the person may see."""
    return granted(person, Permission.SEE_PROGRAMME, Agreement.programme_id.expression)


def agreements_kept_by(person: Person) -> Condition:
    """Agreements that the person may enter, change and verify."""
    return granted(person, Permission.KEEP_AGREEMENTS, Agreement.programme_id.expression)


def decisions_approvable_by(person: Person) -> Condition:
    """Decisions of programmes where the person may be one of the two, but never about oneself."""
    return of_enrolment(
        Decision.enrolment_id.expression, enrolments_with(person, Permission.APPROVE_DECISIONS)
    )


def certificates_visible_to(person: Person) -> Condition:
    """One's own; coordinators and auditors, their programmes'."""
    return or_(
        Certificate.person_id == person.id,
        granted(person, Permission.SEE_PROGRAMME, Certificate.programme_id.expression),
    )


def certificates_kept_by(person: Person) -> Condition:
    """Certificates that the person may revoke or supersede, but never one's own."""
    return and_(
        Certificate.person_id != person.id,
        granted(person, Permission.REVOKE_CERTIFICATES, Certificate.programme_id.expression),
    )


def snapshots_visible_to(person: Person) -> Condition:
    """Frozen figures of programmes whose people the person may see."""
    return granted(person, Permission.SEE_PROGRAMME, IndicatorSnapshot.programme_id.expression)


def partner_grants_kept_by(person: Person) -> Condition:
    """Roles of lead partners, open ones, of programmes that the person keeps; never one's own."""
    own = aliased(RoleGrant)  # the person's, beside the one that is looked at
    keeps = exists(
        select(own.id).where(
            own.person_id == person.id,
            own.programme_id == RoleGrant.programme_id,
            own.role.in_(roles_with(Permission.KEEP_PROGRAMME)),
            own.ended_at.is_(None),
        )
    )
    return and_(
        RoleGrant.role == Role.LEAD_PARTNER,
        RoleGrant.ended_at.is_(None),
        RoleGrant.person_id != person.id,
        keeps,
    )
