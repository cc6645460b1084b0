"""The holder's page and paper, and the entries of the register with their deeds."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.typed import clean
from assessments.validity import renewal_opens_on
from content.languages import Language
from course.actions.certificates import revoke_certificate, show_holder_name
from course.catalogue import catalogue
from course.clock import local_day, now
from course.codes import grouped
from course.database import reading, writing
from course.errors import NotFound, StandardNotFrozen
from course.models import Certificate, Enrolment
from course.permissions import Permission
from course.printing import PDF, print_paper
from course.queries.certificates import (
    certificate_for,
    certificate_to_keep,
    certificates_of,
    own_certificate,
    refusal_of,
    waiting_decision,
)
from course.queries.panels import standing_panel
from course.queries.papers import paper_of
from course.queries.study import own_enrolment
from course.queries.validation import qualification_of
from course.settings_here import settings_here
from course.uploads import download
from course.web.access import allow, signed_in
from course.web.certificates.blueprint import bp
from course.web.certificates.entry import entry_page
from course.web.checklist import Line, checklist, trainee_ways
from course.web.forms.certificates import LONGEST_REASON, line_fault
from course.web.i18n import language, speaking
from course.web.visitors import visitor


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
        today=day,
        renewable={one.id for one in standing if _may_be_renewed(one, day)},
        closed=[(one, one.state_on(day)) for one in certificates if one not in standing],
        enrolment=enrolment,
        lines=_own_lines(enrolment) if enrolment else None,
        decision=waiting_decision(session, enrolment.id) if enrolment else None,
        refusal=refusal_of(session, enrolment.id) if enrolment else None,
        called=standing_panel(session, enrolment.id) if enrolment else None,
        grouped=grouped,
    )


@bp.get("/certificates/<int:certificate_id>/paper/<lang>")
@signed_in
def paper(certificate_id: int, lang: str) -> ResponseReturnValue:
    """The PDF: made here if the worker has not come by yet, the same bytes ever after."""
    certificate = certificate_for(reading(), visitor(), certificate_id)
    if lang not in set(Language):
        raise NotFound
    name = f"certyfikat-{certificate.number.replace('/', '-')}-{lang}.pdf"
    kept = paper_of(reading(), certificate.id, Language(lang))
    return download(
        kept.stored_as if kept and kept.stored_as else _printed(certificate, Language(lang)),
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
    """One entry of the register; who keeps it may revoke it or propose a newer one."""
    return entry_page(certificate_id)


@bp.post("/certificates/<int:certificate_id>/revoke")
@allow(Permission.REVOKE_CERTIFICATES)
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Take the validity, with a reason that is kept and not published."""
    certificate_to_keep(reading(), visitor(), certificate_id)
    reason = clean(request.form.get("reason", "")).strip()
    fault = line_fault(reason, LONGEST_REASON)
    if fault:
        return entry_page(certificate_id, {"reason": fault}), 422
    with writing() as session:
        certificate = certificate_to_keep(session, visitor(), certificate_id)
        revoke_certificate(session, certificate, reason=reason, by=visitor(), at=now())
    flash(speaking().gettext("Revoked. The verification page says so from now on."))
    return redirect(url_for(".show_certificate", certificate_id=certificate_id), 303)


def _may_be_renewed(certificate: Certificate, day: date) -> bool:
    ends_on = certificate.expires_on
    return ends_on is not None and renewal_opens_on(ends_on) <= day


def _own_lines(enrolment: Enrolment) -> list[Line] | None:
    try:
        qualification = qualification_of(reading(), enrolment)
    except StandardNotFrozen:
        return None
    return checklist(qualification, catalogue(), language(), trainee_ways(enrolment.id))


def _printed(certificate: Certificate, lang: Language) -> str:
    return print_paper(certificate.id, lang, settings=settings_here(), by=visitor(), clock=now)
