"""Where a lesson leaves room for what its reader answers to an exercise."""

from content.languages import Language
from content.rendering import exercises_in, render_in_booklet, render_lesson
from tests.unit.content.sample import SampleCourse
from tests.unit.content.test_rendering import rendered as render


def test_an_exercise_is_cut_at_its_end_for_an_answer() -> None:
    one = "/// exercise | 5\n### Go\nText.\n\n- [reach](term:reach)\n///"
    found = render(f"Lead.\n\n{one}\n\nMore.\n\n/// mistake\n### No\nX.\n///\n\n{one}\n\nEnd.")
    assert len(found.parts) == 3
    first, second, last = found.parts
    assert first.rstrip().endswith("</details>")  # what explains a word comes before
    assert second.startswith("</div>")
    assert last.startswith("</div>")
    for before in (first, first + second):
        assert before.count("<div") == before.count("</div>") + 1  # the note is open still
    assert "answer" not in found.html
    assert found.html == "".join(found.parts)


def test_a_lesson_without_exercises_is_one_part() -> None:
    assert len(render("Lead.\n\n/// remember\n### R\nX.\n///").parts) == 1


def test_no_author_can_write_a_place_for_an_answer() -> None:
    html = render('Lead.\n\n<div class="answer"></div>\n\n`<div class="answer"></div>`').parts
    assert len(html) == 1


def test_exercises_are_counted_in_the_language_that_has_more(sample: SampleCourse) -> None:
    curriculum = sample.read()
    one = curriculum.lesson("m1/1-cycle")
    found = {len(render_lesson(one, language, curriculum).parts) - 1 for language in Language}
    assert exercises_in(one, curriculum) == max(found)


def test_paper_has_no_places_to_type_in(sample: SampleCourse) -> None:
    curriculum = sample.read()
    for one in curriculum.lessons():
        assert len(render_in_booklet(one, Language.PL, curriculum).parts) == 1
