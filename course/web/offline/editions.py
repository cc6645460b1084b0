"""Pages that a phone keeps: a lesson, the words, a blank record of practice, what lies here."""

from flask import Response
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from assessments.journal import taken_over
from content.curriculum import Lesson
from content.languages import Language
from content.rendering import render_lesson
from course.catalogue import catalogue
from course.clock import local_day, now
from course.terms import FieldEntryKind
from course.web.access import public, signed_in
from course.web.fieldwork.entering import form_for
from course.web.forms.journal import EntryForm
from course.web.i18n import speak_in
from course.web.lesson_text import lesson_body, lesson_to_read
from course.web.materials import in_order
from course.web.offline.blueprint import bp, edition


@bp.get("/offline/<any(pl, en):language>")
@public
def page(language: str) -> ResponseReturnValue:
    """What is told in the place of any page that needs the network."""
    return edition("offline/page.html", language, kinds=list(FieldEntryKind))


@bp.get("/offline/<any(pl, en):language>/lessons/<module>/<lesson>")
@signed_in
def lesson(language: str, module: str, lesson: str) -> ResponseReturnValue:
    """A lesson of a module that is open to the visitor, without a word about them."""
    found, _ = lesson_to_read(module, lesson)
    return _lesson(found, language)


@bp.get("/offline/<any(pl, en):language>/glossary")
@public
def glossary(language: str) -> ResponseReturnValue:
    """Every word of the course."""
    speak_in(Language(language))  # whose alphabet orders the words
    terms = in_order(catalogue().curriculum.terms.values())
    return edition("offline/glossary.html", language, terms=terms)


@bp.get("/offline/<any(pl, en):language>/practice/new/<kind>")
@signed_in
def entry(language: str, kind: str) -> ResponseReturnValue:
    """The blank of a record of practice: its key and its days are set where it is filled in."""
    blank, today = form_for(kind), local_day(now())
    form = EntryForm(blank, taken_over(blank, {}, today, ""), "", today)
    return edition("offline/entry.html", language, form=form, kind=FieldEntryKind(kind))


def _lesson(found: Lesson, language: str) -> Response:
    spoken = Language(language)
    curriculum = catalogue().curriculum
    module = curriculum.module(found.module)
    place = module.lessons.index(found)
    speak_in(spoken)  # what the text holds to write in has words of its own
    return edition(
        "offline/lesson.html",
        language,
        module=module,
        lesson=found,
        before=module.lessons[place - 1] if place else None,
        after=module.lessons[place + 1] if place + 1 < len(module.lessons) else None,
        rendered=render_lesson(found, spoken, curriculum),
        body=Markup(lesson_body(found, spoken)),  # noqa: S704 -- a template of ours
    )
