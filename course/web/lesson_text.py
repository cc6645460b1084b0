"""A lesson as its page shows it: the text, which is nobody's, and what its reader writes in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import current_app, render_template, url_for
from markupsafe import Markup

from content.callouts import ICON_NAMES, NOTE_ICONS
from content.curriculum import Lesson
from content.languages import Language
from content.rendering import Rendered, exercises_in, render_lesson
from course.actions.notes import places_in
from course.catalogue import catalogue
from course.errors import NotFound
from course.language import hard_spaces
from course.queries.notes import KeptNote
from course.queries.standing import QuestionsHere, Standing
from course.web.i18n import language, speaking
from course.web.lesson_page import lesson_page
from course.web.reader import standing_or_reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A place to write in, as its page shows it.

    `other`: what was saved elsewhere meanwhile, where what stands here was typed on top of
    something older; `fault`: why what stands here was not saved.
    """

    place: str
    href: str
    text: str = ""
    revision: int = 0
    saved: str | None = None
    other: str | None = None
    fault: str | None = None


def lesson_named(module: str, lesson: str) -> Lesson:
    """A lesson by its address. Raises NotFound."""
    try:
        return catalogue().curriculum.lesson(f"{module}/{lesson}")
    except KeyError:
        raise NotFound from None


def lesson_to_read(module: str, lesson: str) -> tuple[Lesson, Standing]:
    """A lesson that is open to the visitor, and where they stand.

    Raises NotFound, ConsentsMissing or Locked.
    """
    curriculum = catalogue().curriculum
    found = lesson_named(module, lesson)
    standing = standing_or_reader()
    standing.check_module(curriculum, curriculum.module(found.module))
    return found, standing


def show_lesson(
    lesson: Lesson,
    standing: Standing,
    beside: Mapping[str, KeptNote],
    refused: Blank | None = None,
) -> str:
    """The page. `refused`: a place whose text was not saved, to be shown as it was typed."""
    curriculum = catalogue().curriculum
    rendered = render_lesson(lesson, language(), curriculum)
    blanks = blanks_of(lesson, beside)
    if refused is not None:
        blanks[refused.place] = refused
    return render_template(
        "study/lesson.html",
        page=lesson_page(curriculum, catalogue().quizzes, lesson, standing),
        rendered=rendered,
        parts=parts_of(rendered),
        blanks=blanks,
        facts=facts_of(lesson, standing),
        asked=questions_here(lesson, standing),
    )


def lesson_body(lesson: Lesson, named: Language) -> str:
    """The text of a lesson with empty places to write in, the same for everybody.

    What is stored in them is put in by `lesson_notes.js` on the page that shows it.
    """
    rendered = render_lesson(lesson, named, catalogue().curriculum)
    return render_template(
        "study/lesson_body.html",
        parts=parts_of(rendered),
        blanks=blanks_of(lesson, {}),
        lesson=lesson,
    )


def blanks_of(lesson: Lesson, beside: Mapping[str, KeptNote]) -> dict[str, Blank]:
    """Every place of a lesson to write in, with what its reader wrote there."""
    module, _, name = lesson.slug.partition("/")
    return {
        place: _blank(
            place,
            url_for("notes.keep", module=module, lesson=name, place=place),
            beside.get(place),
        )
        for place in places_in(exercises_in(lesson, catalogue().curriculum))
    }


def facts_of(lesson: Lesson, standing: Standing) -> tuple[object, ...]:
    """What a lesson's page shows besides what was written in it: its text, and the frame around.

    The frame is the module, and the trainee's progress in it.
    """
    course = catalogue()
    module = course.curriculum.module(lesson.module)
    lessons = tuple((one.slug, one.title, one.minutes) for one in module.lessons)
    asked = course.quizzes[module.quiz].asked if module.quiz else None
    read = tuple(one.slug for one in module.lessons if one.slug in standing.read)
    passed = module.quiz in standing.quizzes_passed
    frame = module.title, lessons, asked, read, passed, standing.over, standing.only_reads
    return lesson.slug, lesson.digest, *frame


def questions_here(lesson: Lesson, standing: Standing) -> QuestionsHere | None:
    """What there is to read of questions at the lesson; none for who is no trainee here."""
    return None if standing.only_reads else standing.questions_at(lesson.slug)


def saved_words(note: KeptNote) -> str:
    """When a text was saved, in words that stay true tomorrow."""
    return f"{speaking().clock(note.saved_at)}, {speaking().short_day(note.saved_at)}"


def parts_of(rendered: Rendered) -> tuple[Markup, ...]:
    """The text with its hard spaces, cut where its reader may answer."""
    return _ready(rendered, url_for("pages.icons", build=current_app.config["BUILD"]))


@lru_cache(maxsize=512)
def _ready(rendered: Rendered, icons: str) -> tuple[Markup, ...]:
    """Worked out once. It is our own text, made safe from the repository.

    Its notes point at the icons that the browser has already.
    """
    parts = rendered.parts
    for classes, drawn in NOTE_ICONS.items():
        place = f"{icons}#{ICON_NAMES[classes]}"
        pointing = f'<svg class="icon" aria-hidden="true"><use href="{place}"/></svg>'
        parts = tuple(part.replace(drawn, pointing) for part in parts)
    return tuple(Markup(hard_spaces(part)) for part in parts)  # noqa: S704


def _blank(place: str, href: str, note: KeptNote | None) -> Blank:
    if note is None:
        return Blank(place=place, href=href)
    return Blank(
        place=place,
        href=href,
        text=note.text,
        revision=note.revision,
        saved=saved_words(note),
    )
