"""The letters and numbers of a test on paper."""

from string import ascii_lowercase

import pytest

from assessments.attempts import draw
from content.languages import Language
from course.language import voice
from course.web.forms.paper_lines import key_of_line, paper_lines
from tests.authored import make_choices, make_number, make_quiz, make_single

MANY = ascii_lowercase + "ABC"


def test_letters_go_on_after_the_last_of_the_alphabet() -> None:
    quiz = make_quiz(make_single(choices=make_choices(MANY, "a")))
    [line] = paper_lines(quiz, draw(quiz, 1).orders)
    letters = list(line.letters.values())
    assert letters[:2] + letters[25:] == ["A", "B", "Z", "AA", "AB", "AC"]


@pytest.mark.parametrize(("tolerance", "said"), [("0", "20"), ("0.5", "20 (± 0,5)")])
def test_the_key_says_how_near_a_number_must_be(tolerance: str, said: str) -> None:
    quiz = make_quiz(make_number(tolerance=tolerance))
    [line] = paper_lines(quiz, {})
    assert key_of_line(line, voice(Language.PL)) == [said]
