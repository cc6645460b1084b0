"""All certificates of an evening as one file for the printer."""

import hashlib
from io import BytesIO

from flask import request, send_file
from flask.typing import ResponseReturnValue

from content.languages import Language
from course.actions.programmes import note_export
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound, TooManyRows, Unreadable
from course.permissions import Permission
from course.printing import PDF, print_all
from course.queries.issuing import certificates_to_print
from course.settings_here import settings_here
from course.web.access import allow
from course.web.certificates.blueprint import bp
from course.web.certificates.issuing import ticked
from course.web.i18n import speaking
from course.web.numbers import row_number
from course.web.programme_here import programme_here
from course.web.visitors import visitor

MOST_PRINTED = 100
"""More would keep the printer's patience, and a thread of ours, for over a minute."""


@bp.get("/certificates/print")
@allow(Permission.EXPORT_LISTS)
def print_several() -> ResponseReturnValue:
    """The front and the back of each certificate that is ticked, by name. Who took it is noted."""
    programme = programme_here(Permission.EXPORT_LISTS)
    lang = request.args.get("language", "")
    asked = ticked(request.args.getlist("certificate", type=row_number))
    if lang not in set(Language) or not asked:
        raise Unreadable
    if len(asked) > MOST_PRINTED:
        raise TooManyRows(rows=len(asked), limit=MOST_PRINTED)
    certificates = certificates_to_print(reading(), visitor(), programme, asked)
    if not certificates:
        raise NotFound
    ids = [one.id for one in certificates]
    named = speaking().gettext("certificates")
    name = f"{named}-{programme.code}-{lang}.pdf"
    content = print_all(certificates, Language(lang), settings=settings_here())
    with writing() as session:
        note_export(
            session,
            programme_here(Permission.EXPORT_LISTS),
            kind="certificates.pdf",
            rows=len(ids),
            sha256=hashlib.sha256(content).hexdigest(),
            asked={"certificates": ids, "language": lang},
            by=visitor(),
            at=now(),
        )
    answer = send_file(
        BytesIO(content), mimetype=PDF, as_attachment=True, download_name=name, etag=False
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
