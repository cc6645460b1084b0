"""Questions from other programs, and for them: for trainers.

The course is text in files, so nothing is written here: a file that is sent is shown, and can be
taken away as a file of the course.
"""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from assessments.definitions import Quiz
from assessments.exchange import (
    MOST_BYTES,
    Format,
    Imported,
    Remark,
    Wanted,
    exported,
    imported,
)
from course.catalogue import catalogue
from course.errors import NotFound, Unreadable
from course.permissions import Permission, may_anywhere
from course.web.access import allow
from course.web.forms.exchange import DETECT, Asked
from course.web.i18n import language, speaking
from course.web.reader import check_may_read_keys
from course.web.visitors import visitor_or_none

bp = Blueprint("exchange", __name__)

MOST_CARRIED = 1024 * 1024
"""Bytes of a quiz that a page carries in its form; a module's quiz has 60 kB."""

ACCEPTED = ".gift,.aiken,.txt,.xml,.csv,.yaml,.yml"

MEDIA_TYPES = {
    Format.GIFT: "text/plain",
    Format.AIKEN: "text/plain",
    Format.MOODLE_XML: "application/xml",
    Format.CSV: "text/csv",
    Format.YAML: "application/yaml",
}


@bp.get("/materials/questions/import")
@allow(Permission.READ_TRAINER_GUIDES)
def import_questions() -> ResponseReturnValue:
    """Choose a file."""
    check_may_read_keys()
    return _asking(())


@bp.post("/materials/questions/import")
@allow(Permission.READ_TRAINER_GUIDES)
def preview() -> ResponseReturnValue:
    """Show what a file holds, what is wrong in it and what would be lost."""
    check_may_read_keys()
    file = request.files.get("file")
    if file is None or not file.filename:
        return _asking((), missing=True), 422
    content = file.stream.read(MOST_BYTES + 1)
    asked = _asked()
    kind = asked.format_of(file.filename, content)
    if kind is None:
        return _asking((Remark(1, "unknown_format"),)), 422
    found = imported(content, kind, asked.wanted())
    if found.quiz is None:
        return _asking(found.faults), 422
    return _preview(found, found.quiz)


@bp.post("/materials/questions/import/yaml")
@allow(Permission.READ_TRAINER_GUIDES)
def download() -> ResponseReturnValue:
    """Give what the preview showed as a file of the course."""
    check_may_read_keys()
    found = imported(request.form.get("quiz", "").encode(), Format.YAML, Wanted())
    if found.quiz is None:
        raise Unreadable
    return _file(found.quiz, Format.YAML)


@bp.get("/materials/<slug>/questions.<kind>")
@allow(Permission.READ_TRAINER_GUIDES)
def export(slug: str, kind: str) -> ResponseReturnValue:
    """Give the bank of a quiz in a format of other programs, in the visitor's language."""
    check_may_read_keys()
    quiz = catalogue().quizzes.get(slug)
    if quiz is None or kind not in set(Format):
        raise NotFound
    return _file(quiz, Format(kind))


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say beside the field that the file is too large; it was refused before it was read."""
    person = visitor_or_none()
    if person is None or not may_anywhere(person, Permission.READ_TRAINER_GUIDES):
        return render_template("errors/413.html", sentence=None), error.code or 413
    return _asking((Remark(1, "file_too_large", {"megabytes": MOST_BYTES // 1024**2}),)), 413


def _asked() -> Asked:
    form = request.form if request.method == "POST" else {}
    return Asked.of(form, catalogue().curriculum, language())


def _asking(faults: tuple[Remark, ...], *, missing: bool = False) -> str:
    """The form; where one thing is wrong with the whole file it is said beside the field."""
    too_large = bool(faults) and faults[0].code == "file_too_large"
    curriculum = catalogue().curriculum
    asked = Asked.of({}, curriculum, language()) if too_large else _asked()
    return render_template(
        "exchange/import.html",
        asked=asked,
        modules=curriculum.modules,
        faults=faults,
        missing=missing,
        megabytes=MOST_BYTES // 1024**2,
        accepted=ACCEPTED,
        detect=DETECT,
    )


def _preview(found: Imported, quiz: Quiz) -> str:
    text = exported(quiz, Format.YAML, language()).text
    modules = {module.slug: module for module in catalogue().curriculum.modules}
    return render_template(
        "exchange/preview.html",
        quiz=quiz,
        module=modules.get(quiz.module),
        losses=found.losses,
        carried=text if len(text.encode()) <= MOST_CARRIED else None,
    )


def _file(quiz: Quiz, kind: Format) -> ResponseReturnValue:
    name = speaking().gettext("questions")
    answer = send_file(
        BytesIO(exported(quiz, kind, language()).text.encode()),
        mimetype=MEDIA_TYPES[kind],
        as_attachment=True,
        download_name=f"{quiz.slug}.yaml" if kind is Format.YAML else f"{name}-{quiz.slug}.{kind}",
        etag=False,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
