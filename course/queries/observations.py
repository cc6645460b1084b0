"""What was seen of people's work outside, and who may reach its witnesses."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from assessments.appeals import DAYS_TO_APPEAL
from assessments.observations import OBSERVATION, WITNESS_STATEMENT, ObservationQuestion
from course.clock import local_day
from course.errors import FileInfected, FileWaits, NotFound
from course.models import Decision, Enrolment, Observation, Person, WitnessContact
from course.permissions import Permission
from course.terms import EnrolmentState, ObservationKind, ScanState
from course.visibility import (
    enrolments_followed_by,
    enrolments_taught_by,
    observations_kept_by,
    observations_visible_to,
    witnesses_visible_to,
)

QUESTIONS: Mapping[ObservationKind, Sequence[ObservationQuestion]] = {
    ObservationKind.OBSERVATION: OBSERVATION,
    ObservationKind.WITNESS_STATEMENT: WITNESS_STATEMENT,
}

TIME_TO_APPEAL = timedelta(days=DAYS_TO_APPEAL)
"""After a decision; until then a witness may be asked again."""

TIME_TO_DECIDE = timedelta(days=60)
"""After the end of a place about which nothing was decided: nobody will ask any more."""


def place_to_observe(session: Session, trainer: Person, enrolment_id: int) -> Enrolment:
    """A trainee of whom this trainer may enter what was seen. Raises NotFound."""
    enrolment = session.scalar(
        select(Enrolment)
        .where(
            Enrolment.id == enrolment_id,
            _observed_by(trainer),
        )
        .options(joinedload(Enrolment.person), joinedload(Enrolment.cohort))
    )
    if enrolment is None:
        raise NotFound
    return enrolment


def may_observe(session: Session, person: Person, enrolment: Enrolment) -> bool:
    """Whether a person may enter what was seen of a trainee."""
    observed = exists().where(Enrolment.id == enrolment.id, _observed_by(person))
    return bool(session.scalar(select(observed)))


def observation_for(session: Session, person: Person, observation_id: int) -> Observation:
    """One observation that a person may see, with whose it is and who entered it.

    Raises NotFound.
    """
    observation = session.scalar(
        select(Observation)
        .where(Observation.id == observation_id, observations_visible_to(person))
        .options(
            joinedload(Observation.entered_by),
            joinedload(Observation.enrolment).joinedload(Enrolment.person),
            joinedload(Observation.enrolment).joinedload(Enrolment.cohort),
        )
    )
    if observation is None:
        raise NotFound
    return observation


def observation_to_keep(session: Session, trainer: Person, observation_id: int) -> Observation:
    """One that this trainer may withdraw, held until the write ends. Raises NotFound."""
    observation = session.scalar(
        select(Observation)
        .where(Observation.id == observation_id, observations_kept_by(trainer))
        .with_for_update(of=Observation)
    )
    if observation is None:
        raise NotFound
    return observation


def may_withdraw(session: Session, person: Person, observation: Observation) -> bool:
    """Whether a person may withdraw it now."""
    kept = exists().where(Observation.id == observation.id, observations_kept_by(person))
    return bool(session.scalar(select(kept)))


def may_see_witness(session: Session, person: Person, observation: Observation) -> bool:
    """Whether a person may see who the witness is, and the scan, which may name them too."""
    seen = exists().where(Observation.id == observation.id, witnesses_visible_to(person))
    return bool(session.scalar(select(seen)))


def follows(session: Session, person: Person, enrolment_id: int) -> bool:
    """Whether a person follows this trainee, and so has a page of theirs to go back to."""
    followed = exists().where(Enrolment.id == enrolment_id, enrolments_followed_by(person))
    return bool(session.scalar(select(followed)))


def witness_of(session: Session, person: Person, observation_id: int) -> WitnessContact | None:
    """How to reach the witness, for who may know it; none too when it is deleted already."""
    return session.scalar(
        select(WitnessContact)
        .join(Observation, Observation.id == WitnessContact.observation_id)
        .where(Observation.id == observation_id, witnesses_visible_to(person))
    )


def scan_for(session: Session, person: Person, observation_id: int) -> Observation:
    """One whose scan a person may open. Raises NotFound."""
    observation = session.scalar(
        select(Observation).where(
            Observation.id == observation_id,
            Observation.stored_as.is_not(None),
            witnesses_visible_to(person),
        )
    )
    if observation is None:
        raise NotFound
    return observation


def scan_to_open(session: Session, person: Person, observation_id: int) -> Observation:
    """One whose scan a person may have. Raises NotFound, FileWaits and FileInfected.

    What waits for the scanner is open to who sent it alone.
    """
    observation = scan_for(session, person, observation_id)
    if observation.scan == ScanState.INFECTED:
        raise FileInfected
    if observation.scan == ScanState.WAITING and observation.entered_by_id != person.id:
        raise FileWaits
    return observation


def scans_to_scan(session: Session) -> list[tuple[int, str]]:
    """Scans that no scanner of viruses has seen: the id of each, and where it is kept."""
    found = session.execute(
        select(Observation.id, Observation.stored_as)
        .where(_unseen(), Observation.stored_as.is_not(None))
        .order_by(Observation.id)
    )
    return [(row_id, stored_as) for row_id, stored_as in found if stored_as is not None]


def scan_to_scan(session: Session, observation_id: int) -> Observation | None:
    """One of them, held until the write ends; none if it was seen."""
    return session.scalar(
        select(Observation)
        .where(Observation.id == observation_id, _unseen())
        .with_for_update(of=Observation)
    )


def observations_of(session: Session, enrolment_id: int) -> Sequence[Observation]:
    """What stands about one trainee, in order; what was withdrawn is left out."""
    return session.scalars(
        select(Observation)
        .join(Observation.entered_by)
        .where(Observation.enrolment_id == enrolment_id, Observation.withdrawn_at.is_(None))
        .options(contains_eager(Observation.entered_by))
        .order_by(Observation.dated_on, Observation.id)
    ).all()


def witness_contact_of(session: Session, observation_id: int) -> WitnessContact | None:
    """The contact that belongs to an observation, for deeds on it."""
    return session.scalar(
        select(WitnessContact).where(WitnessContact.observation_id == observation_id)
    )


def contacts_over(
    session: Session, *, at: datetime
) -> Sequence[tuple[WitnessContact, Observation]]:
    """Contacts that nobody needs any more, with what they belong to.

    Those of places about which the newest decision is older than the time to appeal, and of places
    that ended long ago without any. A decision that was withdrawn is none.
    """
    about_place = (Decision.enrolment_id == Enrolment.id, Decision.withdrawn_at.is_(None))
    decided_at = select(func.max(Decision.decided_at)).where(*about_place).scalar_subquery()
    waits = exists().where(*about_place, Decision.decided_at.is_(None))
    rows = session.execute(
        select(WitnessContact, Observation)
        .join(Observation, Observation.id == WitnessContact.observation_id)
        .join(Enrolment, Enrolment.id == Observation.enrolment_id)
        .where(
            or_(
                and_(~waits, decided_at < at - TIME_TO_APPEAL),
                and_(
                    ~exists().where(*about_place),
                    Enrolment.ended_on < local_day(at - TIME_TO_DECIDE),
                ),
            )
        )
        .order_by(WitnessContact.id)
    )
    return [(contact, observation) for contact, observation in rows]


def _observed_by(trainer: Person) -> ColumnElement[bool]:
    return and_(
        Enrolment.state.in_((EnrolmentState.ADMITTED, EnrolmentState.ENDED)),
        enrolments_taught_by(trainer, Permission.KEEP_FIELDWORK),
    )


def _unseen() -> ColumnElement[bool]:
    """Also what was sent before there was a scanner."""
    return Observation.scan.in_((ScanState.WAITING, ScanState.NOT_ASKED))
