"""Proofs that an institution uses the model: entered, verified by another person, withdrawn."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.adoption_proofs import enter_proof, verify_proof, withdraw_proof
from course.clock import now
from course.database import reading, writing
from course.errors import (
    AgreementOrder,
    DayInFuture,
    FileRefused,
    ProofClosed,
    SamePerson,
)
from course.permissions import Permission
from course.queries.institutions import (
    agreement_to_change,
    agreement_to_keep,
    proof_for,
    proof_to_change,
    proof_to_keep,
)
from course.web.access import allow
from course.web.forms.agreements import AgreementForm
from course.web.i18n import speaking
from course.web.institutions.blueprint import bp
from course.web.institutions.showing import Refused, institution_page
from course.web.sent_file import kept_file, sent_file, was_file_sent
from course.web.visitors import visitor

TYPED = ("kind", "title", "dated_on")


@bp.post("/agreements/<int:agreement_id>/proofs-of-use")
@allow(Permission.KEEP_AGREEMENTS)
def add_proof(agreement_id: int) -> ResponseReturnValue:
    """Enter a document that shows that the institution uses the model."""
    institution_id = agreement_to_keep(reading(), visitor(), agreement_id).institution_id
    form = AgreementForm.of("proof", request.form, TYPED, file_sent=was_file_sent("file"))
    try:
        file = None if form.faults else sent_file("file")
        if not form.file_sent:
            form = form.faulty("file", Fault("file_required"))
    except FileRefused as refused:
        file = None
        form = form.faulty("file", Fault(str(refused.facts["reason"]), refused.facts))
    if form.faults or file is None:
        return institution_page(institution_id, Refused(form, agreement_id)), 422
    try:
        with writing() as session:
            enter_proof(
                session,
                agreement_to_change(session, visitor(), agreement_id),
                kind=form.kind,
                title=form.values["title"],
                dated_on=form.dated_on,
                file=file,
                by=visitor(),
                at=now(),
            )
    except DayInFuture as wrong:
        faulty = form.faulty("dated_on", Fault(wrong.code))
        return institution_page(institution_id, Refused(faulty, agreement_id)), 422
    except AgreementOrder as refusal:
        sentence = speaking().error(refusal.code, refusal.facts)
        return institution_page(institution_id, Refused(form, agreement_id, None, sentence)), 409
    flash(speaking().gettext("The proof is there. Another person verifies it."))
    return redirect(f"{url_for('.show', institution_id=institution_id)}#use", 303)


@bp.post("/proofs-of-use/<int:proof_id>/verify")
@allow(Permission.KEEP_AGREEMENTS)
def verify_use(proof_id: int) -> ResponseReturnValue:
    """Say that the document shows the use of the model."""
    return _do(proof_id, verify_proof)


@bp.post("/proofs-of-use/<int:proof_id>/withdraw")
@allow(Permission.KEEP_AGREEMENTS)
def withdraw_use(proof_id: int) -> ResponseReturnValue:
    """Take a proof of use out of the figures."""
    return _do(proof_id, withdraw_proof)


@bp.get("/proofs-of-use/<int:proof_id>/file")
@allow(Permission.SEE_PROGRAMME)
def proof_file(proof_id: int) -> ResponseReturnValue:
    """The file of a proof of use."""
    proof = proof_for(reading(), visitor(), proof_id)
    return kept_file(proof.file_stored_as, proof.file_name)


def _do(proof_id: int, deed: Callable[..., None]) -> ResponseReturnValue:
    institution_id = proof_to_keep(reading(), visitor(), proof_id).agreement.institution_id
    try:
        with writing() as session:
            deed(session, proof_to_change(session, visitor(), proof_id), by=visitor(), at=now())
    except (ProofClosed, SamePerson) as refusal:
        sentence = speaking().error(refusal.code, refusal.facts)
        refused = Refused(AgreementForm(), None, proof_id, sentence)
        return institution_page(institution_id, refused), 409
    flash(speaking().gettext("Saved."))
    return redirect(f"{url_for('.show', institution_id=institution_id)}#use", 303)
