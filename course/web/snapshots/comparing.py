"""The difference between two sets of figures: person by person, institution by institution."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from assessments.differences import (
    Change,
    Changed,
    IndicatorDifference,
    LineChange,
    Number,
    difference,
)
from assessments.freezing import Figures
from course.clock import local_day, now
from course.database import reading
from course.errors import NotFound
from course.models import IndicatorSnapshot
from course.permissions import Permission
from course.queries.snapshots import Names, names_in, snapshot_for
from course.queries.totals import frozen_totals
from course.reports.frozen_words import say_rows
from course.reports.snapshots import count_to_freeze
from course.sentences import N_
from course.terms import Indicator
from course.web.access import allow
from course.web.i18n import speaking
from course.web.numbers import row_number
from course.web.snapshots.blueprint import bp
from course.web.snapshots.changes import changes_told
from course.web.snapshots.told import LineTold, line_told, since_told, split_told
from course.web.visitors import visitor

AGAIN, TODAY = "again", "today"
"""The other side: the evidence of the same day as it is known now; the figures of today."""

HEADINGS = {
    Change.CAME_IN: N_("Came in"),
    Change.WENT_OUT: N_("Went out"),
    Change.COUNTED_OTHERWISE: N_("Counted, on other evidence"),
    Change.LEFT_OUT_OTHERWISE: N_("Left out, or told otherwise"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    figures: Figures
    words: str


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """One person or institution, with what changed about them."""

    line: LineTold
    why: Sequence[str]
    changes: Sequence[tuple[str, str, str]]  # what, before, after


@dataclass(frozen=True, slots=True)
class DifferenceTold:
    """What differs in one indicator."""

    indicator: Indicator
    figure: Number
    splits: Sequence[tuple[str, Sequence[tuple[str, Number]]]]
    promise: Sequence[tuple[str, str, str]]
    kinds: Sequence[tuple[str, Sequence[ChangeTold]]]


@bp.get("/programme/snapshots/<int:snapshot_id>/difference")
@allow(Permission.SEE_PROGRAMME)
def compare(snapshot_id: int) -> ResponseReturnValue:
    """What became of these figures in others: frozen ones, the evidence now, or today."""
    session, me = reading(), visitor()
    snapshot = snapshot_for(session, me, snapshot_id)
    programme = snapshot.programme
    wanted = request.args.get("with", TODAY)
    before, after = Side(snapshot.figures, _words(snapshot)), _other(snapshot, wanted)
    names = names_in(session, me, programme)
    found = difference(before.figures, after.figures)
    return render_template(
        "snapshots/difference.html",
        programme=programme,
        snapshot=snapshot,
        wanted=wanted,
        before=before,
        after=after,
        empty=found.empty,
        told=[
            _told(name, found.indicators[name], names, before, after)
            for name in Indicator
            if name in found.indicators
        ],
        others=[
            (str(one.snapshot.id), _words(one.snapshot))
            for one in frozen_totals(session, programme)
            if one.snapshot.id != snapshot.id
        ],
    )


def _other(snapshot: IndicatorSnapshot, wanted: str) -> Side:
    """The other side. Raises NotFound for what is no side, or of another programme."""
    if wanted in {AGAIN, TODAY}:
        today = local_day(now())
        day = snapshot.as_of if wanted == AGAIN else today
        say = speaking().say
        words = (
            say("the evidence of the same day as it is known now")
            if wanted == AGAIN
            else say("today, %(day)s", day=speaking().short_day(today))
        )
        return Side(count_to_freeze(reading(), snapshot.programme, as_of=day), words)
    try:
        other = snapshot_for(reading(), visitor(), row_number(wanted))
    except ValueError:
        raise NotFound from None
    if other.programme_id != snapshot.programme_id:
        raise NotFound
    return Side(other.figures, _words(other))


def _words(snapshot: IndicatorSnapshot) -> str:
    return speaking().say(
        "number %(number)s, as of %(day)s",
        number=snapshot.number,
        day=speaking().short_day(snapshot.as_of),
    )


def _told(
    name: Indicator, found: IndicatorDifference, names: Names, before: Side, after: Side
) -> DifferenceTold:
    days = (_day_of(before), _day_of(after))
    return DifferenceTold(
        name,
        found.figure,
        [
            (split_told(split), say_rows(split, rows, names.cohorts, speaking()))
            for split, rows in found.splits.items()
        ],
        changes_told(_named("promise", found.promise), names),
        [
            (speaking().gettext(heading), [_change_told(one, names, days) for one in lines])
            for change, heading in HEADINGS.items()
            if (lines := found.of(change))
        ],
    )


def _change_told(found: LineChange, names: Names, days: tuple[date, date]) -> ChangeTold:
    """Why: by what the side says on which they do not count."""
    before, after = (
        None if line is None else line_told(line, names, day)
        for line, day in zip((found.before, found.after), days, strict=True)
    )
    line = after or before
    if line is None:
        message = "a change without a line on either side"
        raise RuntimeError(message)
    not_counted = {Change.CAME_IN: before}.get(found.change, after)
    why = [] if not_counted is None else not_counted.why
    if after is None:
        why = [speaking().gettext("Nothing of it is in the evidence of this day.")]
    if found.before is None and found.change is Change.CAME_IN:
        why = [since_told(found.after or {}, days[1])]
    whole = found.before is None or found.after is None
    return ChangeTold(line, list(why), [] if whole else changes_told(found.changed, names))


def _named(path: str, changes: Sequence[Changed]) -> Iterator[Changed]:
    for one in changes:
        yield Changed(f"{path}.{one.name}", one.before, one.after)


def _day_of(side: Side) -> date:
    return date.fromisoformat(side.figures["as_of"])
