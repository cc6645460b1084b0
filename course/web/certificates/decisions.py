"""Decisions: one person proposes, another approves, and the certificate is issued."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assessments.qualification import Qualification
from course.actions.certificates import approve_decision
from course.actions.decisions import (
    REFUSED,
    approve_refusal,
    propose_decision,
    propose_refusal,
    withdraw_decision,
)
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import NotQualified
from course.issuer_keys import issuer_here
from course.models import Decision, Panel
from course.permissions import Permission, may_anywhere
from course.queries.appeals import appeal_against, last_day_of
from course.queries.certificates import (
    certificate_from,
    decision_for,
    decisions_closed,
    decisions_waiting,
    enrolment_to_propose,
    qualifications_now,
)
from course.queries.corrections import corrections_waiting
from course.queries.panels import panels_about
from course.queries.separation import may_not_decide, who_may_not_decide
from course.queries.validation import portfolio_of, qualification_of
from course.terms import DecisionOutcome
from course.web.access import allow
from course.web.certificates.blueprint import bp
from course.web.checklist import checklist, staff_ways
from course.web.i18n import language, speaking
from course.web.visitors import visitor


@bp.get("/decisions")
@allow(Permission.APPROVE_DECISIONS)
def decisions() -> ResponseReturnValue:
    """What waits for a second person, and what was decided."""
    waiting = decisions_waiting(reading(), visitor())
    return render_template(
        "certificates/decisions.html",
        waiting=waiting,
        qualifications=qualifications_now(reading(), waiting),
        barred=who_may_not_decide(reading(), visitor(), {one.enrolment_id for one in waiting}),
        closed=decisions_closed(reading(), visitor()),
        corrections=corrections_waiting(reading(), visitor()),
        may_propose=may_anywhere(visitor(), Permission.PROPOSE_DECISIONS),
        decides_appeals=may_anywhere(visitor(), Permission.DECIDE_APPEALS),
        sees_programme=may_anywhere(visitor(), Permission.SEE_PROGRAMME),
    )


@bp.post("/enrolments/<int:enrolment_id>/decision")
@allow(Permission.PROPOSE_DECISIONS)
def propose(enrolment_id: int) -> ResponseReturnValue:
    """Propose to certify a person, on the record as it stands."""
    try:
        with writing() as session:
            enrolment = enrolment_to_propose(session, visitor(), enrolment_id)
            decision_id = propose_decision(session, enrolment, by=visitor(), at=now()).id
    except NotQualified:
        return _missing_page(enrolment_id), 409
    flash(speaking().gettext("Proposed. Another person approves it."))
    return redirect(url_for(".show", decision_id=decision_id), 303)


@bp.post("/enrolments/<int:enrolment_id>/refusal")
@allow(Permission.PROPOSE_DECISIONS)
def propose_not_to_award(enrolment_id: int) -> ResponseReturnValue:
    """Propose to award nothing, because the panel or the validator said so."""
    with writing() as session:
        enrolment = enrolment_to_propose(session, visitor(), enrolment_id)
        decision_id = propose_refusal(session, enrolment, by=visitor(), at=now()).id
    flash(speaking().gettext("Proposed. Another person approves it."))
    return redirect(url_for(".show", decision_id=decision_id), 303)


@bp.get("/decisions/<int:decision_id>")
@allow(Permission.APPROVE_DECISIONS)
def show(decision_id: int) -> ResponseReturnValue:
    """Who would get the certificate, and why, judged again as of now."""
    decision = decision_for(reading(), visitor(), decision_id)
    qualification = qualifications_now(reading(), [decision])[decision.id]
    portfolio = portfolio_of(reading(), visitor(), decision.enrolment_id)
    ways = staff_ways(decision.enrolment_id, portfolio.submissions)
    return render_template(
        "certificates/decision.html",
        decision=decision,
        refusal=decision.outcome is DecisionOutcome.NOT_AWARDED,
        holds=_holds(decision.outcome, qualification),
        barred=may_not_decide(reading(), visitor(), decision.enrolment_id),
        sitting=_sitting(decision),
        appeal=appeal_against(reading(), decision.id),
        last_day=last_day_of(decision),
        sees_programme=may_anywhere(visitor(), Permission.CALL_PANELS),
        certificate=certificate_from(reading(), visitor(), decision.id),
        assessment=next(iter(portfolio.assessments), None),
        lines=checklist(qualification, catalogue(), language(), ways),
    )


@bp.post("/decisions/<int:decision_id>/approve")
@allow(Permission.APPROVE_DECISIONS)
def approve(decision_id: int) -> ResponseReturnValue:
    """Approve as the second person: what is awarded is issued in the same moment."""
    issuer = issuer_here()
    with writing() as session:
        decision = decision_for(session, visitor(), decision_id)
        if decision.outcome is DecisionOutcome.NOT_AWARDED:
            approve_refusal(session, decision, by=visitor(), at=now())
            said = speaking().gettext("Decided. The person is told how to appeal.")
        else:
            issued = approve_decision(session, decision, issuer=issuer, by=visitor(), at=now())
            said = speaking().say("Certificate %(number)s is issued.", number=issued.number)
    flash(said)
    return redirect(url_for(".show", decision_id=decision_id), 303)


@bp.post("/decisions/<int:decision_id>/decline")
@allow(Permission.APPROVE_DECISIONS)
def decline(decision_id: int) -> ResponseReturnValue:
    """Close the proposal without a certificate; it can be proposed again."""
    with writing() as session:
        decision = decision_for(session, visitor(), decision_id)
        withdraw_decision(session, decision, by=visitor(), at=now())
    flash(speaking().gettext("The proposal is closed without a certificate."))
    return redirect(url_for(".decisions"), 303)


def _sitting(decision: Decision) -> Panel | None:
    """The panel on whose record it rests."""
    about = panels_about(reading(), [decision.enrolment_id])
    return next((one for one in about if one.id == decision.panel_id), None)


def _holds(outcome: DecisionOutcome, qualification: Qualification) -> bool:
    """Whether the record, judged as of now, still carries what is proposed."""
    if outcome is DecisionOutcome.NOT_AWARDED:
        return any(judged.code in REFUSED for judged in qualification.missing)
    return qualification.met


def _missing_page(enrolment_id: int) -> str:
    session = reading()
    enrolment = enrolment_to_propose(session, visitor(), enrolment_id)
    ways = staff_ways(enrolment.id, portfolio_of(session, visitor(), enrolment.id).submissions)
    qualification = qualification_of(session, enrolment)
    return render_template(
        "certificates/missing.html",
        enrolment=enrolment,
        lines=checklist(qualification, catalogue(), language(), ways),
    )
