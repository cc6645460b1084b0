"""Filling in what the funder asks: by the person on a phone, and by who types in a paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import request
from sqlalchemy.orm import Session

from assessments.faults import Fault
from assessments.participants import (
    FilledBy,
    Moment,
    ParticipantForm,
    Prefilled,
    Reading,
    Values,
    missing,
    proposed,
)
from course.actions.participants import (
    Saved,
    open_records,
    participation,
    save_record,
)
from course.clock import now
from course.database import reading, writing
from course.errors import FormNotChosen, RecordChanged
from course.models import Enrolment, Person
from course.queries.participant_forms import participant_form_by_digest
from course.queries.participants import holding_record, person_known_to
from course.settings_here import seals_here
from course.terms import ReadingReason, RecordSource
from course.web.forms.participants import RecordForm
from course.web.i18n import speaking
from course.web.numbers import whole_number
from course.web.visitors import visitor

PlaceOf = Callable[[Session, Person, int], Enrolment]


@dataclass(frozen=True, slots=True)
class Door:
    """How one comes to a place: through which rows, by whose questions, and as whose words."""

    place_of: PlaceOf
    by: Sequence[FilledBy]
    source: RecordSource
    why: ReadingReason

    def place(self, enrolment_id: int) -> Enrolment:
        """The place, with the form of its programme. Raises NotFound."""
        return self.place_of(reading(), visitor(), enrolment_id)


def opened(door: Door, enrolment_id: int) -> RecordForm:
    """The questions with what is known; opening a seal is noted, and so it is a write.

    What is missing is told by the form of today: an older one may have asked something else.
    Raises NotFound, FormNotChosen, SealBroken.
    """
    values, revision = _known(door, enrolment_id)
    place = door.place(enrolment_id)
    form = form_of(place)
    if not values:
        return _asked(door, place, revision, proposed(form, _person_knows(place)))
    moments = (Moment.START, Moment.LEAVING) if place.ended_on else (Moment.START,)
    lacking = [name for one in moments for name in missing(form, values, asked=one)]
    return replace(_asked(door, place, revision, values), missing=lacking)


def saved(door: Door, enrolment_id: int) -> tuple[RecordForm, str | None, int]:
    """Save what was sent. The page again, with a sentence and a status, where it was refused."""
    place = door.place(enrolment_id)
    asked = _asked(door, place, whole_number(request.form.get("revision", "")), {})
    typed = asked.typed(request.form)
    try:
        with writing() as session:
            outcome = save_record(
                session,
                seals_here(),
                door.place_of(session, visitor(), enrolment_id),
                typed,
                source=door.source,
                by=visitor(),
                at=now(),
            )
    except RecordChanged as changed:
        known = holding_record(reading(), enrolment_id)
        again = asked.again(typed, participation(door.place(enrolment_id), now()))
        newest = replace(again, revision=known.revision if known else 0)
        return newest, speaking().error(changed.code, changed.facts), 409
    if outcome.record is None:
        return asked.faulty(_named(door, outcome)), None, 422
    return asked, None, 303


def form_of(place: Enrolment) -> ParticipantForm:
    """The form that the programme of a place chose. Raises FormNotChosen."""
    digest = place.cohort.programme.participant_form_digest
    if digest is None:
        raise FormNotChosen
    return participant_form_by_digest(reading(), digest)


def _known(door: Door, enrolment_id: int) -> tuple[Values, int]:
    place = door.place(enrolment_id)
    if holding_record(reading(), place.id) is None:
        return {}, 0
    with writing() as session:
        place = door.place_of(session, visitor(), enrolment_id)
        record = holding_record(session, place.id)
        if record is None:
            return {}, 0
        [values] = open_records(
            session, seals_here(), [record], why=door.why, by=visitor(), at=now()
        )
        return values, record.revision


def _asked(door: Door, place: Enrolment, revision: int, values: Values) -> RecordForm:
    after = place.ended_on is not None
    return RecordForm.of(form_of(place), door.by, after=after, revision=revision, values=values)


def _person_knows(place: Enrolment) -> dict[Prefilled, str]:
    """What the account of a person tells."""
    first, _, last = place.person.name.rpartition(" ")
    return {
        Prefilled.FIRST_NAME: first or last,
        Prefilled.SURNAME: last if first else "",
        Prefilled.EMAIL: place.person.email or "",
    }


def _named(door: Door, outcome: Saved) -> Reading:
    """Whose a PESEL is that is taken, said only to who may type in that person's data too."""
    if outcome.holder_id is None:
        return outcome.reading
    if door.source is RecordSource.PERSON:
        return outcome.reading
    known = person_known_to(reading(), visitor(), outcome.holder_id)
    fault = (
        Fault("pesel_taken_elsewhere")
        if known is None
        else Fault("pesel_taken_by", {"name": known.person.name, "cohort": known.cohort.title})
    )
    return replace(outcome.reading, faults={**outcome.reading.faults, "pesel": fault})
