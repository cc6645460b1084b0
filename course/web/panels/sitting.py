"""A member's part: to declare, to mark what nobody else sees yet, and to hand it in."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.typed import clean
from course.actions.panel_marks import (
    declare_no_conflict,
    declare_own_conflict,
    enter_marks,
    save_marks,
)
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import MarksChanged, MarksEntered, PanelNotHeld
from course.models import Panel, PanelMember
from course.permissions import Permission
from course.queries.panels import panel_asked, panel_to_sit_on
from course.web.access import allow
from course.web.forms.certificates import line_fault
from course.web.forms.panels import LONGEST_REASON, MarksForm, levels_of, levels_told
from course.web.i18n import speaking
from course.web.panels.blueprint import bp
from course.web.panels.showing import is_told, panel_page
from course.web.visitors import visitor


@bp.post("/panels/<int:panel_id>/declaration")
@allow(Permission.ASSESS_TRAINEES)
def declare(panel_id: int) -> ResponseReturnValue:
    """That no conflict of interest is known."""
    with writing() as session:
        panel, _ = panel_to_sit_on(session, visitor(), panel_id)
        declare_no_conflict(session, panel, by=visitor(), at=now())
    flash(speaking().gettext("Declared. Now you can mark."))
    return redirect(url_for(".marks", panel_id=panel_id), 303)


@bp.post("/panels/<int:panel_id>/conflict")
@allow(Permission.ASSESS_TRAINEES)
def conflict(panel_id: int) -> ResponseReturnValue:
    """That one should not judge this person, and why; the coordinator is written to."""
    panel, _ = panel_to_sit_on(reading(), visitor(), panel_id)
    why = clean(request.form.get("why_not", "")).strip()
    if fault := line_fault(why, LONGEST_REASON):
        return panel_page(panel, {"why_not": fault}), 422
    with writing() as session:
        panel, _ = panel_to_sit_on(session, visitor(), panel_id)
        declare_own_conflict(session, panel, why=why, by=visitor(), at=now())
    flash(speaking().gettext("Declared. The coordinator is told and asks somebody else."))
    return redirect(url_for(".show", panel_id=panel_id), 303)


@bp.get("/panels/<int:panel_id>/marks")
@allow(Permission.ASSESS_TRAINEES)
def marks(panel_id: int) -> ResponseReturnValue:
    """The rubric with what the member chose so far."""
    panel, member = panel_to_sit_on(reading(), visitor(), panel_id)
    rubric = panel_asked(reading(), panel.enrolment.cohort.programme).rubric
    return _page(panel, member, MarksForm.of(rubric, member))


@bp.post("/panels/<int:panel_id>/marks")
@allow(Permission.ASSESS_TRAINEES)
def save(panel_id: int) -> ResponseReturnValue:
    """Keep it for later, or hand it in. Whatever refuses it, nothing typed is lost."""
    panel, member = panel_to_sit_on(reading(), visitor(), panel_id)
    rubric = panel_asked(reading(), panel.enrolment.cohort.programme).rubric
    whole = request.form.get("go") == "enter"
    form = MarksForm.read(rubric, request.form, whole=whole)
    if form.faults:
        return _page(panel, member, form), 422
    said: dict[str, Any] = {
        "levels": form.levels,
        "comment": form.comment,
        "seen": form.seen,
        "by": visitor(),
    }
    try:
        with writing() as session:
            panel, _ = panel_to_sit_on(session, visitor(), panel_id)
            if whole:
                enter_marks(session, panel, rubric, at=now(), **said)
            else:
                save_marks(session, panel, **said)
    except (MarksChanged, MarksEntered, PanelNotHeld) as refused:
        panel, member = panel_to_sit_on(reading(), visitor(), panel_id)
        return _page(panel, member, form, refused=refused.code), 409
    if whole:
        flash(_handed_in(panel))
        return redirect(url_for(".show", panel_id=panel_id), 303)
    flash(speaking().gettext("Saved. Only you see it."))
    return redirect(url_for(".marks", panel_id=panel_id), 303)


def _handed_in(panel: Panel) -> str:
    if is_told(panel):
        return speaking().gettext("Handed in. All three have handed in now.")
    return speaking().gettext("Handed in. It is shown when all three have handed in.")


def _page(panel: Panel, member: PanelMember, form: MarksForm, refused: str | None = None) -> str:
    return render_template(
        "panels/marks.html",
        panel=panel,
        member=member,
        form=form,
        kept=levels_of(member),
        kept_form=MarksForm.of(form.rubric, member),
        refused=refused,
        levels_told=levels_told,
        today=local_day(now()),
    )
