"""Partner bodies: the list, a new one, one with its agreements, corrections, the archive."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.institutions import (
    WRITTEN,
    archive_institution,
    bring_institution_back,
    change_institution,
    enter_institution,
)
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import ChangedMeanwhile, NipTaken
from course.fingerprint import fingerprint
from course.models import Institution
from course.permissions import Permission, may_anywhere
from course.queries.institutions import (
    agreements_of,
    institution_to_change,
    institution_with_id,
    institution_with_nip,
    institutions_listed,
)
from course.queries.programmes import targets_of
from course.reports.agreements import prove_agreements
from course.reports.institutions import Shown, admitted, lines_of
from course.terms import Indicator, InstitutionKind
from course.web.access import allow
from course.web.forms.institutions import InstitutionForm
from course.web.forms.people import read_line
from course.web.i18n import speaking
from course.web.institutions.blueprint import bp
from course.web.institutions.showing import institution_page
from course.web.programme_here import programme_here
from course.web.visitors import visitor


@bp.get("/institutions")
@allow(Permission.SEE_PROGRAMME)
def index() -> ResponseReturnValue:
    """Every institution: whether it counts and uses the model, what comes next, who does it."""
    programme, today = programme_here(Permission.SEE_PROGRAMME), local_day(now())
    proofs = prove_agreements(agreements_of(reading(), programme), as_of=today)
    lines = lines_of(institutions_listed(reading()), proofs)
    asked = request.args.get("show", "")
    shown = Shown(asked) if asked in set(Shown) else Shown.ALL
    words = read_line(request.args.get("words", ""))
    return render_template(
        "institutions/index.html",
        programme=programme,
        lines=admitted(lines, shown, words, visitor()),
        whole=len(lines),
        counted=sum(line.counted for line in lines),
        in_use=sum(line.in_use for line in lines),
        target=targets_of(reading(), programme).get(Indicator.INSTITUTIONS),
        shown=shown,
        words=words,
        today=today,
        may_keep=may_anywhere(visitor(), Permission.KEEP_AGREEMENTS),
    )


@bp.get("/institutions/new")
@allow(Permission.KEEP_AGREEMENTS)
def new() -> ResponseReturnValue:
    return _form_page(InstitutionForm(), None)


@bp.post("/institutions/new")
@allow(Permission.KEEP_AGREEMENTS)
def create() -> ResponseReturnValue:
    """Enter an institution."""
    form = InstitutionForm.of(request.form)
    if form.faults:
        return _form_page(form, None), 422
    try:
        with writing() as session:
            institution_id = enter_institution(session, form.entry, by=visitor(), at=now()).id
    except NipTaken as taken:
        return _form_page(form.faulty("nip", Fault(taken.code)), None), 409
    flash(speaking().gettext("The institution is there. Now enter its agreement."))
    return redirect(url_for(".show", institution_id=institution_id), 303)


@bp.get("/institutions/<int:institution_id>")
@allow(Permission.SEE_PROGRAMME)
def show(institution_id: int) -> ResponseReturnValue:
    """One institution with its agreements, what each of them waits for, and its proofs of use."""
    return institution_page(institution_id)


@bp.get("/institutions/<int:institution_id>/change")
@allow(Permission.KEEP_AGREEMENTS)
def change(institution_id: int) -> ResponseReturnValue:
    """What is written about an institution, to be corrected or completed."""
    institution = institution_with_id(reading(), institution_id)
    return _form_page(InstitutionForm.shown(institution), institution)


@bp.post("/institutions/<int:institution_id>/change")
@allow(Permission.KEEP_AGREEMENTS)
def save_change(institution_id: int) -> ResponseReturnValue:
    """Correct or complete it, unless somebody else did so meanwhile."""
    institution = institution_with_id(reading(), institution_id)
    form = InstitutionForm.of(request.form)
    if form.faults:
        return _form_page(form, institution), 422
    try:
        with writing() as session:
            change_institution(
                session,
                institution_to_change(session, institution_id),
                form.entry,
                seen=request.form.get("seen", ""),
                by=visitor(),
                at=now(),
            )
    except NipTaken as taken:
        return _form_page(form.faulty("nip", Fault(taken.code)), institution), 409
    except ChangedMeanwhile as refusal:
        institution = institution_with_id(reading(), institution_id)
        return _form_page(form, institution, refused=refusal.code), 409
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".show", institution_id=institution_id), 303)


@bp.post("/institutions/<int:institution_id>/archive")
@allow(Permission.KEEP_AGREEMENTS)
def archive(institution_id: int) -> ResponseReturnValue:
    """Take an institution off the list."""
    with writing() as session:
        institution = institution_to_change(session, institution_id)
        archive_institution(session, institution, by=visitor(), at=now())
    flash(speaking().gettext("The institution is in the archive."))
    return redirect(url_for(".show", institution_id=institution_id), 303)


@bp.post("/institutions/<int:institution_id>/bring-back")
@allow(Permission.KEEP_AGREEMENTS)
def bring_back(institution_id: int) -> ResponseReturnValue:
    """Put an institution back on the list."""
    with writing() as session:
        institution = institution_to_change(session, institution_id)
        bring_institution_back(session, institution, by=visitor(), at=now())
    flash(speaking().gettext("The institution is on the list again."))
    return redirect(url_for(".show", institution_id=institution_id), 303)


def _form_page(
    form: InstitutionForm, institution: Institution | None, *, refused: str | None = None
) -> str:
    """The form of an institution, new or known; who has its NIP already is named."""
    nip = form.values.get("nip", "")
    taken_by = institution_with_nip(reading(), nip) if "nip" in form.faults else None
    return render_template(
        "institutions/form.html",
        form=form,
        institution=institution,
        seen=request.form.get("seen") if form.faults else None,
        standing=InstitutionForm.shown(institution).values if institution and refused else {},
        now_standing=fingerprint(institution, WRITTEN) if institution else "",
        refusal=speaking().error(refused, {}) if refused else None,
        kinds=[(kind.value, speaking().word(kind)) for kind in InstitutionKind],
        taken_by=taken_by,
    )
