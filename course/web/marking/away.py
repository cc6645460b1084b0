"""Marking away from the screen: work as one ZIP, by name or blind."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.faults import Fault
from assessments.typed import clean
from course.actions.away import note_work_taken
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.models import Cohort, Person, Submission
from course.permissions import Permission
from course.queries.away import (
    assignments_handed_in,
    blind_work_to_take,
    cohort_marked_by,
    taken_blind,
    taken_by_name,
    work_to_take,
)
from course.queries.marking import cohorts_marked_by
from course.queries.marking_sheets import assignments_waiting
from course.web.access import allow
from course.web.forms.marking_sheets import MOST_ROWS
from course.web.i18n import language, speaking
from course.web.marking.archive import Archive, Fetch
from course.web.marking.blueprint import bp
from course.web.numbers import row_number
from course.web.visitors import visitor

ALL_VERSIONS = "all"


@bp.get("/marking/away")
@allow(Permission.MARK_SUBMISSIONS)
def away() -> ResponseReturnValue:
    """What can be taken away from the screen, and brought back."""
    return away_page()


@bp.get("/marking/cohorts/<int:cohort_id>/work.zip")
@allow(Permission.MARK_SUBMISSIONS)
def work_zip(cohort_id: int) -> ResponseReturnValue:
    """A cohort's work as one ZIP. Who took what away stands in the audit trail."""
    session, at = reading(), now()
    cohort = cohort_marked_by(session, visitor(), cohort_id)
    slug = clean(request.args.get("assignment", "")) or None
    newest = request.args.get("versions") != ALL_VERSIONS
    ids = work_to_take(session, visitor(), cohort, slug=slug, newest=newest)
    heading = speaking().say("Work: %(cohort)s", cohort=cohort.title)
    called = speaking().gettext("work-handed-in")  # a word within an f-string reaches no translator
    name = f"{called}-{cohort.code}-{slug or 'z1-z8'}-{local_day(at)}.zip"
    if not ids:
        return _nothing(cohort_id)
    with writing() as session:
        cohort = cohort_marked_by(session, visitor(), cohort_id)
        note_work_taken(session, cohort, kind="zip", submissions=ids, by=visitor(), at=at)
    return _sent(Archive(_fetching(taken_by_name), heading, at).stream(ids), name)


@bp.get("/marking/blind.zip")
@allow(Permission.MARK_SUBMISSIONS)
def blind_zip() -> ResponseReturnValue:
    """What waits for the visitor as second or third marker, without anybody's name."""
    at: datetime = now()
    ids = blind_work_to_take(reading(), visitor())
    if not ids:
        return _nothing(None)
    with writing() as session:
        note_work_taken(session, visitor(), kind="blind.zip", submissions=ids, by=visitor(), at=at)
    heading = speaking().gettext("Work to mark without names")
    called = speaking().gettext("work-without-names")
    name = f"{called}-{local_day(at)}.zip"
    return _sent(Archive(_fetching(taken_blind), heading, at, blind=True).stream(ids), name)


def away_page(fault: Fault | None = None) -> str:
    """The page of what goes away and comes back; `fault` of the sheet that was brought."""
    session = reading()
    cohorts = cohorts_marked_by(session, visitor())
    cohort = _chosen(cohorts)
    handed_in = assignments_handed_in(session, visitor(), cohort) if cohort else ()
    return render_template(
        "marking/away.html",
        cohorts=[(one.id, one.title) for one in cohorts],
        cohort=cohort,
        assignments=assignment_options(handed_in),
        blind=len(blind_work_to_take(session, visitor())),
        blind_sheets=assignment_options(assignments_waiting(session, visitor(), None)),
        sheets=assignment_options(
            assignments_waiting(session, visitor(), cohort) if cohort else ()
        ),
        most_rows=MOST_ROWS,
        fault=fault,
    )


def assignment_options(slugs: Sequence[str]) -> list[tuple[str, str]]:
    """Assignments as a list to choose from."""
    known = catalogue().assignments
    return [
        (slug, f"Z{known[slug].number}. {known[slug].title.in_language(language())}")
        if slug in known
        else (slug, slug)
        for slug in slugs
    ]


def _chosen(cohorts: Sequence[Cohort]) -> Cohort | None:
    """The cohort that the address names, else the first one."""
    named = request.args.get("cohort", type=row_number)
    return next((one for one in cohorts if one.id == named), cohorts[0] if cohorts else None)


def _fetching(taken: Callable[[Session, Person, int], Submission]) -> Fetch:
    """Fetch work while the ZIP is sent: the visitor of the request is gone by then."""
    trainer_id = visitor().id
    return lambda one: taken(reading(), reading().get_one(Person, trainer_id), one)


def _nothing(cohort_id: int | None) -> ResponseReturnValue:
    flash(speaking().gettext("There is no such work yet, so there is nothing to take away."))
    return redirect(url_for(".away", cohort=cohort_id), 303)


def _sent(parts: Iterator[bytes], name: str) -> Response:
    answer = Response(stream_with_context(parts), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
