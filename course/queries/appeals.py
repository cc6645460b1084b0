"""Appeals: against which decision, until when, and who is somebody new to them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from assessments.appeals import last_day_to_appeal
from course.clock import local_day
from course.errors import NotFound
from course.models import Appeal, Cohort, Decision, Enrolment, Person
from course.visibility import appeals_decidable_by, decisions_appealed_by

_PLACE = joinedload(Appeal.decision).joinedload(Decision.enrolment)
_WHOLE = (
    _PLACE.joinedload(Enrolment.person),
    _PLACE.joinedload(Enrolment.cohort).joinedload(Cohort.programme),
    joinedload(Appeal.decision).joinedload(Decision.panel),
    joinedload(Appeal.decided_by),
)


def decision_to_appeal(session: Session, person: Person, decision_id: int) -> Decision:
    """A decision against which this person appeals, or types in an appeal. Raises NotFound."""
    found = session.scalar(
        select(Decision)
        .where(
            Decision.id == decision_id,
            Decision.decided_at.is_not(None),
            decisions_appealed_by(person),
        )
        .options(
            joinedload(Decision.enrolment).joinedload(Enrolment.person),
            joinedload(Decision.enrolment).joinedload(Enrolment.cohort),
        )
    )
    if found is None:
        raise NotFound
    return found


def last_day_of(decision: Decision) -> date | None:
    """The last day on which an appeal is in time; none before the decision."""
    return last_day_to_appeal(local_day(decision.decided_at)) if decision.decided_at else None


def appeal_against(session: Session, decision_id: int) -> Appeal | None:
    """The one appeal that there can be."""
    return session.scalar(
        select(Appeal)
        .where(Appeal.decision_id == decision_id)
        .options(joinedload(Appeal.decided_by))
    )


def appeals_here(session: Session, person: Person) -> Sequence[Appeal]:
    """Appeals in the programmes of who may decide them: those that wait first, the oldest first."""
    return session.scalars(
        _decidable(person).order_by(Appeal.decided_at.is_not(None), Appeal.lodged_at, Appeal.id)
    ).all()


def appeal_for(session: Session, person: Person, appeal_id: int) -> Appeal:
    """One of them. Raises NotFound."""
    found = session.scalar(_decidable(person).where(Appeal.id == appeal_id))
    if found is None:
        raise NotFound
    return found


def appeal_now(session: Session, appeal_id: int) -> Appeal:
    """An appeal with all that it is about, read anew."""
    return session.scalars(
        select(Appeal)
        .where(Appeal.id == appeal_id)
        .options(*_WHOLE)
        .execution_options(populate_existing=True)
    ).one()


def _decidable(person: Person) -> Select[Appeal]:
    return select(Appeal).where(appeals_decidable_by(person)).options(*_WHOLE)
