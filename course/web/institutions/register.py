"""Partner bodies: the list, a new one, and one with its agreements. Deeds are in `agreements`."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.institutions import enter_institution
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import NipTaken
from course.permissions import Permission, may_anywhere
from course.queries.institutions import (
    agreements_with,
    institution_with_id,
    institution_with_nip,
    institutions_of,
)
from course.reports.indicators import count_agreements
from course.terms import InstitutionKind
from course.web.access import allow
from course.web.forms.institutions import AgreementForm, InstitutionForm
from course.web.i18n import speaking
from course.web.institutions.blueprint import bp
from course.web.programme_here import programme_here, programmes_here
from course.web.visitors import visitor


@bp.get("/institutions")
@allow(Permission.SEE_PROGRAMME)
def index() -> ResponseReturnValue:
    """Every institution, with what was agreed with it in the programme."""
    programme, today = programme_here(Permission.SEE_PROGRAMME), local_day(now())
    rows = institutions_of(reading(), programme)
    agreements = [agreement for _, agreement in rows if agreement is not None]
    return render_template(
        "institutions/index.html",
        programme=programme,
        rows=rows,
        counted=count_agreements(agreements, as_of=today).achieved,
        today=today,
        may_keep=may_anywhere(visitor(), Permission.KEEP_AGREEMENTS),
    )


@bp.get("/institutions/new")
@allow(Permission.KEEP_AGREEMENTS)
def new() -> ResponseReturnValue:
    return _new_page(InstitutionForm())


@bp.post("/institutions/new")
@allow(Permission.KEEP_AGREEMENTS)
def create() -> ResponseReturnValue:
    """Enter an institution."""
    form = InstitutionForm.of(request.form)
    if form.faults:
        return _new_page(form), 422
    try:
        with writing() as session:
            institution_id = enter_institution(
                session,
                name=form.name,
                kind=InstitutionKind(form.kind),
                nip=form.nip,
                teryt=form.teryt,
                city=form.city,
                by=visitor(),
                at=now(),
            ).id
    except NipTaken as taken:
        return _new_page(form.faulty("nip", Fault(taken.code))), 409
    flash(speaking().gettext("The institution is there. Now enter its agreement."))
    return redirect(url_for(".show", institution_id=institution_id), 303)


@bp.get("/institutions/<int:institution_id>")
@allow(Permission.SEE_PROGRAMME)
def show(institution_id: int) -> ResponseReturnValue:
    """One institution with its agreements and what each of them waits for."""
    return institution_page(institution_id)


def institution_page(
    institution_id: int,
    *,
    form: AgreementForm | None = None,
    agreement_id: int | None = None,
    refusal: str | None = None,
) -> str:
    """The page of an institution, with what was typed for one of its agreements or a new one."""
    return render_template(
        "institutions/show.html",
        institution=institution_with_id(reading(), institution_id),
        agreements=agreements_with(reading(), visitor(), institution_id),
        kept={programme.id for programme in programmes_here(Permission.KEEP_AGREEMENTS)},
        form=form or AgreementForm(),
        agreement_id=agreement_id,
        refusal=refusal,
        today=local_day(now()),
    )


def _new_page(form: InstitutionForm) -> str:
    taken_by = institution_with_nip(reading(), form.nip) if "nip" in form.faults else None
    return render_template(
        "institutions/new.html",
        form=form,
        kinds=[(kind.value, speaking().word(kind)) for kind in InstitutionKind],
        taken_by=taken_by,
    )
