"""A trainee's questions as My course shows them: answers to read, and what waits for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from content.curriculum import Curriculum, Lesson
from course.queries.standing import Standing
from course.queries.standing_shape import QuestionState


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question at its lesson; `waits_since` only where there is nothing new to read."""

    lesson: Lesson
    href: str
    waits_since: datetime | None


def asked_questions(curriculum: Curriculum, standing: Standing) -> Sequence[AskedQuestion]:
    """What is new or waits; questions at lessons that the course no longer has are left out."""
    lessons = {lesson.slug: lesson for lesson in curriculum.lessons()}
    return [
        AskedQuestion(
            lessons[one.lesson_slug],
            _href(one.lesson_slug),
            one.waits_since if one.state is QuestionState.WAITS else None,
        )
        for one in standing.questions
        if one.state is not QuestionState.ANSWERED and one.lesson_slug in lessons
    ]


def _href(slug: str) -> str:
    module, _, lesson = slug.partition("/")
    return url_for("asking.show", module=module, lesson=lesson)
