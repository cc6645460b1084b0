"""The holder's page and paper, and the entries of the register with their deeds."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from content.languages import Language
from course.actions.certificates import (
    keep_paper,
    revoke_certificate,
    show_holder_name,
    supersede_certificate,
)
from course.catalogue import catalogue
from course.clock import local_day, now
from course.codes import grouped
from course.database import reading, writing
from course.errors import NotFound, StandardNotFrozen
from course.models import Certificate, Enrolment
from course.papers import certificate_pdf
from course.permissions import Permission, may
from course.queries.certificates import (
    certificate_for,
    certificate_to_keep,
    certificates_of,
    own_certificate,
    paper_of,
    waiting_decision,
)
from course.queries.study import own_enrolment
from course.queries.validation import qualification_of
from course.settings_here import settings_here
from course.uploads import download, store_own
from course.web.access import allow, signed_in
from course.web.certificates.blueprint import bp
from course.web.checklist import Line, checklist, trainee_ways
from course.web.forms.certificates import LONGEST_NAME, LONGEST_REASON, line_fault
from course.web.i18n import language, speaking
from course.web.visitors import visitor

PDF = "application/pdf"


@bp.get("/certificate")
@signed_in
def mine() -> ResponseReturnValue:
    """What is missing until the certificate, or the certificate."""
    session, person = reading(), visitor()
    certificates = certificates_of(session, person)
    day = local_day(now())
    try:
        enrolment = own_enrolment(session, person)
    except NotFound:
        enrolment = None
    standing = [one for one in certificates if one.revoked_at is None and one.superseded_at is None]
    return render_template(
        "certificates/mine.html",
        standing=standing,
        closed=[(one, one.state_on(day)) for one in certificates if one not in standing],
        enrolment=enrolment,
        lines=_own_lines(enrolment) if enrolment else None,
        decision=waiting_decision(session, enrolment.id) if enrolment else None,
        grouped=grouped,
    )


@bp.get("/certificates/<int:certificate_id>/paper/<lang>")
@signed_in
def paper(certificate_id: int, lang: str) -> ResponseReturnValue:
    """The PDF: made at the first request, the same bytes ever after."""
    certificate = certificate_for(reading(), visitor(), certificate_id)
    if lang not in set(Language):
        raise NotFound
    name = f"certyfikat-{certificate.number.replace('/', '-')}-{lang}.pdf"
    kept = paper_of(reading(), certificate.id, Language(lang))
    return download(
        kept.stored_as if kept else _make_paper(certificate, Language(lang)),
        name=name,
        media_type=PDF,
        folder=settings_here().files,
    )


@bp.post("/certificates/<int:certificate_id>/name")
@signed_in
def show_name(certificate_id: int) -> ResponseReturnValue:
    """The holder decides whether strangers see the name."""
    shown = request.form.get("shown") == "yes"
    with writing() as session:
        certificate = own_certificate(session, visitor(), certificate_id)
        show_holder_name(session, certificate, shown=shown, by=visitor(), at=now())
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".mine"), 303)


@bp.get("/certificates/<int:certificate_id>")
@signed_in
def show_certificate(certificate_id: int) -> ResponseReturnValue:
    """One entry of the register; who keeps it may revoke or supersede."""
    return _register_page(certificate_id, {})


@bp.post("/certificates/<int:certificate_id>/revoke")
@allow(Permission.REVOKE_CERTIFICATES)
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Take the validity, with a reason that is kept and not published."""
    certificate_to_keep(reading(), visitor(), certificate_id)
    reason = request.form.get("reason", "").strip()
    fault = line_fault(reason, LONGEST_REASON)
    if fault:
        return _register_page(certificate_id, {"reason": fault}), 422
    with writing() as session:
        certificate = certificate_to_keep(session, visitor(), certificate_id)
        revoke_certificate(session, certificate, reason=reason, by=visitor(), at=now())
    flash(speaking().gettext("Revoked. The verification page says so from now on."))
    return redirect(url_for(".show_certificate", certificate_id=certificate_id), 303)


@bp.post("/certificates/<int:certificate_id>/supersede")
@allow(Permission.REVOKE_CERTIFICATES)
def supersede(certificate_id: int) -> ResponseReturnValue:
    """Issue anew under a corrected name."""
    certificate_to_keep(reading(), visitor(), certificate_id)
    name = " ".join(request.form.get("holder_name", "").split())
    fault = line_fault(name, LONGEST_NAME)
    if fault:
        return _register_page(certificate_id, {"holder_name": fault}), 422
    with writing() as session:
        old = certificate_to_keep(session, visitor(), certificate_id)
        new = supersede_certificate(session, old, holder_name=name, by=visitor(), at=now())
        new_id, number = new.id, new.number
    flash(speaking().say("Issued anew as %(number)s.", number=number))
    return redirect(url_for(".show_certificate", certificate_id=new_id), 303)


def _own_lines(enrolment: Enrolment) -> list[Line] | None:
    try:
        qualification = qualification_of(reading(), enrolment)
    except StandardNotFrozen:
        return None
    return checklist(qualification, catalogue(), language(), trainee_ways)


def _make_paper(certificate: Certificate, lang: Language) -> str:
    """Set the paper outside the write, and keep it; of two made at once the first stays."""
    certificate_id = certificate.id
    address = url_for(".verify_form", _external=False)
    settings = settings_here()
    content = certificate_pdf(certificate, lang, verify_at=f"{settings.base_url}{address}")
    stored = store_own(content, name="certificate.pdf", media_type=PDF, folder=settings.files)
    with writing() as session:
        kept = keep_paper(
            session,
            certificate_for(session, visitor(), certificate_id),
            lang,
            sha256=stored.sha256,
            stored_as=stored.stored_as,
            by=visitor(),
            at=now(),
        )
        return kept.stored_as


def _register_page(certificate_id: int, faults: Mapping[str, Fault]) -> str:
    certificate = certificate_for(reading(), visitor(), certificate_id)
    keeps = may(visitor(), Permission.REVOKE_CERTIFICATES, programme_id=certificate.programme_id)
    sees = may(visitor(), Permission.SEE_PROGRAMME, programme_id=certificate.programme_id)
    return render_template(
        "certificates/certificate.html",
        certificate=certificate,
        enrolment_id=certificate.decision.enrolment_id,
        sees_programme=sees,
        state=certificate.state_on(local_day(now())),
        may_keep=keeps and certificate.person_id != visitor().id,
        faults=faults,
        typed=request.form,
        grouped=grouped,
    )
