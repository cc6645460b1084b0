"""A question in a table of saves: its first words."""

import pytest

from course.web.forms.quiz_record import LONGEST_PROMPT, shortened


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Co robisz?", "Co robisz?"),
        ("a" * LONGEST_PROMPT, "a" * LONGEST_PROMPT),
        ("słowo " * 20, " ".join(["słowo"] * 11) + "…"),
        ("słowo " * 11 + "i z tym, co dalej", " ".join(["słowo"] * 11) + "…"),
    ],
)
def test_a_long_question_is_cut_between_words(text: str, short: str) -> None:
    assert shortened(text) == short
