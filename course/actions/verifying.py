"""An agreement signed by both sides: verified by a second person, in force, ended.

Who entered an agreement does not verify it, nor opens it again for a correction alone.
"""

from collections.abc import Set as AbstractSet
from datetime import date, datetime

from sqlalchemy.orm import Session

from course.actions.agreements import VERIFIED_THINGS
from course.actions.audit import note
from course.clock import local_day
from course.errors import (
    AgreementIncomplete,
    AgreementOrder,
    ChangedMeanwhile,
    DatesReversed,
    SamePerson,
)
from course.fingerprint import fingerprint
from course.models import Agreement, Person
from course.models.base import Json
from course.terms import Act, AgreementCheck, AgreementState


def verify_agreement(
    session: Session,
    agreement: Agreement,
    *,
    checked: AbstractSet[AgreementCheck],
    seen: str,
    by: Person,
    at: datetime,
) -> None:
    """Say what was checked, which is everything; `seen` is the fingerprint of what was shown.

    Raises AgreementOrder, SamePerson, ChangedMeanwhile and AgreementIncomplete.
    """
    if agreement.state_on(local_day(at)) is not AgreementState.SIGNED:
        raise AgreementOrder
    if agreement.entered_by_id == by.id:
        raise SamePerson
    if seen != fingerprint(agreement, VERIFIED_THINGS):
        raise ChangedMeanwhile
    missing = [*missing_before_verifying(agreement), *sorted(set(AgreementCheck) - checked)]
    if missing:
        raise AgreementIncomplete(missing=missing)
    agreement.verified_by_id, agreement.verified_at = by.id, at
    facts: Json = {"checked": sorted(checked), "file": agreement.file_sha256}
    _note(session, Act.AGREEMENT_VERIFIED, agreement, by, at, facts)


def missing_before_verifying(agreement: Agreement) -> list[str]:
    """The columns that must be filled in before anybody can verify an agreement."""
    needed = ("institution_capacity", "beneficiary_capacity", "file_sha256")
    return [name for name in needed if not getattr(agreement, name)]


def take_verification_back(
    session: Session, agreement: Agreement, *, by: Person, at: datetime
) -> None:
    """Open a verified agreement for a correction; who entered it cannot do that alone.

    It counts no longer until it is verified and brought into force anew. Raises AgreementOrder,
    SamePerson.
    """
    if agreement.verified_by_id is None or agreement.ended_on is not None:
        raise AgreementOrder
    if agreement.entered_by_id == by.id:
        raise SamePerson
    facts: Json = {"changed": ["verified_by", "in_force_on"]}
    facts["verified_by"] = agreement.verified_by_id
    if agreement.in_force_on is not None:
        facts["in_force_on"] = agreement.in_force_on.isoformat()
    agreement.verified_by_id = agreement.verified_at = agreement.in_force_on = None
    _note(session, Act.AGREEMENT_CHANGED, agreement, by, at, facts)


def bring_into_force(
    session: Session, agreement: Agreement, *, in_force_on: date, by: Person, at: datetime
) -> None:
    """Record the first day of the agreement, which may be to come.

    Raises AgreementOrder, and DatesReversed for a day before the last signature.
    """
    concluded_on = _concluded_on(agreement)
    verified = agreement.verified_by_id is not None
    if not verified or concluded_on is None or agreement.in_force_on is not None:
        raise AgreementOrder
    if in_force_on < concluded_on:
        raise DatesReversed
    agreement.in_force_on = in_force_on
    facts: Json = {"day": in_force_on.isoformat()}
    _note(session, Act.AGREEMENT_IN_FORCE, agreement, by, at, facts)


def end_agreement(
    session: Session,
    agreement: Agreement,
    *,
    ended_on: date,
    because: str,
    by: Person,
    at: datetime,
) -> None:
    """Record the day from which the agreement no longer holds, which may be to come, and why.

    Raises AgreementOrder, and DatesReversed for a day before it came into force.
    """
    if agreement.in_force_on is None or agreement.ended_on is not None:
        raise AgreementOrder
    if ended_on < agreement.in_force_on:
        raise DatesReversed
    agreement.ended_on, agreement.ended_because = ended_on, because
    _note(session, Act.AGREEMENT_ENDED, agreement, by, at, {"day": ended_on.isoformat()})


def _concluded_on(agreement: Agreement) -> date | None:
    signed = agreement.institution_signed_on, agreement.beneficiary_signed_on
    return None if signed[0] is None or signed[1] is None else max(signed[0], signed[1])


def _note(
    session: Session, act: Act, agreement: Agreement, by: Person, at: datetime, facts: Json
) -> None:
    note(session, act, by=by, subject=agreement, at=at, facts=facts)
