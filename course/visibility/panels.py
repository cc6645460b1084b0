"""Panels, portfolios and appeals: who sees them, sits on them, keeps or decides them."""

from sqlalchemy import exists, or_, select

from course.models import Appeal, Decision, Enrolment, Panel, PanelMember, Person
from course.permissions import Permission
from course.visibility.places import (
    Condition,
    enrolments_assessable_by,
    enrolments_followed_by,
    enrolments_with,
    of_enrolment,
    own_enrolments,
)


def panels_kept_by(person: Person) -> Condition:
    """Panels that the person may change and cancel, but never about oneself."""
    kept = enrolments_with(person, Permission.CALL_PANELS)
    return of_enrolment(Panel.enrolment_id.expression, kept)


def panels_sat_on_by(person: Person) -> Condition:
    """Panels of which the person is a member, in a programme where their role still allows it."""
    seat = select(PanelMember.id).where(
        PanelMember.panel_id == Panel.id, PanelMember.person_id == person.id
    )
    return exists(seat) & of_enrolment(
        Panel.enrolment_id.expression, enrolments_with(person, Permission.ASSESS_TRAINEES)
    )


def panels_visible_to(person: Person) -> Condition:
    """Members see theirs; coordinators and auditors, their programmes', but never about oneself."""
    seen = enrolments_with(person, Permission.SEE_PROGRAMME)
    return or_(of_enrolment(Panel.enrolment_id.expression, seen), panels_sat_on_by(person))


def portfolios_visible_to(person: Person) -> Condition:
    """One's own; who follows the trainee; who may sit on their panel or assess them."""
    return or_(
        own_enrolments(person), enrolments_followed_by(person), enrolments_assessable_by(person)
    )


def decisions_appealed_by(person: Person) -> Condition:
    """Decisions about oneself; and those against which one types in what somebody else brought."""
    return of_enrolment(
        Decision.enrolment_id.expression,
        or_(Enrolment.person_id == person.id, enrolments_with(person, Permission.CALL_PANELS)),
    )


def appeals_decidable_by(person: Person) -> Condition:
    """Appeals of programmes where the person may decide them, but never one's own."""
    allowed = of_enrolment(
        Decision.enrolment_id.expression, enrolments_with(person, Permission.DECIDE_APPEALS)
    )
    return exists(select(Decision.id).where(Decision.id == Appeal.decision_id, allowed)).correlate(
        Appeal
    )
