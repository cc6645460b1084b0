"""Why one person is not certified, why they are not counted, and what can be done about it."""

import logging
from collections.abc import Iterator

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from assessments.counting import Condition
from course.actions.decisions import REFUSED
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading
from course.permissions import Permission, may
from course.queries.certificates import refusal_of
from course.queries.counting import place_for
from course.queries.panels import standing_panel
from course.queries.participants import holding_record
from course.queries.programmes import programme_of_cohort
from course.queries.validation import portfolio_of
from course.reports.people import CertificationLine, certification_line
from course.reports.standings import is_kept
from course.terms import CertificationState, EnrolmentState
from course.web.access import allow
from course.web.checklist import Line, checklist, staff_ways, trainee_ways
from course.web.i18n import language, speaking
from course.web.panels.showing import asks_for_panels
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor

logger = logging.getLogger(__name__)


@bp.get("/people/<int:enrolment_id>")
@allow(Permission.SEE_PROGRAMME)
def standing(enrolment_id: int) -> ResponseReturnValue:
    """Every requirement and every condition, met or missing, and the days that are left."""
    return _page(enrolment_id)


def _page(enrolment_id: int) -> str:
    session, me, at = reading(), visitor(), now()
    place = place_for(session, me, enrolment_id)
    programme = programme_of_cohort(session, place.cohort_id)
    line = certification_line(session, programme, place, as_of=local_day(at))
    own = place.person_id == me.id
    kept = is_kept(session, programme, line)
    if not kept:
        logger.warning("enrolment %s is kept otherwise than it is judged", enrolment_id)
    record_page = "participants.own" if own else "participants.show"
    record_way = url_for(record_page, enrolment_id=place.enrolment_id)

    def may_here(permission: Permission) -> bool:
        return not own and may(me, permission, programme_id=programme.id)

    return render_template(
        "programmes/standing.html",
        line=line,
        kept=kept,
        place=place,
        requirements=_requirements(line, own=own),
        conditions=list(_conditions(line, record_way)),
        at=at,
        record=holding_record(session, place.enrolment_id),
        record_way=record_way,
        sitting=None if own else standing_panel(session, place.enrolment_id),
        may_call=may_here(Permission.CALL_PANELS)
        and place.state is EnrolmentState.ENDED
        and asks_for_panels(programme),
        may_refuse=may_here(Permission.PROPOSE_DECISIONS)
        and _is_refused(line)
        and refusal_of(session, place.enrolment_id) is None,
        may_propose=may_here(Permission.PROPOSE_DECISIONS),
        may_approve=may_here(Permission.APPROVE_DECISIONS),
    )


def _is_refused(line: CertificationLine) -> bool:
    """Whether it can be proposed to award nothing: somebody who assessed the person said so."""
    lacking = line.qualification.missing if line.qualification else ()
    open_to_it = line.state is CertificationState.MISSING
    return open_to_it and any(judged.code in REFUSED for judged in lacking)


def _requirements(line: CertificationLine, *, own: bool) -> list[Line] | None:
    """The checklist; about oneself it leads to one's own pages."""
    if line.qualification is None:
        return None
    portfolio = portfolio_of(reading(), visitor(), line.place.enrolment_id)
    place_id = line.place.enrolment_id
    ways = trainee_ways(place_id) if own else staff_ways(place_id, portfolio.submissions)
    return checklist(line.qualification, catalogue(), language(), ways)


def _conditions(line: CertificationLine, record_way: str) -> Iterator[Line]:
    """The conditions of counting; what nothing can be said about yet is left out.

    Data that are not complete lead to the page that tells what is missing.
    """
    untold = set()
    if line.proof.chain is None:
        untold |= {"not_revoked", "once"}
    if not line.place.assessments:
        untold.add("assessor_not_trainer")
    for condition in line.proof.counted.conditions:
        if condition.code not in untold or not condition.met:
            here = condition.code == "participant_record" and not condition.met
            way = (record_way, speaking().gettext("Complete")) if here else (None, None)
            yield Line(condition.met, _said(condition), *way)


def _said(condition: Condition) -> str:
    return speaking().condition(condition.code, condition.facts, met=condition.met)
