"""The deeds on an agreement, one after the other, its corrections and its file."""

from typing import assert_never

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.faults import Fault
from course.actions.agreements import (
    VERIFIED_THINGS,
    correct_agreement,
    enter_agreement,
    keep_agreement_file,
    send_agreement,
    sign_agreement,
)
from course.actions.verifying import (
    bring_into_force,
    end_agreement,
    take_verification_back,
    verify_agreement,
)
from course.clock import now
from course.database import reading, writing
from course.errors import (
    AgreementIncomplete,
    AgreementNumberTaken,
    AgreementOrder,
    ChangedMeanwhile,
    DatesReversed,
    DayInFuture,
    FileRefused,
    InstitutionArchived,
    NotFound,
    SamePerson,
)
from course.fingerprint import fingerprint
from course.models import Agreement
from course.permissions import Permission
from course.queries.institutions import (
    agreement_for,
    agreement_to_change,
    agreement_to_keep,
    institution_with_id,
)
from course.stored_file import StoredFile
from course.terms import AgreementCheck, AgreementSide
from course.web.access import allow
from course.web.forms.agreements import AgreementForm, correctable, may_be_empty
from course.web.i18n import speaking
from course.web.institutions.blueprint import bp
from course.web.institutions.showing import Deed, Refused, institution_page
from course.web.programme_here import programme_here
from course.web.sent_file import kept_file, sent_file, was_file_sent
from course.web.visitors import visitor

SIGNATURES = {
    Deed.SIGN_INSTITUTION: AgreementSide.INSTITUTION,
    Deed.SIGN_BENEFICIARY: AgreementSide.BENEFICIARY,
}


@bp.post("/institutions/<int:institution_id>/agreements")
@allow(Permission.KEEP_AGREEMENTS)
def enter(institution_id: int) -> ResponseReturnValue:
    """Enter the draft of an agreement in the programme that the visitor looks at."""
    institution_with_id(reading(), institution_id)
    form = AgreementForm.of("enter", request.form, ("number", "support"), optional=("support",))
    if form.faults:
        return institution_page(institution_id, Refused(form)), 422
    try:
        with writing() as session:
            enter_agreement(
                session,
                programme_here(Permission.KEEP_AGREEMENTS),
                institution_with_id(session, institution_id),
                number=form.values["number"],
                support=form.values["support"] or None,
                by=visitor(),
                at=now(),
            )
    except AgreementNumberTaken as taken:
        faulty = form.faulty("number", Fault(taken.code))
        return institution_page(institution_id, Refused(faulty)), 409
    except InstitutionArchived as refusal:
        sentence = speaking().error(refusal.code, refusal.facts)
        return institution_page(institution_id, Refused(form, sentence=sentence)), 409
    return redirect(url_for(".show", institution_id=institution_id), 303)


@bp.post("/agreements/<int:agreement_id>/<deed>")
@allow(Permission.KEEP_AGREEMENTS)
def act(agreement_id: int, deed: str) -> ResponseReturnValue:
    """Do the next thing with an agreement."""
    if deed not in set(Deed):
        raise NotFound
    wanted = Deed(deed)
    institution_id = _kept(agreement_id).institution_id
    form = _read(wanted)
    try:
        file = sent_file("file") if not form.faults else None
        if wanted is Deed.FILE and file is None:
            form = form.faulty("file", Fault("file_required"))
    except FileRefused as refused:
        file = None
        form = form.faulty("file", Fault(str(refused.facts["reason"]), refused.facts))
    if form.faults:
        return institution_page(institution_id, Refused(form, agreement_id)), 422
    try:
        with writing() as session:
            agreement = agreement_to_change(session, visitor(), agreement_id)
            _do(session, agreement, wanted, form, file)
    except (DayInFuture, DatesReversed) as wrong:
        faulty = form.faulty("day", Fault(wrong.code))
        return institution_page(institution_id, Refused(faulty, agreement_id)), 422
    except (AgreementOrder, AgreementIncomplete, ChangedMeanwhile, SamePerson) as refusal:
        sentence = speaking().error(refusal.code, refusal.facts)
        return institution_page(institution_id, Refused(form, agreement_id, None, sentence)), 409
    flash(speaking().gettext("Saved."))
    page = url_for(".show", institution_id=institution_id)
    return redirect(f"{page}#agreement-{agreement_id}", 303)


