"""Freezing figures: first they are looked at, then the deed."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.faults import Fault
from assessments.freezing import Figures, print_of
from course.actions.snapshots import publish_figures
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import ClaimFrozen, DayInFuture, FiguresDisagree, NotFound, PreviewChanged
from course.freezing import freeze_figures
from course.models import IndicatorSnapshot
from course.permissions import Permission
from course.queries.snapshots import names_in, names_waiting, number_of_claim, snapshot_for
from course.reports.snapshots import count_to_freeze, mendable
from course.terms import SnapshotPurpose
from course.web.access import allow
from course.web.forms.snapshots import PURPOSES, FreezingForm
from course.web.i18n import speaking
from course.web.numbers import row_number
from course.web.programme_here import programme_here
from course.web.snapshots.blueprint import bp
from course.web.snapshots.told import line_told, told_indicators
from course.web.visitors import visitor


@bp.get("/programme/snapshots/new")
@allow(Permission.TAKE_SNAPSHOTS)
def new() -> ResponseReturnValue:
    """Why, and as of which day; a correction begins with what it corrects."""
    corrects = _corrected(reading(), request.args.get("corrects", ""))
    return _page(FreezingForm.new(corrects, local_day(now())))


@bp.post("/programme/snapshots/preview")
@allow(Permission.TAKE_SNAPSHOTS)
def preview() -> ResponseReturnValue:
    """The figures as they would be frozen: who counts, who does not and why, what can be mended."""
    form = _read(reading())
    if form.faults:
        return _page(form), 422
    return _page(form, look=True)


@bp.post("/programme/snapshots")
@allow(Permission.TAKE_SNAPSHOTS)
def take() -> ResponseReturnValue:
    """Freeze the figures that were looked at."""
    form = _read(reading())
    if form.faults:
        return _page(form), 422
    try:
        with writing() as session:
            form = _read(session)
            snapshot = freeze_figures(
                session,
                programme_here(Permission.TAKE_SNAPSHOTS),
                form.freezing,
                seen=request.form.get("seen", ""),
                by=visitor(),
                at=now(),
            )
            snapshot_id, number = snapshot.id, snapshot.number
    except ClaimFrozen:
        return _page(_read(reading())), 409
    except (PreviewChanged, FiguresDisagree) as refused:
        sentence = speaking().error(refused.code, refused.facts)
        return _page(_read(reading()), look=True, refusal=sentence), 409
    flash(speaking().say("The figures are frozen as number %(number)s.", number=number))
    return redirect(url_for(".show", snapshot_id=snapshot_id), 303)


@bp.post("/programme/figures")
@allow(Permission.KEEP_PROGRAMME)
def publish() -> ResponseReturnValue:
    """Show everybody the frozen totals, or no longer."""
    public = request.form.get("public") == "yes"
    with writing() as session:
        programme = programme_here(Permission.KEEP_PROGRAMME)
        publish_figures(session, programme, public=public, by=visitor(), at=now())
        code = programme.code
    told = speaking().gettext("Everybody can see the totals now.")
    hidden = speaking().gettext("The totals are not public any more.")
    flash(told if public else hidden)
    return redirect(url_for(".index", programme=code), 303)


def _read(session: Session) -> FreezingForm:
    """The form as sent; a day to come, and a claim that is frozen already, are found here."""
    form = FreezingForm.of(request.form, _corrected(session, request.form.get("corrects", "")))
    if "as_of" not in form.faults and form.freezing_day > local_day(now()):
        form = form.faulty("as_of", Fault(DayInFuture.code))
    if form.purpose == SnapshotPurpose.PAYMENT_CLAIM and form.claim_number:
        programme = programme_here(Permission.TAKE_SNAPSHOTS)
        number = number_of_claim(session, programme, form.claim_number)
        if number is not None:
            form = form.faulty("claim_number", Fault(ClaimFrozen.code, {"number": number}))
    return form


def _corrected(session: Session, typed: str) -> IndicatorSnapshot | None:
    """What is corrected, of the programme that the visitor looks at. Raises NotFound."""
    if not typed:
        return None
    try:
        found = snapshot_for(session, visitor(), row_number(typed))
    except ValueError:
        raise NotFound from None
    if found.programme_id != programme_here(Permission.TAKE_SNAPSHOTS).id:
        raise NotFound
    return found


def _page(form: FreezingForm, *, look: bool = False, refusal: str | None = None) -> str:
    programme = programme_here(Permission.TAKE_SNAPSHOTS)
    session = reading()
    figures: Figures | None = None
    if look:
        figures = count_to_freeze(session, programme, as_of=form.freezing_day)
    names = names_in(session, visitor(), programme)
    return render_template(
        "snapshots/new.html",
        programme=programme,
        form=form,
        refusal=refusal,
        purposes=[(one.value, speaking().word(one)) for one in PURPOSES],
        today=local_day(now()),
        seen=print_of(figures) if figures else None,
        as_of=form.freezing_day if figures else None,
        indicators=told_indicators(figures, names) if figures else [],
        mendable=[
            line_told(line, names, form.freezing_day).name for line in mendable(figures or {})
        ],
        waiting=names_waiting(session, visitor(), programme) if figures else [],
    )
