"""Frozen figures to be read: all of a programme, and one of them with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import render_template
from flask.typing import ResponseReturnValue

from assessments.freezing import same_evidence
from course.clock import local_day, now
from course.database import reading
from course.models import IndicatorSnapshot
from course.permissions import Permission, may
from course.queries.snapshots import corrections_of, names_in, snapshot_for
from course.queries.totals import frozen_totals
from course.reports.formats.document import grouped_digest
from course.reports.snapshots import count_to_freeze, is_intact
from course.web.access import allow
from course.web.numbers import page_number
from course.web.programme_here import programme_here
from course.web.snapshots.blueprint import bp
from course.web.snapshots.told import told_indicators
from course.web.visitors import visitor

ON_A_PAGE = 100

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Page:
    """Which lines of long lists are shown: the same page of each."""

    number: int
    more: bool

    def of(self, things: Sequence[Thing]) -> Sequence[Thing]:
        """Those of this page."""
        first = (self.number - 1) * ON_A_PAGE
        return things[first : first + ON_A_PAGE]


@bp.get("/programme/snapshots")
@allow(Permission.SEE_PROGRAMME)
def index() -> ResponseReturnValue:
    """Everything that was frozen, the newest first, and whether everybody sees the totals."""
    programme = programme_here(Permission.SEE_PROGRAMME)
    return render_template(
        "snapshots/index.html",
        programme=programme,
        frozen=frozen_totals(reading(), programme)[::-1],
        may_take=may(visitor(), Permission.TAKE_SNAPSHOTS, programme_id=programme.id),
        may_keep=may(visitor(), Permission.KEEP_PROGRAMME, programme_id=programme.id),
    )


@bp.get("/programme/snapshots/<int:snapshot_id>")
@allow(Permission.SEE_PROGRAMME)
def show(snapshot_id: int) -> ResponseReturnValue:
    """One of them: figures, splits, who counted on what evidence; and whether that still holds."""
    session, me = reading(), visitor()
    snapshot = snapshot_for(session, me, snapshot_id)
    programme = snapshot.programme
    indicators = told_indicators(snapshot.figures, names_in(session, me, programme))
    longest = max(len(lines) for one in indicators for lines in (one.counted, one.left_out))
    page = page_number()
    return render_template(
        "snapshots/show.html",
        snapshot=snapshot,
        programme=programme,
        indicators=indicators,
        page=Page(page, longest > page * ON_A_PAGE),
        corrections=corrections_of(session, snapshot),
        digest=grouped_digest(snapshot.digest),
        holds=is_intact(snapshot),
        same=_still_the_same(snapshot),
        is_today=snapshot.as_of == local_day(now()),
        may_take=may(me, Permission.TAKE_SNAPSHOTS, programme_id=programme.id),
        may_export=may(me, Permission.EXPORT_LISTS, programme_id=programme.id),
    )


def _still_the_same(snapshot: IndicatorSnapshot) -> bool:
    """Whether the evidence, as it is known now, still gives these figures for their day."""
    anew = count_to_freeze(reading(), snapshot.programme, as_of=snapshot.as_of)
    return same_evidence(snapshot.figures, anew)
