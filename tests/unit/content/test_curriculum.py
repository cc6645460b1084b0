"""The order of study."""

import pytest

from tests.unit.content.sample import SampleCourse


def test_lessons_follow_one_another_across_modules(sample: SampleCourse) -> None:
    course = sample.read()
    slugs = ["m1/1-cycle", "m1/2-values", "m3/1-questions"]
    assert [lesson.slug for lesson in course.lessons()] == slugs
    following = [course.next_lesson(slug) for slug in slugs]
    assert following == [*course.lessons()[1:], None]
    preceding = [course.previous_lesson(slug) for slug in slugs]
    assert preceding == [None, *course.lessons()[:-1]]


def test_modules_and_lessons_are_found_by_slug(sample: SampleCourse) -> None:
    course = sample.read()
    assert course.module("m3") is course.modules[1]
    assert course.lesson("m3/1-questions") is course.modules[1].lessons[0]
    with pytest.raises(KeyError, match="m2"):
        course.module("m2")
    with pytest.raises(KeyError, match="1-questions"):
        course.lesson("1-questions")
    with pytest.raises(KeyError, match="m9/1-x"):
        course.next_lesson("m9/1-x")
