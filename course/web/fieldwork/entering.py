"""Entering practice, changing what nobody decided about, and records sent from a phone later."""

import secrets
from collections.abc import Mapping
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.definitions import JournalForm
from assessments.definitions.journal import CHANNEL
from assessments.fields import Fault
from assessments.journal import next_code, taken_over
from assessments.receipts import fingerprint
from course.actions.fieldwork import SavedEntry, Written, save_entry
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import AlreadyDecided, NotFound, NotReady
from course.models import Enrolment, FieldEntry
from course.queries.fieldwork import (
    TALKS,
    codes_used,
    form_of,
    kept_entry_versions,
    last_of_kinds,
    own_entry,
)
from course.queries.standing import standing_of
from course.queries.study import own_enrolment
from course.terms import FieldEntryKind, FieldEntryState
from course.web.access import signed_in
from course.web.fieldwork.blueprint import bp
from course.web.forms.journal import EntryForm, faults_told, read_entry, values_told
from course.web.giving_away import warnings_of_entry
from course.web.i18n import speaking
from course.web.numbers import whole_number
from course.web.saving import acknowledged
from course.web.visitors import visitor


@bp.get("/practice/new/<kind>")
@signed_in
def new(kind: str) -> ResponseReturnValue:
    """A form that begins with the choices of the last entry."""
    enrolment = _own_place()
    form = form_for(kind)
    return _page(_begun(enrolment, form), enrolment)


@bp.post("/practice/new/<kind>")
@signed_in
def enter(kind: str) -> ResponseReturnValue:
    """Enter a piece of practice, and perhaps go on to the next."""
    form, enrolment = form_for(kind), _own_place()
    values, key = read_entry(form, request.form), request.form.get("request_key", "")
    try:
        saved = _save(form, values, key, revision=0)
    except NotReady as not_ready:
        return _page(_again(form, values, key, not_ready), enrolment), 422
    if saved.lost is not None:
        return redirect(url_for(".edit", entry_id=saved.entry.id), 303)
    flash(speaking().gettext("Saved. Your trainer will confirm it."))
    if request.form.get("go") == "next":
        warn(form, values)
        return redirect(url_for(".new", kind=kind), 303)
    return _to_journal(form, saved.entry)


@bp.put("/practice/new/<kind>/<request_key>")
@signed_in
def keep(kind: str, request_key: str) -> ResponseReturnValue:
    """Take in a record from the page where it was written; it may come late, and twice."""
    form, shown = form_for(kind), request.headers.get("If-Match", "").strip('"')
    revision = whole_number(shown)
    values = read_entry(form, request.form)
    try:
        saved = _save(form, values, request_key, revision=revision)
    except NotReady as not_ready:
        lines = faults_told(form, faults_in(not_ready))
        return {"error": "not_ready", "sentence": " ".join(said for _, said in lines)}, 422
    entry = saved.entry
    reply = acknowledged(
        revision=entry.revision, at=now(), sha256=fingerprint([entry.request_key, entry.values])
    )
    if saved.lost is not None:
        return reply | {"theirs": entry.what}, 409
    return reply | {"entry": entry.id, "warned": " ".join(warnings_of_entry(form, values))}


@bp.get("/practice/<int:entry_id>")
@signed_in
def edit(entry_id: int) -> ResponseReturnValue:
    """An entry that nobody decided about, to be changed; another version of it may be taken."""
    enrolment, entry = _own_place(), own_entry(reading(), visitor(), entry_id)
    if entry.state != FieldEntryState.CLAIMED:
        raise AlreadyDecided
    form, wanted = form_of(entry, catalogue().journal), request.args.get("version", type=int)
    versions = kept_entry_versions(reading(), entry)
    taken = next((one.values for one in versions if one.id == wanted), entry.values)
    shown = _form_of_entry(entry, form, taken)
    return _page(shown, enrolment, entry=entry)


