"""Programmes, and what is taken away of them."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.errors import DatesReversed, ProgrammeCodeTaken
from course.models import Person, Programme
from course.models.base import Json
from course.terms import Act


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
        standings_kept_at=at,  # of nobody
    )
    try:
        with session.begin_nested():
            session.add(programme)
    except IntegrityError as lost:
        raise ProgrammeCodeTaken from lost
    note(session, Act.PROGRAMME_CREATED, by=by, subject=programme, at=at)
    return programme


def note_export(
    session: Session,
    programme: Programme,
    *,
    kind: str,
    rows: int,
    sha256: str,
    asked: Json,
    by: Person | None,
    at: datetime,
) -> None:
    """Record that somebody took a list away: which rows, not who stands in them.

    `by` is none on the command line.
    """
    facts: Json = {"kind": kind, "rows": rows, "sha256": sha256, "filter": asked}
    note(session, Act.REPORT_EXPORTED, by=by, subject=programme, at=at, facts=facts)
