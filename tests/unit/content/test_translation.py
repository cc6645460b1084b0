"""An English file says from which Polish text it was made; a missing one leaves no hole."""

import pytest

from content.curriculum import Curriculum, Guide
from content.languages import Text
from content.translation import Translation, mark_translation, polish_digest, read_english
from tests.unit.content.sample import SampleCourse

POLISH = "lessons/pl/m1/2-values.md"
ENGLISH = "lessons/en/m1/2-values.md"


def mark(sample: SampleCourse) -> None:
    polish, english = ((sample.folder / path).read_text("utf-8") for path in (POLISH, ENGLISH))
    sample.write(ENGLISH, mark_translation(english, polish))


def state(sample: SampleCourse) -> Translation:
    return sample.read().lesson("m1/2-values").translation


def test_a_mark_is_read_back_and_not_shown() -> None:
    marked = mark_translation("# Values\n\nSix.\n", "# Wartości\n\nSześć.\n")
    english = read_english(marked)
    assert english.text == "# Values\n\nSix.\n"
    assert english.made_from == polish_digest("# Wartości\n\nSześć.\n")
    assert english.lines_before == 3


def test_marking_again_changes_nothing_but_the_mark() -> None:
    once = mark_translation("# Values\n", "# Wartości\n")
    assert mark_translation(once, "# Wartości\n") == once
    assert read_english(mark_translation(once, "# Inne\n")).text == "# Values\n"


def test_white_space_around_the_polish_text_does_not_count() -> None:
    assert polish_digest("\n# A\n\n") == polish_digest("# A")
    assert polish_digest("# A") != polish_digest("# B")


def test_english_is_current_until_its_polish_changes(sample: SampleCourse) -> None:
    assert state(sample) is Translation.OLDER  # it does not say what it was made from
    mark(sample)
    assert state(sample) is Translation.CURRENT
    sample.edit(POLISH, "Sześć", "Siedem")
    assert state(sample) is Translation.OLDER
    mark(sample)
    assert state(sample) is Translation.CURRENT


def test_the_mark_moves_no_line(sample: SampleCourse) -> None:
    mark(sample)
    sample.edit(ENGLISH, "Six rules.", "[[fact:none]]")
    assert sample.faults() == [f'content/{ENGLISH}:6: unknown fact "none"']


def test_a_missing_english_lesson_is_read_in_polish(sample: SampleCourse) -> None:
    sample.remove(ENGLISH)
    lesson = sample.read().lesson("m1/2-values")
    assert lesson.translation is Translation.MISSING
    assert lesson.title == Text("Wartości", "Wartości")
    assert lesson.body == Text("Sześć zasad.", "Sześć zasad.")


@pytest.mark.parametrize("path", ["guides/en/help.md", "trainers/en/m1.md"])
def test_so_is_a_missing_english_guide(sample: SampleCourse, path: str) -> None:
    sample.remove(path)
    guide = guide_at(sample.read(), path)
    assert guide.translation is Translation.MISSING
    assert guide.body.en == guide.body.pl


def guide_at(course: Curriculum, path: str) -> Guide:
    name = path.rpartition("/")[2].removesuffix(".md")
    return {**course.guides, **course.trainer_guides}[name]


def test_a_lesson_may_be_harder_where_its_author_says_why(sample: SampleCourse) -> None:
    sample.edit(
        "curriculum.yaml",
        "{slug: 2-values, minutes: 9, outcomes: [M1.E1]}",
        "{slug: 2-values, minutes: 9, outcomes: [M1.E1],"
        " reading_limit: {fog: 13.5, because: It names an act in full.}}",
    )
    limit = sample.read().lesson("m1/2-values").reading_limit
    assert limit is not None
    assert (str(limit.fog), limit.because) == ("13.5", "It names an act in full.")
