"""What the three say together, entered by who chairs, beside what each of them saw."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.panel_days import last_day_to_count
from course.actions.panel_marks import record_panel
from course.clock import now
from course.database import reading, writing
from course.errors import MarksWaiting, NotTheChair, OutcomeRefused, PanelOver
from course.models import Panel, PanelMember
from course.permissions import Permission
from course.queries.panels import panel_asked, panel_to_sit_on
from course.terms import DecisionOutcome
from course.web.access import allow
from course.web.forms.base import given
from course.web.forms.panels import RecordForm, levels_of, levels_told
from course.web.i18n import speaking
from course.web.panels.blueprint import bp
from course.web.panels.showing import is_told
from course.web.visitors import visitor


@bp.get("/panels/<int:panel_id>/record")
@allow(Permission.ASSESS_TRAINEES)
def offer_record(panel_id: int) -> ResponseReturnValue:
    """The form for the joint record, with the levels on which all three agree."""
    panel, member = panel_to_sit_on(reading(), visitor(), panel_id)
    _refuse_early(panel, member)
    rubric = panel_asked(reading(), panel.enrolment.cohort.programme).rubric
    seen = [levels_of(one) for one in panel.members]
    agreed = {
        name: level
        for name, level in seen[0].items()
        if all(other.get(name) == level for other in seen)
    }
    return _page(panel, RecordForm(rubric, agreed))


@bp.post("/panels/<int:panel_id>/record")
@allow(Permission.ASSESS_TRAINEES)
def record(panel_id: int) -> ResponseReturnValue:
    """Enter it: it gets the protocol's number and stands."""
    panel, member = panel_to_sit_on(reading(), visitor(), panel_id)
    _refuse_early(panel, member)
    rubric = panel_asked(reading(), panel.enrolment.cohort.programme).rubric
    form = RecordForm.read(rubric, request.form)
    if form.faults:
        return _page(panel, form), 422
    try:
        with writing() as session:
            panel, _ = panel_to_sit_on(session, visitor(), panel_id)
            said = form.conclusion()
            number = record_panel(
                session, panel, rubric, said, by=visitor(), at=now()
            ).protocol_number
    except (OutcomeRefused, PanelOver) as refused:
        panel, _ = panel_to_sit_on(reading(), visitor(), panel_id)
        return _page(panel, form, refused=refused.code), 409
    flash(speaking().say("Recorded as protocol %(number)s.", number=number))
    return redirect(url_for(".show", panel_id=panel_id), 303)


def _refuse_early(panel: Panel, member: PanelMember) -> None:
    """Raise NotTheChair, or MarksWaiting: nobody sees what the others chose before that."""
    if not member.chairs:
        raise NotTheChair
    if not is_told(panel):
        raise MarksWaiting


def _page(panel: Panel, form: RecordForm, refused: str | None = None) -> str:
    outcomes = [
        one for one in DecisionOutcome if panel.sitting == 1 or one != DecisionOutcome.SUPPLEMENT
    ]
    return render_template(
        "panels/record.html",
        panel=panel,
        form=form,
        refused=refused,
        outcomes=[(one.value, speaking().word(one).capitalize()) for one in outcomes],
        levels_told=levels_told,
        seen=[(one, levels_of(one)) for one in panel.members],
        last_day=last_day_to_count(given(panel.enrolment.ended_on)),
    )
