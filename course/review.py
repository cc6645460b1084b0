"""The course looked at as its author must: what it lacks, what is getting old, how large it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from assessments.coverage import gaps
from content.completeness import lacks, warnings, words_in_language
from content.faults import AuthoringFault
from content.languages import Language
from content.translation import Translation
from course.catalogue import Catalogue


class Figures(TypedDict):
    """How large the course is, in the shape that `flask content check --json` prints."""

    modules: int
    lessons: dict[str, int]
    words: dict[str, int]
    questions: int
    assignments: int
    terms: int


@dataclass(frozen=True, slots=True)
class Review:
    """Faults keep the course from being whole; warnings are to be looked at soon."""

    figures: Figures
    faults: tuple[AuthoringFault, ...]
    warnings: tuple[AuthoringFault, ...]


def review(course: Catalogue, *, today: date, is_page: Callable[[str], bool]) -> Review:
    """Look at a course that can be read; `is_page` knows which addresses the app has."""
    curriculum = course.curriculum
    return Review(
        figures=_figures(course),
        faults=tuple(sorted({*lacks(curriculum, today=today, is_page=is_page), *gaps(course)})),
        warnings=tuple(sorted(warnings(curriculum, today=today))),
    )


def _figures(course: Catalogue) -> Figures:
    lessons = course.curriculum.lessons()
    english = [one for one in lessons if one.translation is not Translation.MISSING]
    return Figures(
        modules=len(course.curriculum.modules),
        lessons={Language.PL.value: len(lessons), Language.EN.value: len(english)},
        words={
            language.value: words_in_language(course.curriculum, language) for language in Language
        },
        questions=sum(len(quiz.questions) for quiz in course.quizzes.values()),
        assignments=len(course.assignments),
        terms=len(course.curriculum.terms),
    )
