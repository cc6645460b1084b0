"""The certification list: on screen and as files, from one filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from course.actions.programmes import note_export
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import NotFound, Unreadable
from course.models import Programme
from course.permissions import Permission, may
from course.queries.programmes import targets_of
from course.reports.lists import describe_people, filter_facts, grouped_digest
from course.reports.people import CertificationLine, certification_list, evidence_of
from course.reports.table import Described, FileKind, write
from course.terms import CertificationState, Indicator
from course.web.access import allow
from course.web.forms.people_filter import FilterForm
from course.web.i18n import language, speaking
from course.web.numbers import page_number
from course.web.panels.showing import asks_for_panels
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """The list that is asked for, before it becomes a page or a file."""

    form: FilterForm
    everybody: Sequence[CertificationLine]
    lines: Sequence[CertificationLine]

    @property
    def counted(self) -> int:
        """How many of everybody are counted."""
        return sum(line.state is CertificationState.COUNTED for line in self.everybody)


@bp.get("/people")
@allow(Permission.SEE_PROGRAMME)
def people() -> ResponseReturnValue:
    """Everybody of the programme who is asked for, with their state and why."""
    programme, at = programme_here(Permission.SEE_PROGRAMME), now()
    asked = _asked(programme)
    described = _described(asked, programme, at)
    page = page_number()
    first = (page - 1) * ON_A_PAGE
    html = render_template(
        "programmes/people.html",
        programme=programme,
        asked=asked,
        lines=asked.lines[first : first + ON_A_PAGE],
        first=first + 1,
        page=page,
        more=len(asked.lines) > first + ON_A_PAGE,
        target=targets_of(reading(), programme).get(Indicator.QUALIFIED_ORGANISERS),
        described=described,
        digest=grouped_digest(described.table.digest),
        states=[(state.value, speaking().word(state)) for state in CertificationState],
        cities=[(city, city) for city in asked.form.cities],
        kinds=list(FileKind),
        has_panels=asks_for_panels(programme),
        may_export=may(visitor(), Permission.EXPORT_LISTS, programme_id=programme.id),
        may_approve=may(visitor(), Permission.APPROVE_DECISIONS, programme_id=programme.id),
    )
    return html, 422 if asked.form.faults else 200


@bp.get("/people.<kind>")
@allow(Permission.EXPORT_LISTS)
def export(kind: str) -> ResponseReturnValue:
    """Give the same list as a file. Who took which rows away stands in the audit trail."""
    if kind not in set(FileKind):
        raise NotFound
    programme, at = programme_here(Permission.EXPORT_LISTS), now()
    asked = _asked(programme)
    if asked.form.faults:
        raise Unreadable
    described = _described(asked, programme, at)
    content = write(described, FileKind(kind))
    name = speaking().gettext("people")
    file_name = f"{name}-{programme.code}-{local_day(at)}.{kind}"
    with writing() as session:
        note_export(
            session,
            programme_here(Permission.EXPORT_LISTS),
            kind=kind,
            rows=len(described.table.rows),
            sha256=described.table.digest,
            asked=filter_facts(asked.form.asked),
            by=visitor(),
            at=at,
        )
    answer = send_file(
        BytesIO(content),
        mimetype=FileKind(kind).media_type,
        as_attachment=True,
        download_name=file_name,
        etag=False,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _asked(programme: Programme) -> Asked:
    """The whole list, and the part of it that the address asks for."""
    today = local_day(now())
    evidence = evidence_of(reading(), programme)
    everybody = certification_list(reading(), programme, evidence, as_of=today)
    form = FilterForm.of(request.args, evidence.places)
    return Asked(form, everybody, [line for line in everybody if form.asked.admits(line)])


def _described(asked: Asked, programme: Programme, at: datetime) -> Described:
    return describe_people(
        asked.lines,
        asked.form.asked,
        programme,
        cohort=asked.form.cohort,
        language=language(),
        by=visitor(),
        at=at,
    )
