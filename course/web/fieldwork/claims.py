"""What waits for a trainer's word: by person, the longest wait first."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.typed import clean
from course.actions.claims import check_seen, confirm_entries, confirm_entry, refuse_entry
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import ReasonMissing
from course.permissions import Permission
from course.queries.claims import (
    claimants,
    claims_of,
    entries_to_decide,
    entry_to_decide,
    recently_decided,
)
from course.sentences import N_
from course.web.access import allow
from course.web.fieldwork.blueprint import bp
from course.web.i18n import speaking
from course.web.numbers import page_number, whole_number
from course.web.visitors import visitor

LONGEST_REASON = 400
DECIDED_SHOWN = timedelta(days=30)
PEOPLE_SHOWN = 10


@bp.get("/practice/claims")
@allow(Permission.KEEP_FIELDWORK)
def claims() -> ResponseReturnValue:
    """What waits for the trainer's word."""
    return _page()


@bp.post("/practice/<int:entry_id>/decide")
@allow(Permission.KEEP_FIELDWORK)
def decide(entry_id: int) -> ResponseReturnValue:
    """Confirm or refuse one entry as it was seen; a refusal needs its reason."""
    confirmed = request.form.get("decision") == "confirm"
    reason = clean(request.form.get("reason", ""))[:LONGEST_REASON]
    try:
        with writing() as session:
            entry = entry_to_decide(session, visitor(), entry_id)
            check_seen(entry, whole_number(request.form.get("revision", "")))
            if confirmed:
                confirm_entry(session, entry, by=visitor(), at=now())
            else:
                refuse_entry(session, entry, reason=reason, by=visitor(), at=now())
    except ReasonMissing:
        return _page(reason_missing=entry_id), 422
    said = N_("Confirmed.") if confirmed else N_("Refused, with the reason.")
    flash(speaking().gettext(said))
    return redirect(url_for(".claims", cohort=request.form.get("cohort") or None), 303)


@bp.post("/practice/claims/<int:enrolment_id>/confirm")
@allow(Permission.KEEP_FIELDWORK)
def confirm_all(enrolment_id: int) -> ResponseReturnValue:
    """Confirm everything of one person that the page showed."""
    seen = dict(_seen(one) for one in request.form.getlist("seen"))
    with writing() as session:
        entries = entries_to_decide(session, visitor(), enrolment_id, seen)
        done = confirm_entries(session, entries, seen, by=visitor(), at=now())
    flash(speaking().say_count("%(num)s entry confirmed.", "%(num)s entries confirmed.", len(done)))
    if len(done) < len(seen):
        left = N_("The others were changed or decided about meanwhile. Look at them once more.")
        flash(speaking().gettext(left), "wait")
    return redirect(url_for(".claims", cohort=request.form.get("cohort") or None), 303)


def _seen(told: str) -> tuple[int, int]:
    """The id of an entry and the revision that the page showed, sent as "12:3"."""
    entry_id, _, revision = told.partition(":")
    return whole_number(entry_id), whole_number(revision)


def _page(reason_missing: int | None = None) -> str:
    session, trainer = reading(), visitor()
    everybody = claimants(session, trainer)
    cohorts = {one.cohort_id: one.cohort for one in everybody}
    chosen = request.values.get("cohort", type=int)
    of_cohort = [one for one in everybody if chosen in {None, one.cohort_id}]
    number = page_number()
    shown = of_cohort[(number - 1) * PEOPLE_SHOWN : number * PEOPLE_SHOWN]
    return render_template(
        "fieldwork/claims.html",
        people=shown,
        waiting=sum(one.waiting for one in of_cohort),
        claims=claims_of(session, trainer, [one.enrolment_id for one in shown]),
        cohorts=cohorts,
        chosen=chosen,
        number=number,
        more=number * PEOPLE_SHOWN < len(of_cohort),
        decided=recently_decided(session, trainer, since=local_day(now() - DECIDED_SHOWN)),
        reason_missing=reason_missing,
    )
