"""Doors of writing beside a lesson: notes and answers to exercises, for their writer alone."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.receipts import fingerprint
from content.curriculum import Lesson, Module
from content.languages import Language
from content.rendering import exercises_in
from course.actions.notes import Beside, save_note
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import NoteTooLong, NotFound, StaleRevision, Unreadable
from course.queries.notes import KeptNote, notes_beside, notes_of
from course.web.access import public, signed_in
from course.web.freshness import kept_for_ever
from course.web.i18n import speak_in, speaking
from course.web.lesson_text import Blank, lesson_to_read, saved_words, show_lesson
from course.web.saving import acknowledged
from course.web.visitors import visitor

bp = Blueprint("notes", __name__)

_REVISION = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class OfLesson:
    """What was written beside one lesson; without the lesson where the course left it out."""

    slug: str
    lesson: Lesson | None
    notes: Sequence[KeptNote]


@dataclass(frozen=True, slots=True)
class OfModule:
    """What was written beside the lessons of one module, or beside lessons that are no more."""

    module: Module | None
    lessons: Sequence[OfLesson]


@bp.get("/notes")
@signed_in
def index() -> ResponseReturnValue:
    """Everything that the visitor wrote beside lessons, in the order of the course."""
    written = list(_by_module(notes_of(reading(), visitor().id)))
    return render_template("notes/index.html", written=written)


@bp.get("/lessons/<module>/<lesson>/notes")
@signed_in
def beside(module: str, lesson: str) -> ResponseReturnValue:
    """What the visitor wrote beside a lesson, for a page that was kept without it."""
    found, _ = lesson_to_read(module, lesson)
    kept = notes_beside(reading(), visitor().id, found.slug)
    return {
        "person": visitor().id,
        "notes": {place: {"text": note.text, **_told(note)} for place, note in kept.items()},
    }


@bp.put("/lessons/<module>/<lesson>/notes/<place>")
@signed_in
def save(module: str, lesson: str, place: str) -> ResponseReturnValue:
    """Save as it is typed; what is told here was committed."""
    found, _ = lesson_to_read(module, lesson)
    try:
        return _told(_save(found, _by_headers(found, place)))
    except StaleRevision:
        theirs = _kept(found, place)
        return {**_told(theirs), "theirs": theirs.text}, 409


@bp.post("/lessons/<module>/<lesson>/notes/<place>")
@signed_in
def keep(module: str, lesson: str, place: str) -> ResponseReturnValue:
    """Save without a script, and come back to the same place; nothing typed is lost."""
    found, standing = lesson_to_read(module, lesson)
    typed = _by_form(found, place)
    try:
        _save(found, typed)
    except (StaleRevision, NoteTooLong) as refused:
        kept = notes_beside(reading(), visitor().id, found.slug)
        blank = _as_typed(typed, kept.get(place), refused)
        return show_lesson(found, standing, kept, blank), 409 if blank.other is not None else 422
    return redirect(url_for("study.lesson", module=module, lesson=lesson, _anchor=place), 303)


@bp.get("/lesson-parts/<build>/<lang>")
@public
def parts(build: str, lang: str) -> ResponseReturnValue:
    """What scripts put into a lesson: the states of saving, words in place, reading aloud.

    It is the same for everybody and is kept for ever under its build's address.
    """
    if lang not in set(Language):
        raise NotFound
    speak_in(Language(lang))
    return kept_for_ever(jsonify(html=render_template("study/lesson_parts.html")), build)


def _save(lesson: Lesson, typed: Beside) -> KeptNote:
    """What this very save left: read again afterwards, it might be another tab's."""
    exercises = exercises_in(lesson, catalogue().curriculum)
    with writing() as session:
        note = save_note(session, typed, exercises=exercises, by=visitor(), at=now())
        return KeptNote(note.lesson_slug, note.place, note.text, note.revision, note.saved_at)


def _kept(lesson: Lesson, place: str) -> KeptNote:
    found = notes_beside(reading(), visitor().id, lesson.slug).get(place)
    if found is None:
        raise NotFound
    return found


def _by_headers(lesson: Lesson, place: str) -> Beside:
    """What the page's script sent. Raises Unreadable without a revision or a text."""
    key = request.headers.get("Idempotency-Key", "")
    revision = request.headers.get("If-Match", "").strip('"')
    if not _REVISION.fullmatch(revision) or "text" not in request.form:
        raise Unreadable
    return Beside(lesson.slug, place, request.form["text"], int(revision), key)


def _by_form(lesson: Lesson, place: str) -> Beside:
    """What a plain form sent: pressed twice, it brings the same words, and these are saved once."""
    revision = request.form.get("revision", "")
    if not _REVISION.fullmatch(revision) or "text" not in request.form:
        raise Unreadable
    text, key = request.form["text"], secrets.token_hex(16)
    return Beside(lesson.slug, place, text, int(revision), key)


def _as_typed(typed: Beside, kept: KeptNote | None, refused: StaleRevision | NoteTooLong) -> Blank:
    """The place as it was typed; saving once more goes on top of what stands there now."""
    stale = isinstance(refused, StaleRevision)
    return Blank(
        place=typed.place,
        href=request.path,
        text=typed.text,
        revision=(kept.revision if kept else 0) if stale else typed.revision,
        saved=saved_words(kept) if kept else None,
        other=kept.text if stale and kept else None,
        fault=None if stale else speaking().error(refused.code, refused.facts),
    )


def _told(note: KeptNote) -> dict[str, object]:
    return acknowledged(revision=note.revision, at=note.saved_at, sha256=fingerprint(note.text))


def _by_module(notes: Sequence[KeptNote]) -> Iterator[OfModule]:
    by_lesson: dict[str, list[KeptNote]] = {}
    for note in notes:
        by_lesson.setdefault(note.lesson_slug, []).append(note)
    for module in catalogue().curriculum.modules:
        lessons = [
            OfLesson(lesson.slug, lesson, by_lesson.pop(lesson.slug))
            for lesson in module.lessons
            if lesson.slug in by_lesson
        ]
        if lessons:
            yield OfModule(module, lessons)
    if by_lesson:
        yield OfModule(None, [OfLesson(slug, None, kept) for slug, kept in by_lesson.items()])
