"""What a trainee's first page asks about their place: how its end stands, and what waits there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from course.models import Appeal, Certificate, Decision, Enrolment, Extension, Panel, Person
from course.queries.participants import Gap, own_enrolment_told
from course.terms import AppealOutcome, DecisionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the end of a participation stands; each empty where it is not so."""

    certificate: str | None = None  # the number of the one that stands
    decision_since: datetime | None = None  # proposed, and waits for a second person
    refused_id: int | None = None  # the newest decision that awarded nothing
    appeal_since: datetime | None = None
    appeal_decided: AppealOutcome | None = None
    panel_on: date | None = None
    panel_place: str | None = None
    asked_for: str | None = None  # an assignment for which more time was asked
    asked_since: datetime | None = None


def own_place_here(session: Session, person: Person) -> tuple[Enrolment, Gap | None, Ending]:
    """The place, what is told of it to the funder, and its end: one statement. Raises NotFound."""
    enrolment, gap, found = own_enrolment_told(session, person, *_ENDING.values())
    return enrolment, gap, Ending(**dict(zip(_ENDING, found, strict=True)))


def _one(found: Select[Any]) -> ColumnElement[Any]:
    return found.correlate(Enrolment).limit(1).scalar_subquery()


def _standing() -> ColumnElement[Any]:
    return _one(
        select(Certificate.number).where(
            Certificate.person_id == Enrolment.person_id,
            Certificate.revoked_at.is_(None),
            Certificate.superseded_at.is_(None),
        )
    )


def _proposed() -> ColumnElement[Any]:
    return _one(
        select(Decision.proposed_at).where(
            Decision.enrolment_id == Enrolment.id,
            Decision.decided_at.is_(None),
            Decision.withdrawn_at.is_(None),
        )
    )


def _refused(column: Any) -> ColumnElement[Any]:  # noqa: ANN401 -- a column of either
    return _one(
        select(column)
        .select_from(Decision)
        .outerjoin(Appeal, Appeal.decision_id == Decision.id)
        .where(
            Decision.enrolment_id == Enrolment.id,
            Decision.outcome == DecisionOutcome.NOT_AWARDED,
            Decision.decided_at.is_not(None),
        )
        .order_by(Decision.id.desc())
    )


def _called(column: Any) -> ColumnElement[Any]:  # noqa: ANN401 -- a column of it
    return _one(
        select(column)
        .where(
            Panel.enrolment_id == Enrolment.id,
            Panel.cancelled_at.is_(None),
            Panel.recorded_at.is_(None),
        )
        .order_by(Panel.sitting.desc())
    )


def _asked(column: Any) -> ColumnElement[Any]:  # noqa: ANN401 -- a column of it
    return _one(
        select(column)
        .where(Extension.enrolment_id == Enrolment.id, Extension.decided_at.is_(None))
        .order_by(Extension.id)
    )


_ENDING = {
    "certificate": _standing(),
    "decision_since": _proposed(),
    "refused_id": _refused(Decision.id),
    "appeal_since": _refused(Appeal.lodged_at),
    "appeal_decided": _refused(Appeal.outcome),
    "panel_on": _called(Panel.held_on),
    "panel_place": _called(Panel.place),
    "asked_for": _asked(Extension.assignment_slug),
    "asked_since": _asked(Extension.asked_at),
}
