"""The funder's data about participants: the form chosen, every revision sealed, each reading noted.

Nobody says that data are complete: the form that the programme chose tells it from what was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from assessments.faults import Fault
from assessments.participants import (
    FOUR_WEEKS,
    Item,
    Moment,
    ParticipantForm,
    Participation,
    Reading,
    Values,
    missing,
    pesel_of,
    read_values,
    sex_of,
)
from course.actions.audit import note, note_each, take_turn
from course.actions.letters import post
from course.actions.versions import keep_definition
from course.clock import local_day
from course.errors import FormNotChosen, RecordChanged
from course.models import (
    AuthoredVersion,
    Cohort,
    Enrolment,
    Letter,
    ParticipantIdentity,
    ParticipantRecord,
    Person,
    Programme,
)
from course.models.base import Json
from course.queries.participant_forms import participant_form_by_digest
from course.queries.participants import holding_record
from course.sealing import Place, Seals
from course.terms import Act, LetterKind, ReadingReason, RecordSource, Sex

PESEL_TAKEN = "pesel_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a page sent: the items that it showed, and the revision that it was made from; 0: none.

    A page shows only some of the items; of the others stays what was known before.
    """

    raw: Mapping[str, Sequence[str]]
    shown: Sequence[Item]
    revision: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of it; nothing was saved where there are faults. Whose the PESEL is, if taken."""

    reading: Reading
    record: ParticipantRecord | None
    holder_id: int | None = None


def choose_form(
    session: Session,
    programme: Programme,
    form: ParticipantForm,
    *,
    by: Person | None,
    at: datetime,
) -> AuthoredVersion:
    """Ask participants by this form from now on; what was saved by another one stays by it."""
    take_turn(session)
    version = keep_definition(session, form, at=at)
    if programme.participant_form_digest != version.digest:
        programme.participant_form_digest = version.digest
        facts: Json = {"form": form.slug, "version": form.version, "digest": version.digest}
        note(session, Act.PARTICIPANT_FORM_CHOSEN, by=by, subject=programme, at=at, facts=facts)
    return version


def open_records(
    session: Session,
    seals: Seals,
    records: Sequence[ParticipantRecord],
    *,
    why: ReadingReason,
    by: Person,
    at: datetime,
) -> Sequence[Values]:
    """What these revisions say, noted as read in the same write: the only way to open a seal.

    What is kept outside this service says nothing. Raises SealBroken.
    """
    said = [
        {} if record.sealed is None else seals.unseal(record.sealed, of=_place(record))
        for record in records
    ]
    read = [record for record in records if record.sealed is not None]
    note_each(
        session,
        Act.PARTICIPANT_RECORD_READ,
        by=by,
        subjects=read,
        at=at,
        facts={"why": why.value},
    )
    return said


def save_record(
    session: Session,
    seals: Seals,
    enrolment: Enrolment,
    typed: Typed,
    *,
    source: RecordSource,
    by: Person,
    at: datetime,
) -> Saved:
    """Add a revision, complete or not; the same values again add none.

    Raises FormNotChosen, and RecordChanged where somebody else saved one meanwhile.
    """
    take_turn(session)
    digest, form = _asked(session, enrolment)
    known = holding_record(session, enrolment.id)
    _check_revision(known, typed.revision)
    before = _said_before(session, seals, known, by=by, at=at)
    reading = read_values(
        form, typed.raw, shown=typed.shown, before=before, of=participation(enrolment, at)
    )
    if reading.faults:
        return Saved(reading, None)
    if known is not None and known.form_digest == digest and before == reading.values:
        return Saved(reading, known)
    holder_id = _claim_pesel(session, seals, enrolment, reading.values, at)
    if holder_id is not None:
        taken = {**reading.faults, "pesel": Fault(PESEL_TAKEN)}
        return Saved(replace(reading, faults=taken), None, holder_id)
    record = _revision(enrolment, known, form, reading.values, at)
    record.form_digest, record.source, record.recorded_by_id = digest, source, by.id
    record.sealed = seals.seal(reading.values, of=_place(record))
    if known is not None:
        known.superseded_at = at
        session.flush()  # two revisions may not hold at once
    session.add(record)
    facts = _facts(record, before, reading.values)
    note(session, Act.PARTICIPANT_RECORD_SAVED, by=by, subject=record, at=at, facts=facts)
    return Saved(reading, record)


def ask_status(session: Session, enrolment: Enrolment, *, at: datetime) -> Letter | None:
    """Ask who left what they do now, while the four weeks last; nothing where no form asks it."""
    if _programme(session, enrolment).participant_form_digest is None:
        return None
    until = asked_until(enrolment)
    if until is None or until < local_day(at):
        return None
    return post(
        session,
        LetterKind.STATUS_ASKED,
        to=session.get_one(Person, enrolment.person_id),
        key=f"status-asked-{enrolment.id}",
        at=at,
        facts={"until": until.isoformat(), "path": f"/enrolments/{enrolment.id}/my-data#leaving"},
    )


def asked_until(enrolment: Enrolment) -> date | None:
    """The last day on which who left is asked what became of them; None for who takes part."""
    return enrolment.ended_on + FOUR_WEEKS if enrolment.ended_on else None


def participation(enrolment: Enrolment, at: datetime) -> Participation:
    """What the service itself knows of somebody's part in the programme."""
    return Participation(
        today=local_day(at), started_on=enrolment.started_on, ended_on=enrolment.ended_on
    )


