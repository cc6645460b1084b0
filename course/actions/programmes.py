"""Programmes, what they promised, and the participants' data that make people count."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note, take_turn
from course.errors import DatesReversed, ProgrammeCodeTaken
from course.models import Enrolment, IndicatorTarget, ParticipantRecord, Person, Programme
from course.models.base import Json
from course.terms import Act, Indicator, ParticipantForm


def create_programme(  # noqa: PLR0913 -- a programme is described by its facts
    session: Session,
    *,
    code: str,
    title_pl: str,
    title_en: str,
    project_number: str,
    funder: str,
    starts_on: date,
    ends_on: date,
    standard_code: str,
    demonstration: bool,
    by: Person | None,
    at: datetime,
) -> Programme:
    """Create a programme whose standard is not frozen yet; `by` is none on the command line.

    Raises DatesReversed, ProgrammeCodeTaken.
    """
    if ends_on < starts_on:
        raise DatesReversed
    programme = Programme(
        code=code,
        title_pl=title_pl,
        title_en=title_en,
        project_number=project_number,
        funder=funder,
        starts_on=starts_on,
        ends_on=ends_on,
        standard_code=standard_code,
        demonstration=demonstration,
    )
    try:
        with session.begin_nested():
            session.add(programme)
    except IntegrityError as lost:
        raise ProgrammeCodeTaken from lost
    note(session, Act.PROGRAMME_CREATED, by=by, subject=programme, at=at)
    return programme


def promise_indicator(
    session: Session,
    programme: Programme,
    indicator: Indicator,
    *,
    target: int,
    unit: str,
    source_of_measurement: str,
    by: Person | None,
    at: datetime,
) -> IndicatorTarget:
    """Record what the funder was promised; a promise made anew replaces the one before."""
    take_turn(session)
    promise = session.scalar(
        select(IndicatorTarget).where(
            IndicatorTarget.programme_id == programme.id, IndicatorTarget.indicator == indicator
        )
    ) or IndicatorTarget(programme_id=programme.id, indicator=indicator)
    promise.target = target
    promise.unit = unit
    promise.source_of_measurement = source_of_measurement
    session.add(promise)
    facts: Json = {"indicator": indicator.value, "target": target}
    note(session, Act.INDICATOR_PROMISED, by=by, subject=promise, at=at, facts=facts)
    return promise


def complete_participant_record(
    session: Session, enrolment: Enrolment, *, form: ParticipantForm, by: Person, at: datetime
) -> ParticipantRecord:
    """Say that the funder's data about a participant are complete, and where they are kept.

    Said once: a record that is complete stays as it is, with its day.
    """
    take_turn(session)
    record = session.scalar(
        select(ParticipantRecord).where(ParticipantRecord.enrolment_id == enrolment.id)
    ) or ParticipantRecord(enrolment_id=enrolment.id, values={}, complete=False)
    if record.complete:
        return record
    record.form = form.value
    record.complete = True
    record.completed_at = at
    record.recorded_by_id = by.id
    session.add(record)
    facts: Json = {"enrolment": enrolment.id, "form": form.value}
    note(session, Act.PARTICIPANT_RECORD_COMPLETED, by=by, subject=record, at=at, facts=facts)
    return record


def note_export(
    session: Session,
    programme: Programme,
    *,
    kind: str,
    rows: int,
    sha256: str,
    asked: Json,
    by: Person,
    at: datetime,
) -> None:
    """Record that somebody took a list away: which rows, not who stands in them."""
    facts: Json = {"kind": kind, "rows": rows, "sha256": sha256, "filter": asked}
    note(session, Act.REPORT_EXPORTED, by=by, subject=programme, at=at, facts=facts)
