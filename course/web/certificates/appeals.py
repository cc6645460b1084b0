"""Appeals: the person asks somebody new to look again, and somebody new decides."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from assessments.typed import clean
from course.actions.appeals import decide_appeal, lodge_appeal
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import AppealClosed, AppealLodged, AppealTooLate
from course.models import Appeal, Decision
from course.permissions import Permission
from course.queries.appeals import (
    appeal_against,
    appeal_for,
    appeals_here,
    decision_to_appeal,
    last_day_of,
)
from course.queries.separation import may_not_decide_appeal
from course.terms import AppealOutcome, DecisionOutcome
from course.web.access import allow, signed_in
from course.web.certificates.blueprint import bp
from course.web.forms.base import given
from course.web.forms.panels import text_fault
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.get("/decisions/<int:decision_id>/appeal")
@signed_in
def offer_appeal(decision_id: int) -> ResponseReturnValue:
    """What was decided, until when it can be appealed against, and what became of an appeal."""
    return _lodge_page(decision_to_appeal(reading(), visitor(), decision_id))


@bp.post("/decisions/<int:decision_id>/appeal")
@signed_in
def lodge(decision_id: int) -> ResponseReturnValue:
    """Appeal, or type in an appeal of somebody without a device."""
    decision = decision_to_appeal(reading(), visitor(), decision_id)
    reasons = clean(request.form.get("reasons", ""))
    if fault := text_fault(reasons):
        return _lodge_page(decision, fault), 422
    try:
        with writing() as session:
            decision = decision_to_appeal(session, visitor(), decision_id)
            lodge_appeal(session, decision, reasons=reasons, by=visitor(), at=now())
    except (AppealLodged, AppealTooLate) as refused:
        decision = decision_to_appeal(reading(), visitor(), decision_id)
        said = speaking().error(refused.code, refused.facts)
        return _lodge_page(decision, refused=said), 409
    flash(speaking().gettext("The appeal is lodged. Somebody new will decide it."))
    return redirect(url_for(".offer_appeal", decision_id=decision_id), 303)


@bp.get("/appeals")
@allow(Permission.DECIDE_APPEALS)
def appeals() -> ResponseReturnValue:
    """Appeals that wait, and those that were decided."""
    found = appeals_here(reading(), visitor())
    return render_template("appeals/index.html", appeals=found)


@bp.get("/appeals/<int:appeal_id>")
@allow(Permission.DECIDE_APPEALS)
def appeal(appeal_id: int) -> ResponseReturnValue:
    """One appeal: who is new to the person decides it here."""
    return _appeal_page(appeal_for(reading(), visitor(), appeal_id), {})


@bp.post("/appeals/<int:appeal_id>")
@allow(Permission.DECIDE_APPEALS)
def decide(appeal_id: int) -> ResponseReturnValue:
    """Uphold or dismiss it; the person is written to."""
    found = appeal_for(reading(), visitor(), appeal_id)
    outcome, statement = request.form.get("outcome", ""), clean(request.form.get("statement", ""))
    faults = {
        "outcome": None if outcome in set(AppealOutcome) else Fault("unknown_choice"),
        "statement": text_fault(statement),
    }
    if any(faults.values()):
        return _appeal_page(found, faults), 422
    try:
        with writing() as session:
            decide_appeal(
                session,
                appeal_for(session, visitor(), appeal_id),
                outcome=AppealOutcome(outcome),
                statement=statement,
                by=visitor(),
                at=now(),
            )
    except AppealClosed as closed:
        found = appeal_for(reading(), visitor(), appeal_id)
        return _appeal_page(found, {}, speaking().error(closed.code, closed.facts)), 409
    flash(speaking().gettext("Decided. The person gets a letter."))
    return redirect(url_for(".appeal", appeal_id=appeal_id), 303)


def _lodge_page(decision: Decision, fault: Fault | None = None, refused: str | None = None) -> str:
    last_day = given(last_day_of(decision))
    return render_template(
        "appeals/lodge.html",
        decision=decision,
        own=decision.enrolment.person_id == visitor().id,
        appealable=decision.outcome is DecisionOutcome.NOT_AWARDED,
        appeal=appeal_against(reading(), decision.id),
        last_day=last_day,
        in_time=local_day(now()) <= last_day,
        fault=fault,
        refused=refused,
        typed=request.form,
    )


def _appeal_page(found: Appeal, faults: dict[str, Fault | None], refused: str | None = None) -> str:
    return render_template(
        "appeals/show.html",
        appeal=found,
        barred=may_not_decide_appeal(reading(), visitor(), found),
        outcomes=[(one.value, speaking().word(one).capitalize()) for one in AppealOutcome],
        faults={name: fault for name, fault in faults.items() if fault},
        refused=refused,
        typed=request.form,
    )