def _said_before(
    session: Session, seals: Seals, known: ParticipantRecord | None, *, by: Person, at: datetime
) -> Values:
    """What is known already: a page may show only a part of it, and nobody saves the same twice."""
    records = [] if known is None else [known]
    said = open_records(session, seals, records, why=ReadingReason.SAVING, by=by, at=at)
    return said[0] if said else {}


def _programme(session: Session, enrolment: Enrolment) -> Programme:
    cohort = session.get_one(Cohort, enrolment.cohort_id)
    return session.get_one(Programme, cohort.programme_id)


def _asked(session: Session, enrolment: Enrolment) -> tuple[str, ParticipantForm]:
    digest = _programme(session, enrolment).participant_form_digest
    if digest is None:
        raise FormNotChosen
    return digest, participant_form_by_digest(session, digest)


def _check_revision(known: ParticipantRecord | None, revision: int) -> None:
    if known is not None and known.revision != revision:
        raise RecordChanged(by=known.recorded_by.name, at=known.recorded_at)


def _place(record: ParticipantRecord) -> Place:
    return Place(record.enrolment_id, record.revision)


def _revision(
    enrolment: Enrolment,
    known: ParticipantRecord | None,
    form: ParticipantForm,
    values: Values,
    at: datetime,
) -> ParticipantRecord:
    """The next revision with what stands beside the seal in the clear."""
    lacking = missing(form, values, asked=Moment.START)
    since = known.completed_at if known is not None and known.complete else at
    sex = sex_of(values)
    return ParticipantRecord(
        enrolment_id=enrolment.id,
        revision=1 if known is None else known.revision + 1,
        form=form.slug,
        sex=None if sex is None else Sex(sex),
        missing=list(lacking),
        complete=not lacking,
        completed_at=None if lacking else since,
        followed_up=not missing(form, values, asked=Moment.LEAVING),
        recorded_at=at,
    )


def _facts(record: ParticipantRecord, before: Values, values: Values) -> Json:
    """Which items changed, and never what they say."""
    names = sorted({*before, *values})
    return {
        "enrolment": record.enrolment_id,
        "revision": record.revision,
        "source": record.source.value,
        "complete": record.complete,
        "changed": [name for name in names if before.get(name, "") != values.get(name, "")],
    }


def _claim_pesel(
    session: Session, seals: Seals, enrolment: Enrolment, values: Values, at: datetime
) -> int | None:
    """Keep the PESEL as this person's. The id of another person to whom it belongs already."""
    person_id, pesel = enrolment.person_id, pesel_of(values)
    if pesel is None:
        _give_up_pesel(session, enrolment)
        return None
    hashes = seals.pesel_hashes(pesel)
    holder_id = session.scalar(
        select(ParticipantIdentity.person_id).where(
            ParticipantIdentity.pesel_hash.in_(hashes), ParticipantIdentity.person_id != person_id
        )
    )
    if holder_id is not None:
        return holder_id
    identity = session.scalar(select(ParticipantIdentity).filter_by(person_id=person_id))
    if identity is None:
        identity = ParticipantIdentity(person_id=person_id)
        session.add(identity)
    if identity.pesel_hash != hashes[0]:
        identity.pesel_hash, identity.set_at = hashes[0], at
    return None


def _give_up_pesel(session: Session, enrolment: Enrolment) -> None:
    """A PESEL that was taken out is free for whose it is, unless another place may tell it too."""
    elsewhere = exists(
        select(ParticipantRecord.id)
        .join(ParticipantRecord.enrolment)
        .where(
            Enrolment.person_id == enrolment.person_id,
            Enrolment.id != enrolment.id,
            ParticipantRecord.superseded_at.is_(None),
            ParticipantRecord.sealed.is_not(None),
        )
    )
    session.execute(
        delete(ParticipantIdentity).where(
            ParticipantIdentity.person_id == enrolment.person_id, ~elsewhere
        )
    )
