"""A list of people is read, shown row by row, and enrolled in one write."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.cohorts import Newcomer, enrol_newcomers
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import AlreadyEnrolled, EmailTaken
from course.models import Cohort
from course.permissions import Permission
from course.queries.cohorts import cohort_to_keep, enrolments_of
from course.queries.people import people_with_emails
from course.sign_in_secrets import CardHashes
from course.web.access import allow
from course.web.cohorts.blueprint import bp
from course.web.cohorts.cards import make_cards, show_once
from course.web.forms.newcomers import Row, as_text, count_fates, from_text, judge_rows
from course.web.forms.people_lists import (
    MOST_BYTES,
    MOST_ROWS,
    ListedPerson,
    UnreadableList,
    read_people_list,
)
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/import")
@allow(Permission.KEEP_COHORTS)
def import_people(cohort_id: int) -> ResponseReturnValue:
    cohort = cohort_to_keep(reading(), visitor(), cohort_id)
    return _asking(cohort, None)


@bp.post("/cohorts/<int:cohort_id>/import")
@allow(Permission.KEEP_COHORTS)
def preview_people(cohort_id: int) -> ResponseReturnValue:
    """Show what will become of each row; nothing is written yet."""
    cohort = cohort_to_keep(reading(), visitor(), cohort_id)
    file = request.files.get("list")
    if file is None or not file.filename:
        return _asking(cohort, Fault("no_file")), 422
    try:
        listed = read_people_list(file.stream.read(MOST_BYTES + 1))
    except UnreadableList as unreadable:
        return _asking(cohort, unreadable.fault), 422
    return _preview(cohort, listed)


@bp.post("/cohorts/<int:cohort_id>/import/confirm")
@allow(Permission.KEEP_COHORTS)
def confirm_people(cohort_id: int) -> ResponseReturnValue:
    """Enrol every good row, or nobody when something changed meanwhile."""
    cohort = cohort_to_keep(reading(), visitor(), cohort_id)
    listed = from_text(request.form.get("rows", ""))
    if listed is None:
        return _asking(cohort, Fault("no_file")), 422
    good = [row for row in _judged(cohort, listed) if row.is_good]
    batch = make_cards(sum(not row.email for row in good))
    newcomers = _newcomers(cohort, good, batch.hashes)
    try:
        with writing() as session:
            cohort = cohort_to_keep(session, visitor(), cohort_id)
            first_day = max(cohort.starts_on, local_day(now()))
            enrol_newcomers(
                session, cohort, newcomers, started_on=first_day, by=visitor(), at=now()
            )
    except (AlreadyEnrolled, EmailTaken):
        return _preview(cohort_to_keep(reading(), visitor(), cohort_id), listed, changed=True), 409
    voice = speaking()
    enrolled = len(newcomers)
    flash(voice.say_count("%(num)s person is enrolled.", "%(num)s people are enrolled.", enrolled))
    if batch.hashes:
        return show_once(cohort_id, batch)
    return redirect(url_for("cohorts.show", cohort_id=cohort_id), 303)


def _asking(cohort: Cohort, fault: Fault | None) -> str:
    return render_template("cohorts/import.html", cohort=cohort, most=MOST_ROWS, fault=fault)


def _preview(cohort: Cohort, listed: Sequence[ListedPerson], *, changed: bool = False) -> str:
    rows = _judged(cohort, listed)
    return render_template(
        "cohorts/preview.html",
        cohort=cohort,
        rows=rows,
        counts=count_fates(rows),
        good=sum(row.is_good for row in rows),
        with_cards=sum(row.is_good and not row.email for row in rows),
        carried=as_text(listed),
        changed=changed,
    )


def _judged(cohort: Cohort, listed: Sequence[ListedPerson]) -> tuple[Row, ...]:
    enrolled = enrolments_of(reading(), cohort)
    known = people_with_emails(reading(), [person.email for person in listed if person.email])
    return judge_rows(listed, enrolled=enrolled, known=known)


def _newcomers(cohort: Cohort, rows: Sequence[Row], hashes: Sequence[CardHashes]) -> list[Newcomer]:
    """The good rows as people; each without an address takes the next card."""
    cards = iter(hashes)
    return [
        Newcomer(
            name=row.name,
            email=row.email or None,
            address_form=row.address_form,
            language=cohort.language,
            card=None if row.email else next(cards),
        )
        for row in rows
    ]
