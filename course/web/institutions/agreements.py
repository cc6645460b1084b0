"""The deeds on an agreement, one after the other, and its scan."""

import mimetypes
from enum import StrEnum
from typing import assert_never

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.faults import Fault
from assessments.fields import FileKind
from course.actions.institutions import (
    bring_into_force,
    end_agreement,
    enter_agreement,
    send_agreement,
    sign_for_beneficiary,
    sign_for_institution,
    verify_agreement,
)
from course.clock import now
from course.database import reading, writing
from course.errors import (
    AgreementNumberTaken,
    AgreementOrder,
    DatesReversed,
    DayInFuture,
    DomainError,
    FileRefused,
    NotFound,
    SamePerson,
)
from course.models import Agreement
from course.permissions import Permission
from course.queries.institutions import (
    agreement_for,
    agreement_to_change,
    agreement_to_keep,
    institution_with_id,
)
from course.settings_here import settings_here
from course.stored_file import StoredFile
from course.uploads import download, store
from course.web.access import allow
from course.web.forms.institutions import AgreementForm
from course.web.i18n import speaking
from course.web.institutions.blueprint import bp
from course.web.institutions.register import institution_page
from course.web.programme_here import programme_here
from course.web.visitors import visitor


class Deed(StrEnum):
    """What can be done with an agreement, in order."""

    SEND = "send"
    SIGN_INSTITUTION = "sign-institution"
    SIGN_BENEFICIARY = "sign-beneficiary"
    VERIFY = "verify"
    FORCE = "force"
    END = "end"


SIGNATURES = {Deed.SIGN_INSTITUTION, Deed.SIGN_BENEFICIARY}


@bp.post("/institutions/<int:institution_id>/agreements")
@allow(Permission.KEEP_AGREEMENTS)
def enter(institution_id: int) -> ResponseReturnValue:
    """Enter the draft of an agreement in the programme that the visitor looks at."""
    institution_with_id(reading(), institution_id)
    form = AgreementForm.of_number(request.form)
    if form.faults:
        return institution_page(institution_id, form=form), 422
    try:
        with writing() as session:
            enter_agreement(
                session,
                programme_here(Permission.KEEP_AGREEMENTS),
                institution_with_id(session, institution_id),
                number=form.number,
                by=visitor(),
                at=now(),
            )
    except AgreementNumberTaken as taken:
        faulty = form.faulty("number", Fault(taken.code))
        return institution_page(institution_id, form=faulty), 409
    return redirect(url_for(".show", institution_id=institution_id), 303)


@bp.post("/agreements/<int:agreement_id>/<deed>")
@allow(Permission.KEEP_AGREEMENTS)
def act(agreement_id: int, deed: str) -> ResponseReturnValue:
    """Do the next thing with an agreement."""
    if deed not in set(Deed):
        raise NotFound
    wanted = Deed(deed)
    institution_id = agreement_to_keep(reading(), visitor(), agreement_id).institution_id
    form = _read(wanted)
    try:
        file = _scan() if wanted in SIGNATURES and not form.faults else None
    except FileRefused as refused:
        form = form.faulty("file", Fault(str(refused.facts["reason"]), refused.facts))
    if form.faults:
        return institution_page(institution_id, form=form, agreement_id=agreement_id), 422
    try:
        with writing() as session:
            agreement = agreement_to_change(session, visitor(), agreement_id)
            _do(session, agreement, wanted, form, file)
    except (DayInFuture, DatesReversed) as wrong:
        faulty = form.faulty("day", Fault(wrong.code))
        return institution_page(institution_id, form=faulty, agreement_id=agreement_id), 422
    except (AgreementOrder, SamePerson) as refusal:
        return _refused(institution_id, agreement_id, form, refusal), 409
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".show", institution_id=institution_id), 303)


@bp.get("/agreements/<int:agreement_id>/file")
@allow(Permission.SEE_PROGRAMME)
def file(agreement_id: int) -> ResponseReturnValue:
    """The scan of an agreement."""
    agreement = agreement_for(reading(), visitor(), agreement_id)
    if agreement.file_stored_as is None or agreement.file_name is None:
        raise NotFound
    return download(
        agreement.file_stored_as,
        name=agreement.file_name,
        media_type=mimetypes.guess_type(agreement.file_name)[0] or "application/octet-stream",
        folder=settings_here().files,
    )


def next_deed(agreement: Agreement) -> Deed | None:
    """What comes next; nothing after the end."""
    done = {
        Deed.SEND: agreement.sent_on,
        Deed.SIGN_INSTITUTION: agreement.institution_signed_on,
        Deed.SIGN_BENEFICIARY: agreement.beneficiary_signed_on,
        Deed.VERIFY: agreement.verified_at,
        Deed.FORCE: agreement.in_force_on,
        Deed.END: agreement.ended_on,
    }
    return next((deed for deed, when in done.items() if when is None), None)


bp.add_app_template_filter(next_deed, "next_deed")


def _read(deed: Deed) -> AgreementForm:
    if deed is Deed.VERIFY:
        return AgreementForm()
    if deed in SIGNATURES:
        return AgreementForm.of_signature(request.form)
    return AgreementForm.of_day(request.form)


def _scan() -> StoredFile | None:
    """The scan that was sent along, if any. Raises FileRefused."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    return store(
        sent.stream,
        name=sent.filename,
        kinds=(FileKind.PDF, FileKind.IMAGE),
        folder=settings_here().files,
    )


def _do(
    session: Session, agreement: Agreement, deed: Deed, form: AgreementForm, scan: StoredFile | None
) -> None:
    by, at = visitor(), now()
    match deed:
        case Deed.SEND:
            send_agreement(session, agreement, sent_on=form.on, by=by, at=at)
        case Deed.SIGN_INSTITUTION | Deed.SIGN_BENEFICIARY:
            sign = sign_for_institution if deed is Deed.SIGN_INSTITUTION else sign_for_beneficiary
            sign(
                session,
                agreement,
                signed_on=form.on,
                signatory=form.signatory,
                file=scan,
                by=by,
                at=at,
            )
        case Deed.VERIFY:
            verify_agreement(session, agreement, by=by, at=at)
        case Deed.FORCE:
            bring_into_force(session, agreement, in_force_on=form.on, by=by, at=at)
        case Deed.END:
            end_agreement(session, agreement, ended_on=form.on, by=by, at=at)
        case _:
            assert_never(deed)


def _refused(
    institution_id: int, agreement_id: int, form: AgreementForm, refusal: DomainError
) -> str:
    sentence = speaking().error(refusal.code, refusal.facts)
    return institution_page(institution_id, form=form, agreement_id=agreement_id, refusal=sentence)
