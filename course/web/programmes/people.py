"""The certification list: on screen and as files, from one filter."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue

from course.clock import local_day
from course.database import reading
from course.exporting import ListAsked, may_take
from course.permissions import Permission, may
from course.queries.standings import Headline, StandingsPage, headline_of, standings_page
from course.reports.formats import Passing, grouped_digest, say_taken
from course.reports.lists.certification import CERTIFICATION, cells_of, wanted
from course.reports.lists.documents import say_filter
from course.web.access import allow
from course.web.i18n import speaking
from course.web.lists.filters import blanks_of
from course.web.lists.here import file_kind_named, list_here, list_to_take
from course.web.lists.showing import forms_of
from course.web.lists.taking import take_list
from course.web.numbers import row_number
from course.web.panels.showing import asks_for_panels
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor

ON_A_PAGE = 100


@bp.get("/people")
@allow(Permission.SEE_PROGRAMME)
def people() -> ResponseReturnValue:
    """Everybody of the programme who is asked for, with their state and why."""
    asked = list_here(CERTIFICATION)
    looking, form, programme = asked.looking, asked.form, asked.looking.programme
    today, filtered = local_day(looking.at), wanted(looking)
    page = standings_page(
        reading(),
        programme,
        filtered,
        after=request.args.get("after", type=row_number),
        before=request.args.get("before", type=row_number),
        most=ON_A_PAGE,
    )
    headline = headline_of(reading(), programme, filtered, today)
    html = render_template(
        "programmes/people.html",
        programme=programme,
        form=form,
        blanks={blank.name: blank for blank in blanks_of(asked)},
        lines=page.lines,
        headline=headline,
        today=today,
        earlier=page.lines[0].row.enrolment_id if page.has_earlier and page.lines else None,
        later=page.lines[-1].row.enrolment_id if page.has_later and page.lines else None,
        **_description(page, headline, asked),
        forms=forms_of(CERTIFICATION, headline.lines),
        has_panels=asks_for_panels(programme),
        may_export=may_take(CERTIFICATION, visitor(), programme.id),
        may_approve=may(visitor(), Permission.APPROVE_DECISIONS, programme_id=programme.id),
    )
    return html, 422 if form.faults else 200


@bp.get("/people.<kind>")
@allow(Permission.EXPORT_LISTS)
def export(kind: str) -> ResponseReturnValue:
    """Give the same list as a file: an address that people know."""
    return take_list(list_to_take(CERTIFICATION), file_kind_named(kind, CERTIFICATION))


def _description(page: StandingsPage, headline: Headline, asked: ListAsked) -> Mapping[str, object]:
    """Which rows these are; with the digest of the list where the whole of it stands here."""
    looking, filtered = (
        asked.looking,
        say_filter(CERTIFICATION, asked.looking.asked, asked.form.choices, speaking()),
    )
    said = (filtered, say_taken(headline.lines, visitor().name, looking.at, speaking()))
    if page.has_earlier or page.has_later:
        return {"said": said, "digest": None}
    passing = Passing(
        asked.columns(), (cells_of(line.row, looking.speaking) for line in page.lines)
    )
    passing.through()
    return {"said": said, "digest": grouped_digest(passing.digest)}
