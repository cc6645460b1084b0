"""A newer certificate: under a corrected name or for another period, by two people."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.corrections import (
    approve_correction,
    propose_correction,
    withdraw_correction,
)
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound, NothingToCorrect
from course.issuer_keys import issuer_here
from course.permissions import Permission
from course.queries.certificates import certificate_to_keep
from course.queries.corrections import correction_for
from course.terms import CorrectionKind
from course.web.access import allow
from course.web.certificates.blueprint import bp
from course.web.certificates.entry import entry_page
from course.web.forms.certificates import CorrectionForm
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.post("/certificates/<int:certificate_id>/corrections/<kind>")
@allow(Permission.REVOKE_CERTIFICATES)
def propose_newer(certificate_id: int, kind: str) -> ResponseReturnValue:
    """Propose a newer certificate; another person approves it."""
    certificate_to_keep(reading(), visitor(), certificate_id)
    if kind not in set(CorrectionKind):
        raise NotFound
    form = CorrectionForm.of(request.form, CorrectionKind(kind))
    if form.faults:
        return entry_page(certificate_id, form.faults), 422
    try:
        with writing() as session:
            propose_correction(
                session,
                certificate_to_keep(session, visitor(), certificate_id),
                form.kind,
                holder_name=form.holder_name,
                why=form.why,
                by=visitor(),
                at=now(),
            )
    except NothingToCorrect:
        if form.kind is not CorrectionKind.NAME:  # valid for good: no field is at fault
            raise
        return entry_page(certificate_id, {"holder_name": Fault("same_name")}), 422
    flash(speaking().gettext("Proposed. Another person approves it."))
    return redirect(url_for(".show_certificate", certificate_id=certificate_id), 303)


@bp.post("/corrections/<int:correction_id>/approve")
@allow(Permission.REVOKE_CERTIFICATES)
def approve_newer(correction_id: int) -> ResponseReturnValue:
    """Approve as the second person: the newer certificate is issued in the same moment."""
    issuer = issuer_here()
    with writing() as session:
        correction = correction_for(session, visitor(), correction_id)
        new = approve_correction(session, correction, issuer=issuer, by=visitor(), at=now())
        new_id, number = new.id, new.number
    flash(speaking().say("Issued anew as %(number)s.", number=number))
    return redirect(url_for(".show_certificate", certificate_id=new_id), 303)


@bp.post("/corrections/<int:correction_id>/decline")
@allow(Permission.REVOKE_CERTIFICATES)
def decline_newer(correction_id: int) -> ResponseReturnValue:
    """Close the proposal; the certificate stays as it is."""
    with writing() as session:
        correction = correction_for(session, visitor(), correction_id)
        certificate_id = correction.certificate_id
        withdraw_correction(session, correction, by=visitor(), at=now())
    flash(speaking().gettext("The proposal is closed. The certificate stays as it is."))
    return redirect(url_for(".show_certificate", certificate_id=certificate_id), 303)
