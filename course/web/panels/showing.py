"""A panel on one page: who sits on it, how far each of them is, and what they said."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from assessments.panel_days import last_day_to_count, lateness
from course.clock import local_day, now
from course.database import reading
from course.errors import NotFound
from course.models import Panel, PanelMember, Programme
from course.permissions import Permission, may
from course.queries.certificates import refusal_of, waiting_decision
from course.queries.panels import panel_asked, panel_for, refused_members, standing_panel
from course.queries.rules import rule_by_digest
from course.reports.panel_protocol import protocol_pdf
from course.web.access import signed_in
from course.web.forms.base import given
from course.web.forms.panels import levels_of
from course.web.i18n import language
from course.web.panels.blueprint import bp
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True)
class Seated:
    """A member as the page tells of them: why they may not judge, if they may not."""

    member: PanelMember
    refused: tuple[str, ...]
    levels: Mapping[str, int]
    """What they chose, where the visitor may see it."""


@bp.get("/panels/<int:panel_id>")
@signed_in
def show(panel_id: int) -> ResponseReturnValue:
    """For members, and for who runs or audits the programme."""
    return panel_page(panel_for(reading(), visitor(), panel_id), {})


@bp.get("/panels/<int:panel_id>/protocol")
@signed_in
def protocol(panel_id: int) -> ResponseReturnValue:
    """The protocol as PDF, once the record is entered."""
    panel = panel_for(reading(), visitor(), panel_id)
    if panel.protocol_number is None:
        raise NotFound
    asked = panel_asked(reading(), panel.enrolment.cohort.programme)
    content = protocol_pdf(panel, asked.rubric, language(), at=now())
    name = f"protokol-{panel.protocol_number.replace('/', '-')}.pdf"
    return send_file(
        BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name
    )


def panel_page(panel: Panel, faults: Mapping[str, Fault]) -> str:
    """The page with what was wrong in one of its small forms."""
    programme = panel.enrolment.cohort.programme
    asked = panel_asked(reading(), programme)
    own = next((one for one in panel.members if one.person_id == visitor().id), None)
    told = is_told(panel)
    refused = refused_members(reading(), panel) if panel.recorded_at is None else {}
    ended_on = given(panel.enrolment.ended_on)
    return render_template(
        "panels/show.html",
        panel=panel,
        rubric=asked.rubric,
        own=own,
        own_refused=refused.get(own.id) if own else None,
        seated=[
            Seated(one, refused.get(one.id, ()), levels_of(one) if told else {})
            for one in panel.members
        ],
        told=told,
        newest=standing_panel(reading(), panel.enrolment_id) or panel,
        lateness=lateness(ended_on, panel.held_on),
        last_day=last_day_to_count(ended_on),
        today=local_day(now()),
        keeps=may(visitor(), Permission.CALL_PANELS, programme_id=programme.id),
        sees=may(visitor(), Permission.SEE_PROGRAMME, programme_id=programme.id),
        proposes=_may_be_proposed(panel),
        faults=faults,
        typed=request.form,
    )


def _may_be_proposed(panel: Panel) -> bool:
    """Whether the visitor proposes decisions and none about this person waits or stands."""
    place = panel.enrolment
    return (
        may(visitor(), Permission.PROPOSE_DECISIONS, programme_id=place.cohort.programme_id)
        and waiting_decision(reading(), place.id) is None
        and refusal_of(reading(), place.id) is None
    )


def is_told(panel: Panel) -> bool:
    """Whether anybody sees what the members chose: only when all have handed in."""
    return all(member.entered_at is not None for member in panel.members)


def asks_for_panels(programme: Programme) -> bool:
    """Whether the rule of a programme asks for panels."""
    rule = programme.rule_digest and rule_by_digest(reading(), programme.rule_digest)
    return bool(rule and rule.asks_panel)
