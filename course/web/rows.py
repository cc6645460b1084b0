"""One row of a table as a small page of its own: it saves by itself, and a phone loads no more.

A row is counted from 1. What is typed replaces that row in the draft as it stands; where another
page or device saved in between, the draft's own contract keeps both versions.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.fields import TableField, read_values, rows_of
from course.actions.assignments import SavedDraft
from course.clock import now
from course.errors import EmptyRow, NotADraft, NotFound
from course.models import Submission
from course.queries.standing import Standing
from course.terms import SubmissionState
from course.web.access import signed_in
from course.web.draft_replies import reply_to
from course.web.drafts import (
    authored,
    closed_page,
    form_of_work,
    own_newest,
    receipt_for,
    save_values,
)
from course.web.forms.assignments import WorkForm
from course.web.i18n import speaking
from course.web.numbers import whole_number

bp = Blueprint("rows", __name__)


@bp.get("/assignments/<slug>/<table>/new")
@signed_in
def add(slug: str, table: str) -> ResponseReturnValue:
    """An empty row after the others."""
    standing, newest = _draft(slug)
    asked, form = _table(slug, newest, table)
    filled = rows_of(asked.name, form.values)
    if standing.over or len(filled) >= asked.max_rows:
        return _back_to(slug, asked)
    return _page(form.with_new_row(asked.name), asked, len(filled) + 1, newest)


@bp.get("/assignments/<slug>/<table>/<int:number>")
@signed_in
def show(slug: str, table: str, number: int) -> ResponseReturnValue:
    """A row to look at and to write in."""
    standing, newest = _draft(slug)
    asked, form = _table(slug, newest, table)
    if standing.over:
        return _back_to(slug, asked)
    if not 1 <= number <= len(rows_of(asked.name, form.values)):
        raise NotFound
    return _page(form, asked, number, newest)


@bp.post("/assignments/<slug>/<table>/<int:number>")
@signed_in
def save(slug: str, table: str, number: int) -> ResponseReturnValue:
    """Save the row, then the next one or the list."""
    saved, asked = _receive(slug, table, number, request.form.get("revision", ""))
    if saved is not None and saved.closed:
        return closed_page(saved)
    if saved is not None and saved.lost is not None:
        _, form = _table(slug, saved.draft, table)
        return _page(form, asked, number, saved.draft, status=409)
    if request.form.get("then") == "next":
        return redirect(url_for(".add", slug=slug, table=table), 303)
    return _back_to(slug, asked)


@bp.put("/assignments/<slug>/<table>/<int:number>")
@signed_in
def autosave(slug: str, table: str, number: int) -> ResponseReturnValue:
    """Save the row while it is being written."""
    saved, asked = _receive(slug, table, number, request.headers.get("If-Match", "").strip('"'))
    if saved is None:
        raise EmptyRow
    names = [f"{asked.name}-{number - 1}-{column.name}" for column in asked.columns]
    return reply_to(saved, dict(zip(names, names, strict=True)))


@bp.post("/assignments/<slug>/<table>/<int:number>/remove")
@signed_in
def remove(slug: str, table: str, number: int) -> ResponseReturnValue:
    """Take the row out of the draft."""
    _, draft = _draft(slug)
    asked, form = _table(slug, draft, table)
    rows = list(rows_of(asked.name, form.values))
    if draft is None or not 1 <= number <= len(rows):
        raise NotFound
    del rows[number - 1]
    revision = whole_number(request.form.get("revision", ""))
    saved = save_values(slug, {**draft.values, asked.name: rows}, revision)
    if saved.lost is not None:
        _, form = _table(slug, saved.draft, table)
        return _page(form, asked, number, saved.draft, status=409)
    return _back_to(slug, asked)


def _receive(
    slug: str, name: str, number: int, revision: str
) -> tuple[SavedDraft | None, TableField]:
    """Save what was typed into a row; nothing happens where a new one was left empty.

    Where the work was handed in meanwhile, the row is kept beside it. Raises NotFound, EmptyRow
    and Unreadable.
    """
    _, newest = own_newest(slug)
    asked, form = _table(slug, newest, name)
    rows = list(rows_of(asked.name, form.values))
    if not 1 <= number <= min(len(rows) + 1, asked.max_rows):
        raise NotFound
    start = f"{asked.name}-{number - 1}-"
    typed = {one.name: request.form.getlist(f"{start}{one.name}") for one in asked.columns}
    row = read_values(asked.columns, typed).values
    if not any(row.values()):
        if number <= len(rows):
            raise EmptyRow
        return None, asked
    rows[number - 1 : number] = [row]
    values = {**(newest.values if newest else {}), asked.name: rows}
    return save_values(slug, values, whole_number(revision)), asked


def _draft(slug: str) -> tuple[Standing, Submission | None]:
    """Where the visitor stands, and the draft where one is begun. Raises NotADraft."""
    standing, newest = own_newest(slug)
    if newest is not None and newest.state != SubmissionState.DRAFT:
        raise NotADraft
    return standing, newest


def _table(slug: str, newest: Submission | None, name: str) -> tuple[TableField, WorkForm]:
    """A table that is typed, and the form as it is filled in. Raises NotFound."""
    form = form_of_work(newest) if newest else WorkForm.of(authored(slug), None, {})
    for asked in form.assignment.fields:
        if isinstance(asked, TableField) and asked.name == name and not asked.from_journal:
            return asked, form
    raise NotFound


def _page(
    form: WorkForm,
    asked: TableField,
    number: int,
    draft: Submission | None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    rows = form.rows(asked)
    page = render_template(
        "assignments/row.html",
        assignment=form.assignment,
        table=asked,
        form=form,
        number=number,
        row=rows[number - 1] if number <= len(rows) else {},
        count=len(rows_of(asked.name, form.values)),
        draft=draft,
        receipt=receipt_for(draft) if draft else None,
        saved_at=speaking().clock_and_day(draft.saved_at, now()) if draft else None,
    )
    return page, status


def _back_to(slug: str, asked: TableField) -> ResponseReturnValue:
    return redirect(url_for("assignments.show", slug=slug, _anchor=asked.name), 303)
