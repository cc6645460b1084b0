"""Frozen figures to take away: the very bytes of the digest, and a card for the funder."""

from io import BytesIO

from flask import Response, send_file
from flask.typing import ResponseReturnValue

from assessments.freezing import canonical
from course.actions.programmes import note_export
from course.clock import now
from course.database import reading, writing
from course.models import IndicatorSnapshot
from course.permissions import Permission
from course.queries.snapshots import names_in, snapshot_for
from course.reports.indicator_card import indicator_card_pdf
from course.terms import Indicator
from course.web.access import allow
from course.web.i18n import language, speaking
from course.web.snapshots.blueprint import bp
from course.web.visitors import visitor


@bp.get("/programme/snapshots/<int:snapshot_id>.json")
@allow(Permission.EXPORT_LISTS)
def as_json(snapshot_id: int) -> ResponseReturnValue:
    """What the digest is of: anybody can reckon it with `sha256sum`."""
    snapshot = snapshot_for(reading(), visitor(), snapshot_id)
    return _given(snapshot, canonical(snapshot.figures), "application/json", "json")


@bp.get("/programme/snapshots/<int:snapshot_id>.pdf")
@allow(Permission.EXPORT_LISTS)
def as_pdf(snapshot_id: int) -> ResponseReturnValue:
    """The card of indicators: promises, figures, splits, numbers of what proves them."""
    snapshot = snapshot_for(reading(), visitor(), snapshot_id)
    names = names_in(reading(), visitor(), snapshot.programme)
    content = indicator_card_pdf(snapshot, names, language(), at=now())
    return _given(snapshot, content, "application/pdf", "pdf")


def _given(snapshot: IndicatorSnapshot, content: bytes, media_type: str, ending: str) -> Response:
    """The file; who took it stands in the trail."""
    word = speaking().gettext("indicators")
    name = f"{word}-{snapshot.programme.code}-{snapshot.number}-{snapshot.as_of}.{ending}"
    snapshot_id = snapshot.id
    told = snapshot.figures["indicators"][Indicator.QUALIFIED_ORGANISERS]
    rows, digest = len(told["counted"]), snapshot.digest
    with writing() as session:
        kept = snapshot_for(session, visitor(), snapshot_id)
        note_export(
            session,
            kept.programme,
            kind=f"snapshot.{ending}",
            rows=rows,
            sha256=digest,
            asked={"snapshot": snapshot_id},
            by=visitor(),
            at=now(),
        )
    answer = send_file(
        BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name, etag=False
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
