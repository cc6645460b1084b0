"""The page for strangers: whether a code opens one of our certificates, and what it is worth."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.clock import local_day, now
from course.codes import CERTIFICATE_SIGNS, grouped, read_code
from course.database import reading
from course.queries.certificates import Known, certificate_by_code
from course.web.access import public
from course.web.certificates.blueprint import bp
from course.web.forms.certificates import initials, is_same_name


@bp.get("/v")
@public
def verify_form() -> ResponseReturnValue:
    """Where a stranger types the code."""
    typed = request.args.get("code", "").strip()
    if typed:
        return redirect(url_for(".verify", code=read_code(typed) or "-"), 303)
    return render_template("certificates/verify.html", typed="", known=None, asked=False)


@bp.get("/v/<code>")
@public
def verify(code: str) -> ResponseReturnValue:
    """What this code opens: valid, superseded, expired, revoked, or nothing that we know."""
    return _verdict(code, None)


@bp.post("/v/<code>")
@public
def compare(code: str) -> ResponseReturnValue:
    """Whether a name read on the paper is the holder's; for who sees only the initials."""
    return _verdict(code, request.form.get("name", "").strip())


def _verdict(code: str, typed_name: str | None) -> ResponseReturnValue:
    plain = read_code(code)
    known = certificate_by_code(reading(), plain) if len(plain) == CERTIFICATE_SIGNS else None
    page = render_template(
        "certificates/verify.html",
        asked=True,
        typed=grouped(plain),
        known=known,
        **(_told(known, typed_name) if known else {}),
    )
    # Nobody in between keeps it, and no search engine lists it.
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return page, 200 if known else 404, headers


def _told(known: Known, typed_name: str | None) -> dict[str, object]:
    certificate = known.certificate
    name = certificate.holder_name
    return {
        "state": certificate.state_on(local_day(now())),
        "name": name if certificate.show_name else initials(name),
        "minutes": sum(certificate.facts["minutes"].values()),
        "typed_name": typed_name,
        "name_agrees": is_same_name(typed_name, name) if typed_name else None,
    }
