"""A new key for what participants told the funder: everything sealed anew, a few at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assessments.participants import pesel_of
from course.actions.audit import note, take_turn
from course.models import ParticipantIdentity, ParticipantRecord
from course.sealing import Place, Seals
from course.terms import Act

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Resealed:
    """The last revision that was looked at, and how many of them had an older key."""

    last_id: int
    records: int
    identities: int


def reseal_some(session: Session, seals: Seals, *, after: int, at: datetime) -> Resealed | None:
    """Seal the next revisions by the first key, and hash their PESELs by it; None after the last.

    What was done before is passed over: whoever is interrupted begins again. Raises SealBroken.
    """
    take_turn(session)
    records = session.scalars(
        select(ParticipantRecord)
        .where(ParticipantRecord.id > after, ParticipantRecord.sealed.is_not(None))
        .options(joinedload(ParticipantRecord.enrolment))
        .order_by(ParticipantRecord.id)
        .limit(AT_ONCE)
    ).all()
    if not records:
        return None
    older = [one for one in records if not seals.is_newest(one.sealed or "")]
    identities = sum(_reseal(session, seals, record) for record in older)
    if older:
        note(
            session,
            Act.PARTICIPANT_RECORDS_SEALED,
            by=None,
            subject=older[-1],
            at=at,
            facts={"first": older[0].id, "last": older[-1].id, "records": len(older)},
        )
    return Resealed(records[-1].id, len(older), identities)


def _reseal(session: Session, seals: Seals, record: ParticipantRecord) -> int:
    """How many identities hang on it: one where the person's PESEL is the one that it tells."""
    place = Place(record.enrolment_id, record.revision)
    values = seals.unseal(record.sealed or "", of=place)
    record.sealed = seals.seal(values, of=place)
    pesel = pesel_of(values)
    if pesel is None:
        return 0
    newest, *hashes = seals.pesel_hashes(pesel)
    identity = session.scalar(
        select(ParticipantIdentity).where(
            ParticipantIdentity.person_id == record.enrolment.person_id,
            ParticipantIdentity.pesel_hash.in_(hashes),
        )
    )
    if identity is None:
        return 0
    identity.pesel_hash = newest
    return 1
