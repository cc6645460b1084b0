"""Freezes figures: counts them anew from the evidence, and keeps what was looked at.

It counts by `reports.snapshots` and writes by `actions.snapshots`, in one turn.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from assessments.freezing import print_of
from course.actions.audit import take_turn
from course.actions.snapshots import Freezing, keep_snapshot
from course.errors import FiguresDisagree, PreviewChanged
from course.models import IndicatorSnapshot, Person, Programme
from course.reports.snapshots import count_to_freeze, disagreement


def freeze_figures(
    session: Session,
    programme: Programme,
    freezing: Freezing,
    *,
    seen: str,
    by: Person,
    at: datetime,
) -> IndicatorSnapshot:
    """Freeze the figures as of a day. `seen` is the print of those that were looked at.

    Raises what `keep_snapshot` raises, PreviewChanged, and FiguresDisagree where the kept tables
    say otherwise.
    """
    take_turn(session)  # nobody changes anything between the count and its keeping
    counted = count_to_freeze(session, programme, as_of=freezing.as_of)
    if print_of(counted) != seen:
        raise PreviewChanged
    disagreeing = disagreement(session, programme, counted)
    if disagreeing:
        raise FiguresDisagree(people=len(disagreeing))
    return keep_snapshot(session, programme, freezing, counted=counted, by=by, at=at)
