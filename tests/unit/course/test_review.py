"""The course that is shipped is whole: every promise of its plan is kept in both languages."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from assessments.definitions import QuestionKind
from content.faults import AuthoringFault
from content.languages import Language
from content.translation import Translation
from course.catalogue import Catalogue, load_catalogue
from course.review import Review, review
from course.settings import ROOT

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def course() -> Catalogue:
    return load_catalogue(ROOT / "content", ROOT / "assessments")


def look_at(course: Catalogue) -> Review:
    return review(course, today=TODAY, is_page=lambda _: True)


def test_nothing_is_wrong_with_it_and_nothing_is_old(course: Catalogue) -> None:
    seen = look_at(course)
    assert list(map(str, seen.faults)) == []
    assert list(map(str, seen.warnings)) == []


def test_it_is_as_large_as_it_was_promised(course: Catalogue) -> None:
    figures = look_at(course).figures
    assert list(figures) == ["modules", "lessons", "words", "questions", "assignments", "terms"]
    assert (figures["modules"], figures["assignments"]) == (8, 8)
    assert figures["lessons"] == {"pl": 38, "en": 38}
    assert all(38 * 600 <= words <= 38 * 1000 for words in figures["words"].values())
    assert figures["questions"] >= 160
    assert figures["terms"] >= 60


def test_every_module_has_its_figure_and_every_figure_its_place(course: Catalogue) -> None:
    for language in Language:
        used = {
            module.slug: Counter(
                slug
                for slug in course.curriculum.figures
                for lesson in module.lessons
                if f"(figure:{slug})" in lesson.body.in_language(language)
            )
            for module in course.curriculum.modules
        }
        assert all(used.values()), used
        assert sum(used.values(), Counter()).keys() == course.curriculum.figures.keys()
        # a booklet holds all lessons of a module, and an id may stand there once
        assert all(times == 1 for found in used.values() for times in found.values()), used


def test_every_bank_asks_in_every_way(course: Catalogue) -> None:
    for quiz in course.quizzes.values():
        kinds = {question.kind for question in quiz.questions}
        missing = set(QuestionKind) - kinds
        # an essay waits for a trainer: it is in the quiz for practice alone
        assert missing == (set() if quiz.practice else {QuestionKind.ESSAY}), quiz.slug


def test_trainers_have_a_guide_to_each_module_and_each_workshop(course: Catalogue) -> None:
    modules = [module.slug for module in course.curriculum.modules]
    assert list(course.curriculum.trainer_guides) == [*modules, "w1", "w2", "w3", "w4"]


def test_a_change_in_polish_is_noticed(course: Catalogue) -> None:
    first, *others = course.curriculum.modules
    lesson, *rest = first.lessons
    older = replace(first, lessons=(replace(lesson, translation=Translation.OLDER), *rest))
    changed = replace(course.curriculum, modules=(older, *others))
    assert look_at(replace(course, curriculum=changed)).warnings == (
        AuthoringFault(
            f"content/lessons/en/{lesson.slug}.md",
            1,
            "the Polish text was changed after this translation",
        ),
    )


def test_the_figures_are_plain_json(course: Catalogue) -> None:
    figures = look_at(course).figures
    assert json.loads(json.dumps(figures)) == figures
