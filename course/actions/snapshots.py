"""Figures frozen for the funder: written down once, never changed; `freezing` counts them.

A later correction is a new one that says why, and points at what it corrects; both stay.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from assessments.freezing import digest_of
from course.actions.audit import FIRST_HASH, note
from course.clock import local_day
from course.errors import ClaimFrozen, DayInFuture, NotFound, ReasonMissing
from course.models import IndicatorSnapshot, Person, Programme
from course.models.base import Json
from course.queries.snapshots import head_of_audit, last_number, number_of_claim
from course.terms import Act, SnapshotPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Freezing:
    """What is to be frozen, and why."""

    purpose: SnapshotPurpose
    as_of: date
    claim_number: str = ""
    reason: str = ""
    corrects: IndicatorSnapshot | None = None


def keep_snapshot(
    session: Session,
    programme: Programme,
    freezing: Freezing,
    *,
    counted: Json,
    by: Person,
    at: datetime,
) -> IndicatorSnapshot:
    """Write down figures that were counted in this turn, with where the audit trail stood.

    Raises DayInFuture, ClaimFrozen, ReasonMissing, and NotFound for a correction of another
    programme's figures.
    """
    _check(session, programme, freezing, at)
    figures = {
        **counted,
        "taken_at": at.astimezone(UTC).isoformat(),
        "audit": _audit_head(session),
    }
    snapshot = IndicatorSnapshot(
        programme_id=programme.id,
        number=last_number(session, programme) + 1,
        purpose=freezing.purpose,
        claim_number=freezing.claim_number,
        reason=freezing.reason,
        corrects_id=freezing.corrects.id if freezing.corrects else None,
        as_of=freezing.as_of,
        taken_by_id=by.id,
        taken_at=at,
        figures=figures,
        digest=digest_of(figures),
    )
    session.add(snapshot)
    facts: Json = {"number": snapshot.number, "digest": snapshot.digest}
    note(session, Act.SNAPSHOT_TAKEN, by=by, subject=snapshot, at=at, facts=facts)
    return snapshot


def publish_figures(
    session: Session, programme: Programme, *, public: bool, by: Person, at: datetime
) -> None:
    """Show everybody the totals that were frozen, or show them no longer."""
    if programme.figures_public is public:
        return
    programme.figures_public = public
    act = Act.FIGURES_PUBLISHED if public else Act.FIGURES_HIDDEN
    note(session, act, by=by, subject=programme, at=at)


def _check(session: Session, programme: Programme, freezing: Freezing, at: datetime) -> None:
    if freezing.as_of > local_day(at):
        raise DayInFuture
    if freezing.corrects is None:
        if freezing.purpose is SnapshotPurpose.PAYMENT_CLAIM and freezing.claim_number:
            number = number_of_claim(session, programme, freezing.claim_number)
            if number is not None:
                raise ClaimFrozen(number=number)
        return
    if freezing.corrects.programme_id != programme.id:
        raise NotFound
    if not freezing.reason:
        raise ReasonMissing


def _audit_head(session: Session) -> Json:
    """The end of the trail when it was frozen: everything before it is proved by its hash."""
    head = head_of_audit(session)
    return {"entry": head.id if head else 0, "hash": head.hash if head else FIRST_HASH}