@bp.post("/practice/<int:entry_id>")
@signed_in
def change(entry_id: int) -> ResponseReturnValue:
    """Change one's own entry on top of the revision that the page showed."""
    enrolment, entry = _own_place(), own_entry(reading(), visitor(), entry_id)
    form = form_of(entry, catalogue().journal)
    revision = whole_number(request.form.get("revision", ""))
    values = read_entry(form, request.form)
    try:
        saved = _save(form, values, entry.request_key, revision=revision)
    except NotReady as not_ready:
        shown = _form_of_entry(entry, form, values, faults_in(not_ready))
        return _page(shown, enrolment, entry=entry), 422
    if saved.lost is not None:
        entry = own_entry(reading(), visitor(), entry_id)
        return _page(_form_of_entry(entry, form, entry.values), enrolment, entry=entry), 409
    flash(speaking().gettext("Changed."))
    return _to_journal(form, saved.entry)


def warn(form: JournalForm, values: Mapping[str, object]) -> None:
    """Say on the next page what gives a person away in what was just saved."""
    for said in warnings_of_entry(form, values):
        flash(said, "wait")


def form_for(kind: str) -> JournalForm:
    """The form for a kind of entry as it is written today. Raises NotFound."""
    found = catalogue().journal.get(kind)
    if found is None:
        raise NotFound
    return found


def _to_journal(form: JournalForm, entry: FieldEntry) -> ResponseReturnValue:
    """To the journal; where the entry gives a person away, to the entry itself, which says so."""
    place = f"entry-{entry.id}" if warnings_of_entry(form, entry.values) else None
    return redirect(url_for(".index", _anchor=place), 303)


def _own_place() -> Enrolment:
    standing_of(reading(), visitor()).check_consents()
    return own_enrolment(reading(), visitor())


def _save(
    form: JournalForm, values: Mapping[str, object], key: str, *, revision: int
) -> SavedEntry:
    written = Written(catalogue().journal, form, values, key)
    with writing() as session:
        standing_of(session, visitor()).check_consents()
        place = own_enrolment(session, visitor())
        return save_entry(session, place, written, revision=revision, by=visitor(), at=now())


def _begun(enrolment: Enrolment, form: JournalForm) -> EntryForm:
    session, today = reading(), local_day(now())
    kinds = TALKS if form.has(CHANNEL) else (FieldEntryKind(form.slug),)
    last = last_of_kinds(session, enrolment.id, kinds) if form.has(CHANNEL) else None
    code = next_code(codes_used(session, enrolment.id)) if form.has(CHANNEL) else ""
    values = taken_over(form, last.values if last else {}, today, code)
    folded = bool(values.get(CHANNEL) and values.get("minutes"))
    return EntryForm(form, values, secrets.token_hex(16), today, folded=folded)


def _again(
    form: JournalForm, values: Mapping[str, object], key: str, not_ready: NotReady
) -> EntryForm:
    """What was sent, with what is wrong in it."""
    return EntryForm(form, values, key, local_day(now()), faults=faults_in(not_ready))


def _form_of_entry(
    entry: FieldEntry,
    form: JournalForm,
    values: Mapping[str, object],
    faults: Mapping[str, Fault] | None = None,
) -> EntryForm:
    today = local_day(now())
    return EntryForm(form, values, entry.request_key, today, entry.revision, faults or {})


def faults_in(not_ready: NotReady) -> Mapping[str, Fault]:
    """What is wrong in each field."""
    return cast("Mapping[str, Fault]", not_ready.facts["faults"])


def _page(form: EntryForm, enrolment: Enrolment, entry: FieldEntry | None = None) -> str:
    versions = kept_entry_versions(reading(), entry) if entry else []
    return render_template(
        "fieldwork/entry.html",
        form=form,
        enrolment=enrolment,
        entry=entry,
        person=None,
        versions=[(one, values_told(form.form, one.values)) for one in versions],
    )
