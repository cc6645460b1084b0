"""Participants' data: a form chosen, and answers saved through the app's own action."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count

from sqlalchemy.orm import Session

from assessments.participants import Item, ParticipantForm
from course.actions.participants import Saved, Typed, choose_form, save_record
from course.catalogue import Catalogue
from course.models import Cohort, Enrolment, ParticipantRecord, Person, Programme
from course.queries.participants import holding_record
from course.sealing import seals_of
from course.terms import RecordSource
from tests import pesels
from tests.data_keys import DATA_KEYS
from tests.make import MONDAY

SEALS = seals_of(DATA_KEYS)
FORM = "sm-efs"
Answers = Mapping[str, str]

WHOLE: Answers = {
    "citizenship": "polish",
    "first_name": "Łucja",
    "surname": "Ćwikła",
    "phone": "600 100 200",
    "voivodeship": "18",
    "county": "Krosno",
    "municipality": "Krosno",
    "city": "Krosno",
    "postal_code": "38-400",
    "education": "isced_3_4",
    "status": "employed",
    "employed_in": "ngo",
    "kind": "individual",
    "foreign_background": "refused",
    "third_country": "no",
    "minority": "no",
    "homeless": "no",
    "disability": "refused",
    "teryt": "1861011",
    "degurba": "2",
}
"""All that the start asks, but the PESEL."""

AFTER: Answers = {
    "status_on": "2026-11-10",
    "situation": "continues",
    "result": "competence",
    "as_planned": "yes",
}
"""What is asked after a participation that ended in the first days of November 2026."""

_numbers = count(1)


def make_pesel(*, number: int | None = None) -> str:
    """A PESEL that can be right; a new one each time."""
    serial = next(_numbers) % 1000 if number is None else number
    return pesels.make_pesel(date(1984, 5, 17), number=serial)


def ask_for_data(
    session: Session, course: Catalogue, programme: Programme, slug: str = FORM
) -> ParticipantForm:
    """The programme asks its participants by a form of the course."""
    form = course.participant_forms[slug]
    choose_form(session, programme, form, by=None, at=MONDAY)
    session.flush()
    return form


def typed(
    form: ParticipantForm,
    answers: Answers,
    *,
    revision: int = 0,
    shown: Sequence[Item] | None = None,
) -> Typed:
    """What a page sent that showed every question."""
    raw = {name: [value] for name, value in answers.items()}
    return Typed(raw=raw, shown=list(form.items()) if shown is None else shown, revision=revision)


def tell(
    session: Session,
    enrolment: Enrolment,
    form: ParticipantForm,
    answers: Answers,
    *,
    by: Person,
    source: RecordSource = RecordSource.PAPER,
    at: datetime = MONDAY,
) -> Saved:
    """Save answers on top of what is there."""
    known = holding_record(session, enrolment.id)
    sent = typed(form, answers, revision=known.revision if known else 0)
    return save_record(session, SEALS, enrolment, sent, source=source, by=by, at=at)


def make_told(
    session: Session, course: Catalogue, enrolment: Enrolment, by: Person, **changed: str
) -> ParticipantRecord:
    """Data that are complete, unless an answer is made blank."""
    cohort = session.get_one(Cohort, enrolment.cohort_id)
    programme = session.get_one(Programme, cohort.programme_id)
    form = ask_for_data(session, course, programme)
    answers = {**WHOLE, "pesel": make_pesel(), **changed}
    record = tell(session, enrolment, form, answers, by=by).record
    assert record is not None
    session.flush()
    return record