@bp.get("/agreements/<int:agreement_id>/correct")
@allow(Permission.KEEP_AGREEMENTS)
def correct(agreement_id: int) -> ResponseReturnValue:
    """What is written about an agreement, to be corrected or completed."""
    agreement = _kept(agreement_id)
    return _correction_page(agreement, AgreementForm.shown(agreement))


@bp.post("/agreements/<int:agreement_id>/correct")
@allow(Permission.KEEP_AGREEMENTS)
def save_correction(agreement_id: int) -> ResponseReturnValue:
    """Correct it, unless somebody else changed or verified it meanwhile."""
    agreement = _kept(agreement_id)
    names = correctable(agreement)
    optional = [name for name in names if may_be_empty(name)]
    form = AgreementForm.of("correct", request.form, names, optional=optional)
    if form.faults:
        return _correction_page(agreement, form), 422
    try:
        with writing() as session:
            correct_agreement(
                session,
                agreement_to_change(session, visitor(), agreement_id),
                form.written,
                seen=request.form.get("seen", ""),
                by=visitor(),
                at=now(),
            )
    except AgreementNumberTaken as taken:
        return _correction_page(agreement, form.faulty("number", Fault(taken.code))), 409
    except (DayInFuture, DatesReversed) as wrong:
        return _correction_page(agreement, form, refused=wrong.code), 422
    except (AgreementOrder, ChangedMeanwhile) as refusal:
        return _correction_page(_kept(agreement_id), form, refused=refusal.code), 409
    flash(speaking().gettext("Saved."))
    page = url_for(".show", institution_id=agreement.institution_id)
    return redirect(f"{page}#agreement-{agreement_id}", 303)


@bp.get("/agreements/<int:agreement_id>/file")
@allow(Permission.SEE_PROGRAMME)
def file(agreement_id: int) -> ResponseReturnValue:
    """The file of an agreement."""
    agreement = agreement_for(reading(), visitor(), agreement_id)
    if agreement.file_stored_as is None or agreement.file_name is None:
        raise NotFound
    return kept_file(agreement.file_stored_as, agreement.file_name)


def _read(deed: Deed) -> AgreementForm:
    match deed:
        case Deed.SEND | Deed.FORCE:
            names: tuple[str, ...] = ("day",)
        case Deed.SIGN_INSTITUTION | Deed.SIGN_BENEFICIARY:
            names = ("day", "signatory", "capacity")
        case Deed.END:
            names = ("day", "because")
        case Deed.VERIFY:
            return AgreementForm.of_checks(deed, request.form.getlist("checked"))
        case Deed.FILE | Deed.TAKE_BACK:
            names = ()
        case _:
            assert_never(deed)
    return AgreementForm.of(deed, request.form, names, file_sent=was_file_sent("file"))


def _do(
    session: Session, agreement: Agreement, deed: Deed, form: AgreementForm, file: StoredFile | None
) -> None:
    by, at = visitor(), now()
    match deed:
        case Deed.SEND:
            send_agreement(session, agreement, sent_on=form.on, by=by, at=at)
        case Deed.SIGN_INSTITUTION | Deed.SIGN_BENEFICIARY:
            side = SIGNATURES[deed]
            sign_agreement(session, agreement, side, signature=form.signed, file=file, by=by, at=at)
        case Deed.FILE:
            if file is not None:
                keep_agreement_file(session, agreement, file, by=by, at=at)
        case Deed.VERIFY:
            checked = {AgreementCheck(check) for check in form.checked}
            seen = request.form.get("seen", "")
            verify_agreement(session, agreement, checked=checked, seen=seen, by=by, at=at)
        case Deed.TAKE_BACK:
            take_verification_back(session, agreement, by=by, at=at)
        case Deed.FORCE:
            bring_into_force(session, agreement, in_force_on=form.on, by=by, at=at)
        case Deed.END:
            because = form.values["because"]
            end_agreement(session, agreement, ended_on=form.on, because=because, by=by, at=at)
        case _:
            assert_never(deed)


def _kept(agreement_id: int) -> Agreement:
    return agreement_to_keep(reading(), visitor(), agreement_id)


def _correction_page(
    agreement: Agreement, form: AgreementForm, *, refused: str | None = None
) -> str:
    return render_template(
        "institutions/correct.html",
        agreement=agreement,
        form=form,
        names=correctable(agreement),
        standing=AgreementForm.shown(agreement).values if refused else {},
        seen=request.form.get("seen") if form.faults else fingerprint(agreement, VERIFIED_THINGS),
        refusal=speaking().error(refused, {}) if refused else None,
    )
