"""What is known about a participant: whether it is complete, who wrote it, and what they accepted.

What the data say stands on the page only after a deliberate step, which the audit trail keeps.
"""

from collections.abc import Sequence
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.participants import ItemKind, Values, cell_of, columns_of
from course.actions.participants import asked_until, open_records
from course.actions.study import enter_consents
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import NotFound
from course.models import ParticipantRecord
from course.permissions import Permission, may
from course.queries.participant_forms import participant_form_by_digest
from course.queries.participants import (
    holding_record,
    place_to_read,
    place_to_record,
    revisions_of,
)
from course.queries.study import consents_given
from course.reports.missing_data import missing_questions
from course.settings_here import seals_here
from course.terms import ConsentKind, ReadingReason
from course.web.access import allow
from course.web.forms.consents import PaperConsents, consent_texts
from course.web.i18n import language, speaking
from course.web.participants.blueprint import bp
from course.web.visitors import visitor

Lines = Sequence[tuple[str, str]]


@bp.get("/enrolments/<int:enrolment_id>/participant")
@allow(Permission.READ_PARTICIPANTS)
def show(enrolment_id: int) -> ResponseReturnValue:
    """What is missing, who wrote what when, and the consents; no value stands here."""
    return _page(enrolment_id)


@bp.post("/enrolments/<int:enrolment_id>/participant")
@allow(Permission.READ_PARTICIPANTS)
def reveal(enrolment_id: int) -> ResponseReturnValue:
    """The same page with what the data say; the PESEL only where it is asked for too."""
    with_pesel = request.form.get("pesel") == "yes"
    why = ReadingReason.PESEL if with_pesel else ReadingReason.LOOK
    with writing() as session:
        place = place_to_read(session, visitor(), enrolment_id)
        holding = holding_record(session, place.id)
        if holding is None or holding.form_digest is None:
            raise NotFound
        [values] = open_records(session, seals_here(), [holding], why=why, by=visitor(), at=now())
        digest = holding.form_digest
    return _page(enrolment_id, told=_told(digest, values, with_pesel=with_pesel), why=why)


@bp.post("/enrolments/<int:enrolment_id>/consents")
@allow(Permission.KEEP_PARTICIPANTS)
def keep_consents(enrolment_id: int) -> ResponseReturnValue:
    """Type in what somebody accepted on paper, with the day of their signature."""
    place = place_to_record(reading(), visitor(), enrolment_id)
    form = PaperConsents.of(request.form, today=local_day(now()))
    if form.faults or form.day is None:
        return _page(place.id, consents=form), 422
    with writing() as session:
        enter_consents(
            session,
            place_to_record(session, visitor(), enrolment_id),
            kinds=form.kinds,
            texts=consent_texts(catalogue().curriculum),
            signed_on=form.day,
            by=visitor(),
            at=now(),
        )
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".show", enrolment_id=enrolment_id, _anchor="consents"), 303)


def _page(
    enrolment_id: int,
    *,
    told: Lines | None = None,
    why: ReadingReason | None = None,
    consents: PaperConsents | None = None,
) -> str:
    session, me = reading(), visitor()
    place = place_to_read(session, me, enrolment_id)
    programme = place.cohort.programme
    revisions = revisions_of(session, place.id)
    return render_template(
        "participants/show.html",
        place=place,
        record=revisions[0] if revisions else None,
        revisions=revisions,
        missing=_missing(revisions[0] if revisions else None),
        until=asked_until(place),
        told=told,
        with_pesel=why is ReadingReason.PESEL,
        given=consents_given(session, place.id),
        kinds=list(ConsentKind),
        consents=consents or PaperConsents(),
        may_keep=may(me, Permission.KEEP_PARTICIPANTS, programme_id=programme.id),
        today=local_day(now()),
    )


def _missing(record: ParticipantRecord | None) -> Lines:
    """The names of what is missing, each with its question."""
    if record is None or record.form_digest is None:
        return []
    form = participant_form_by_digest(reading(), record.form_digest)
    return missing_questions(form, record.missing, language())


def _told(digest: str, values: Values, *, with_pesel: bool) -> Lines:
    """Every answer in words; what was not asked and what is blank is left out."""
    form = participant_form_by_digest(reading(), digest)
    here = language()
    lines = []
    for column in columns_of(form, official=False):
        [item] = column.items
        if said := cell_of(form, column, values, here):
            if item.kind is ItemKind.PESEL and not with_pesel:
                said = speaking().gettext("hidden")
            elif item.kind is ItemKind.DATE:
                said = speaking().day_without_weekday(date.fromisoformat(said))
            lines.append((column.heading.in_language(here), said))
    return lines
