"""One entry of the register as a page, with the forms of who keeps it."""

from collections.abc import Mapping

from flask import render_template, request

from assessments.faults import Fault
from assessments.validity import renewal_opens_on
from course.clock import local_day, now
from course.codes import grouped
from course.database import reading
from course.permissions import Permission, may
from course.queries.certificates import certificate_for
from course.queries.corrections import correction_to, waiting_correction
from course.web.visitors import visitor

NOTHING_WRONG: Mapping[str, Fault] = {}


def entry_page(certificate_id: int, faults: Mapping[str, Fault] = NOTHING_WRONG) -> str:
    """What the certificate says and where it stands; with what was typed and found at fault."""
    session, day = reading(), local_day(now())
    certificate = certificate_for(session, visitor(), certificate_id)
    programme_id, ends_on = certificate.programme_id, certificate.expires_on
    keeps = may(visitor(), Permission.REVOKE_CERTIFICATES, programme_id=programme_id)
    sees = may(visitor(), Permission.SEE_PROGRAMME, programme_id=programme_id)
    return render_template(
        "certificates/certificate.html",
        certificate=certificate,
        enrolment_id=certificate.decision.enrolment_id,
        sees_programme=sees,
        state=certificate.state_on(day),
        may_keep=keeps and certificate.person_id != visitor().id,
        correction=waiting_correction(session, certificate.id),
        followed=correction_to(session, certificate) if sees else None,
        renewal_opens_on=renewal_opens_on(ends_on) if ends_on else None,
        today=day,
        faults=faults,
        typed=request.form,
        grouped=grouped,
    )
