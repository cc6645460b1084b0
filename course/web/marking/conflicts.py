"""Conflicts of interest: declared by a trainer about a trainee, or by a coordinator for both."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.typed import clean
from course.actions.conflicts import LONGEST_WHY, declare_conflict
from course.actions.conflicts import end_conflict as end_declared
from course.clock import now
from course.database import reading, writing
from course.errors import NobodyToMark, ReasonMissing
from course.models import Enrolment, Person
from course.permissions import Permission, may
from course.queries.allocation import trainers_in
from course.queries.conflicts import conflict_to_end, conflicts_about, place_for_conflicts
from course.web.access import allow
from course.web.i18n import speaking
from course.web.marking.blueprint import bp
from course.web.visitors import visitor


@bp.get("/enrolments/<int:enrolment_id>/conflicts")
@allow(Permission.SEE_COHORTS)
def conflicts(enrolment_id: int) -> ResponseReturnValue:
    """Who must not judge this trainee, as far as the visitor may say so."""
    return _page(place_for_conflicts(reading(), visitor(), enrolment_id))


@bp.post("/enrolments/<int:enrolment_id>/conflicts")
@allow(Permission.SEE_COHORTS)
def declare(enrolment_id: int) -> ResponseReturnValue:
    """Declare a conflict: a trainer for themselves, a coordinator for the trainer chosen."""
    why = clean(request.form.get("why", ""))
    try:
        with writing() as session:
            place = place_for_conflicts(session, visitor(), enrolment_id)
            judge = _judge(session, place)
            declare_conflict(session, judge, place.person, why=why, by=visitor(), at=now())
    except (NobodyToMark, ReasonMissing) as missing:
        place = place_for_conflicts(reading(), visitor(), enrolment_id)
        return _page(place, fault=speaking().error(missing.code, missing.facts)), 422
    flash(speaking().gettext("The conflict is declared. What waited goes to others."))
    return redirect(url_for(".conflicts", enrolment_id=enrolment_id), 303)


@bp.post("/enrolments/<int:enrolment_id>/conflicts/<int:conflict_id>/end")
@allow(Permission.SEE_COHORTS)
def end_conflict(enrolment_id: int, conflict_id: int) -> ResponseReturnValue:
    """Say that a conflict is over."""
    with writing() as session:
        conflict = conflict_to_end(session, visitor(), conflict_id)
        end_declared(session, conflict, by=visitor(), at=now())
    flash(speaking().gettext("The conflict is over."))
    return redirect(url_for(".conflicts", enrolment_id=enrolment_id), 303)


def _keeps(place: Enrolment) -> bool:
    programme_id = place.cohort.programme_id
    return may(visitor(), Permission.KEEP_COHORTS, programme_id=programme_id)


def _judge(session: Session, place: Enrolment) -> Person:
    """The trainer whom a coordinator chose, else the visitor. Raises NobodyToMark."""
    chosen = request.form.get("trainer", "") if _keeps(place) else str(visitor().id)
    for person in trainers_in(session, place.cohort):
        if str(person.id) == chosen and person.id != place.person_id:
            return person
    raise NobodyToMark


def _page(place: Enrolment, fault: str | None = None) -> str:
    session = reading()
    declared = conflicts_about(session, visitor(), place.person_id)
    return render_template(
        "marking/conflicts.html",
        enrolment=place,
        conflicts=declared,
        own=any(one.person_id == visitor().id for one in declared),
        trainers=[
            (one.id, one.name) for one in trainers_in(session, place.cohort) if _keeps(place)
        ],
        chosen=request.form.get("trainer", ""),
        why=request.form.get("why", ""),
        most=LONGEST_WHY,
        fault=fault,
    )
