"""Enter what was seen of somebody's work outside, withdraw it, and forget its witnesses in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from course.actions.audit import note, note_each
from course.clock import local_day
from course.errors import DayInFuture, RuleBroken
from course.models import Enrolment, Json, Observation, Person, WitnessContact
from course.queries.observations import contacts_over, witness_contact_of
from course.stored_file import StoredFile
from course.terms import Act, ObservationKind, ScanState


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen on a day, in answer to fixed questions; `assignment_slug` is what it is for."""

    kind: ObservationKind
    dated_on: date
    answers: Mapping[str, str]
    assignment_slug: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """Who said it, and how to reach them."""

    name: str
    contact: str


def enter_observation(
    session: Session,
    enrolment: Enrolment,
    seen: Seen,
    *,
    witness: Witness | None,
    scan: StoredFile | None,
    by: Person,
    at: datetime,
    scanned: ScanState = ScanState.NOT_ASKED,
) -> Observation:
    """Keep what was seen; who the witness is lies apart from it.

    `scanned` is WAITING where a scanner of viruses is configured. Raises DayInFuture.
    """
    if seen.dated_on > local_day(at):
        raise DayInFuture
    observation = Observation(
        enrolment_id=enrolment.id,
        kind=seen.kind,
        dated_on=seen.dated_on,
        assignment_slug=seen.assignment_slug,
        answers=dict(seen.answers),
        entered_by_id=by.id,
        entered_at=at,
    )
    if scan is not None:
        _attach(observation, scan, scanned)
    session.add(observation)
    session.flush()
    if witness is not None:
        session.add(
            WitnessContact(
                observation_id=observation.id, name=witness.name, contact=witness.contact
            )
        )
    facts: Json = {"enrolment": enrolment.id, "kind": seen.kind.value}
    note(session, Act.OBSERVATION_ENTERED, by=by, subject=observation, at=at, facts=facts)
    return observation


def _attach(observation: Observation, scan: StoredFile, scanned: ScanState) -> None:
    observation.file_name, observation.media_type = scan.name, scan.media_type
    observation.bytes, observation.sha256 = scan.bytes, scan.sha256
    observation.stored_as, observation.scan = scan.stored_as, scanned


def withdraw_observation(
    session: Session, observation: Observation, *, by: Person, at: datetime
) -> None:
    """Let an observation stand no more; nobody needs its witness then. Raises RuleBroken."""
    if observation.withdrawn_at is not None:
        raise RuleBroken
    observation.withdrawn_at = at
    note(session, Act.OBSERVATION_WITHDRAWN, by=by, subject=observation, at=at)
    contact = witness_contact_of(session, observation.id)
    if contact is not None:
        session.delete(contact)
        note(session, Act.WITNESS_CONTACT_DELETED, by=by, subject=observation, at=at)


def record_scan_of(
    session: Session, observation: Observation, *, infected: bool, at: datetime
) -> None:
    """Write down what the scanner said of a scan; with a virus nobody opens it any more."""
    observation.scan = ScanState.INFECTED if infected else ScanState.CLEAN
    observation.scanned_at = at
    facts: Json = {"scan": observation.scan.value, "sha256": observation.sha256}
    note(session, Act.FILE_SCANNED, by=None, subject=observation, at=at, facts=facts)


def delete_witness_contacts(session: Session, *, at: datetime) -> int:
    """Forget the witnesses of whom nobody will ask any more; how many there were."""
    over = contacts_over(session, at=at)
    if over:
        observations = [observation for _, observation in over]
        note_each(session, Act.WITNESS_CONTACT_DELETED, by=None, subjects=observations, at=at)
    for contact, _ in over:
        session.delete(contact)
    session.flush()
    return len(over)
