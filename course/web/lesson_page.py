"""What stands around the text of a lesson: its module, what comes before and after."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from assessments.course_path import quiz_lock
from assessments.definitions import Quiz
from content.curriculum import Curriculum, Lesson, Module
from course.queries.standing import Standing
from course.sentences import N_
from course.web.i18n import speaking
from course.web.locks import LockShown, shown

THE_COURSE, MY_COURSE = N_("The course"), N_("My course")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """The frame of one lesson for one trainee."""

    lesson: Lesson
    module: Module
    read: frozenset[str]
    is_read: bool
    may_finish: bool
    quiz: Quiz | None
    quiz_lock: LockShown | None
    quiz_passed: bool
    before: Lesson | None
    after: Lesson | None
    next_href: str
    home: str
    home_label: str


def lesson_page(
    curriculum: Curriculum, quizzes: Mapping[str, Quiz], lesson: Lesson, standing: Standing
) -> LessonPage:
    """Gather the frame. Neighbours are lessons of the same module."""
    module = curriculum.module(lesson.module)
    lock = quiz_lock(curriculum, module, standing.work())
    place = module.lessons.index(lesson)
    after = module.lessons[place + 1] if place + 1 < len(module.lessons) else None
    return LessonPage(
        lesson=lesson,
        module=module,
        read=standing.read,
        is_read=lesson.slug in standing.read,
        may_finish=lesson.slug not in standing.read and not standing.over,
        quiz=quizzes[module.quiz] if module.quiz and not standing.only_reads else None,
        quiz_lock=shown(lock) if lock else None,
        quiz_passed=module.quiz in standing.quizzes_passed,
        before=module.lessons[place - 1] if place else None,
        after=after,
        next_href=_next_href(curriculum, module, after, standing),
        home=home_of(standing, module),
        home_label=home_label(standing),
    )


def home_of(standing: Standing, module: Module) -> str:
    """The place of a module on the page to which its texts lead back."""
    page = "materials.index" if standing.only_reads else "study.course"
    return url_for(page, _anchor=module.slug)


def home_label(standing: Standing) -> str:
    """The name of that page in the visitor's language."""
    return speaking().gettext(THE_COURSE if standing.only_reads else MY_COURSE)


def lesson_href(lesson: Lesson) -> str:
    """The address of a lesson."""
    module, _, slug = lesson.slug.partition("/")
    return url_for("study.lesson", module=module, lesson=slug)


def _next_href(
    curriculum: Curriculum, module: Module, after: Lesson | None, standing: Standing
) -> str:
    """The next lesson; after the last one, a lesson that was left out, else the quiz.

    Who only reads turns over to the next module.
    """
    left_out = [lesson for lesson in module.lessons if lesson.slug not in standing.read]
    if after is not None:
        return lesson_href(after)
    if standing.only_reads:
        rest = curriculum.modules[curriculum.modules.index(module) + 1 :]
        following = next((lesson for one in rest for lesson in one.lessons), None)
        return lesson_href(following) if following else home_of(standing, module)
    if left_out:
        return lesson_href(left_out[0])
    if module.quiz is not None:
        return url_for("quizzes.show", slug=module.quiz)
    return url_for("study.course")
