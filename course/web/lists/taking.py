"""A list as a file: sent at once while it is short, left to the worker when it is long."""

from collections.abc import Iterator
from io import BytesIO

from flask import Response, flash, redirect, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from course.actions.exports import note_list_asked, note_list_taken
from course.actions.prepared import Wanted, ask_for_file
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound, Unreadable
from course.exporting import ListAsked, ask
from course.queries.prepared import taken_by
from course.reports.formats import FileKind, Passing, csv_parts, write
from course.settings_here import settings_here
from course.web.access import signed_in
from course.web.i18n import language, speaking
from course.web.lists.blueprint import bp
from course.web.lists.here import file_kind_named, list_to_take, listing_named, page_of
from course.web.visitors import visitor

CSV_KINDS = {FileKind.CSV, FileKind.PLAIN_CSV}


@bp.get("/lists/<kind>/file.<ending>")
@signed_in
def take(kind: str, ending: str) -> ResponseReturnValue:
    """Give a list as a file. Who took which rows away stands in the audit trail."""
    listing = listing_named(kind)
    return take_list(list_to_take(listing), file_kind_named(ending, listing))


@bp.post("/lists/<kind>/file.<ending>")
@signed_in
def prepare(kind: str, ending: str) -> ResponseReturnValue:
    """Leave a long list to the worker; the person gets a letter when the file is ready.

    Not one that opens seals: what was sealed never lies in the store. Raises NotFound.
    """
    listing = listing_named(kind)
    if listing.opens_seals:
        raise NotFound
    file_kind = file_kind_named(ending, listing)
    asked = list_to_take(listing)
    if asked.form.faults:
        raise Unreadable
    rows = asked.count()
    listing.check_length(file_kind, rows)
    programme_id, name, at = asked.looking.programme.id, asked.file_name(file_kind), now()
    filtered, speech = asked.looking.asked, language()
    with writing() as session:
        programme, person = taken_by(session, programme_id, visitor().id)
        ask_for_file(
            session,
            programme,
            Wanted(listing.kind, file_kind.value, filtered.address(), speech),
            file_name=name,
            rows=rows,
            facts=filtered.facts(),
            by=person,
            at=at,
        )
    return redirect(url_for("lists.files"), 303)


def take_list(asked: ListAsked, kind: FileKind) -> ResponseReturnValue:
    """The file of a list. What is too long to wait for leads to where it can be prepared.

    Raises Unreadable for a filter with faults, and TooManyRows.
    """
    if asked.form.faults:
        raise Unreadable
    rows = asked.count()
    asked.listing.check_length(kind, rows)
    if rows > kind.most_at_once:
        flash(speaking().gettext("This list is long. Have it prepared: you get a letter."))
        return redirect(page_of(asked.listing.kind, asked.form.used), 303)
    return _streamed(asked, kind) if kind in CSV_KINDS else _whole(asked, kind)


def _streamed(asked: ListAsked, kind: FileKind) -> ResponseReturnValue:
    """A CSV is sent while it is read: that it was asked for is noted first, what went at the end.

    By then the request is over, and with it what it had loaded.
    """
    listing, typed, name = asked.listing, dict(request.args), asked.file_name(kind)
    looking = asked.looking
    programme_id, person_id, at, speech = (
        looking.programme.id,
        looking.by.id,
        looking.at,
        looking.language,
    )
    with writing() as session:
        programme, person = taken_by(session, programme_id, person_id)
        note_list_asked(
            session,
            programme,
            list_kind=listing.kind,
            kind=kind.value,
            asked=looking.asked.facts(),
            by=person,
            at=at,
        )

    def parts() -> Iterator[bytes]:
        programme, person = taken_by(reading(), programme_id, person_id)
        again = ask(listing, programme, typed, by=person, at=at, language=speech)
        document = again.document(kind, settings_here())
        passing = again.passing(document)
        try:
            yield from csv_parts(document, passing, kind)
        finally:
            _note(again, passing, kind)

    return sent(Response(stream_with_context(parts()), mimetype=kind.media_type), name)


def _whole(asked: ListAsked, kind: FileKind) -> ResponseReturnValue:
    """A file that is there only when it is finished."""
    document = asked.document(kind, settings_here())
    passing, name = asked.passing(document), asked.file_name(kind)
    file = BytesIO()  # a few megabytes at most: what is long is prepared
    write(document, passing, kind, file)
    _note(asked, passing, kind)
    return sent(Response(file.getvalue(), mimetype=kind.media_type), name)


def _note(asked: ListAsked, passing: Passing, kind: FileKind) -> None:
    """Record what was taken away: which rows, not who stands in them."""
    looking = asked.looking
    programme_id, person_id = looking.programme.id, looking.by.id
    with writing() as session:
        programme, person = taken_by(session, programme_id, person_id)
        note_list_taken(
            session,
            programme,
            list_kind=asked.listing.kind,
            facts={
                "kind": kind.value,
                "rows": passing.count,
                "sha256": passing.digest,
                "filter": looking.asked.facts(),
            },
            by=person,
            at=looking.at,
        )


def sent(answer: Response, name: str) -> Response:
    """A file to be saved under a name, and kept by nobody on the way."""
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
