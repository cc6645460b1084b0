"""The certificates to come of a programme: the marks at their foot, and how long they hold."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from assessments.fields import FileKind
from course.actions.programme_marks import MOST_MARKS, add_mark, remove_mark, set_validity
from course.clock import now
from course.database import reading, writing
from course.errors import FileRefused
from course.permissions import Permission
from course.queries.papers import mark_for, marks_of
from course.settings_here import settings_here
from course.stored_file import StoredFile
from course.uploads import download, store
from course.web.access import allow
from course.web.forms.programme_paper import PaperForm
from course.web.i18n import speaking
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor


@bp.get("/programme/paper")
@allow(Permission.KEEP_PROGRAMME)
def paper() -> ResponseReturnValue:
    """The marks that stand there now, and the months."""
    return _page(PaperForm())


@bp.post("/programme/paper/marks")
@allow(Permission.KEEP_PROGRAMME)
def put_mark() -> ResponseReturnValue:
    """Put one more mark at the foot of the certificates to come."""
    sent = request.files.get("picture")
    form = PaperForm.of_mark(request.form, sent.stream if sent and sent.filename else None)
    if form.faults or sent is None:
        return _page(form), 422
    try:
        stored = _stored(sent.filename or "mark.png")
    except FileRefused as refused:
        fault = Fault(str(refused.facts["reason"]), refused.facts)
        return _page(PaperForm(name=form.name, faults={"picture": fault})), 422
    with writing() as session:
        programme = programme_here(Permission.KEEP_PROGRAMME)
        add_mark(session, programme, stored, name=form.name, by=visitor(), at=now())
        code = programme.code
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".paper", programme=code), 303)


@bp.get("/programme/paper/marks/<int:mark_id>.png")
@allow(Permission.KEEP_PROGRAMME)
def mark(mark_id: int) -> ResponseReturnValue:
    """One mark, to be looked at."""
    found = mark_for(reading(), visitor(), mark_id)
    return download(
        found.stored_as,
        name=f"{found.id}.png",
        media_type=found.media_type,
        folder=settings_here().files,
    )


@bp.post("/programme/paper/marks/<int:mark_id>/remove")
@allow(Permission.KEEP_PROGRAMME)
def take_mark_off(mark_id: int) -> ResponseReturnValue:
    """Leave a mark off the certificates to come."""
    with writing() as session:
        found = mark_for(session, visitor(), mark_id)
        remove_mark(session, found, by=visitor(), at=now())
    flash(speaking().gettext("Removed. Certificates that were issued keep it."))
    return redirect(url_for(".paper"), 303)


@bp.post("/programme/paper/validity")
@allow(Permission.KEEP_PROGRAMME)
def keep_validity() -> ResponseReturnValue:
    """How long the certificates to come hold."""
    form = PaperForm.of_validity(request.form)
    if form.faults:
        return _page(form), 422
    with writing() as session:
        programme = programme_here(Permission.KEEP_PROGRAMME)
        set_validity(session, programme, months=form.months, by=visitor(), at=now())
        code = programme.code
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".paper", programme=code), 303)


def _stored(name: str) -> StoredFile:
    """The picture, drawn anew. Raises FileRefused."""
    return store(
        request.files["picture"].stream,
        name=name,
        kinds=(FileKind.IMAGE,),
        folder=settings_here().files,
    )


def _page(form: PaperForm) -> str:
    programme = programme_here(Permission.KEEP_PROGRAMME)
    months = programme.certificate_months
    return render_template(
        "programmes/paper.html",
        programme=programme,
        marks=marks_of(reading(), programme.id),
        most=MOST_MARKS,
        form=form,
        months=form.typed_months or (months if months and "months" not in form.faults else ""),
    )
