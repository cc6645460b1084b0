"""Words inside the formats: HTML, gaps, YAML, and what only our own Moodle XML says."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.definitions import Choice
from assessments.exchange import Format, Wanted, exported, imported
from assessments.exchange.html_text import read_html
from content.languages import Language, Text
from tests.authored import make_essay, make_multiple, make_quiz, make_short_text, make_single


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("a <b", "a <b"),
        ("a <!-- b", "a <!-- b"),
        (f"&#{'9' * 5000};", f"&#{'9' * 5000};"),
        ("one\n   two\n three", "one two three"),
        ("<p>one</p>\n  <p>two</p>", "one\ntwo"),
        ("a</span>b", "ab"),
        ("<span>a</span>", "a"),
        ("a<br>\u00a0b", "a\n\u00a0b"),
        ("", ""),
    ],
)
def test_html_as_words(written: str, words: str) -> None:
    found = read_html(written)
    assert (found.pl, found.en, found.two_languages) == (words, words, False)


def test_spans_of_languages_may_lie_in_one_another() -> None:
    found = read_html('<span lang="pl" class="multilang">a <span>b</span></span> c')
    assert (found.pl, found.en) == ("a b c", "c")


def test_signs_that_nobody_sees_are_numbers_in_yaml() -> None:
    quiz = make_quiz(make_short_text(prompt=Text("a\u2028b\tc\U000e0001", "null")))
    text = exported(quiz, Format.YAML, Language.PL).text
    assert '{pl: "a\\u2028b\\tc\\U000e0001", en: "null"}' in text
    assert imported(text.encode(), Format.YAML, Wanted()).quiz == quiz


def test_weights_that_fractions_cannot_say_come_back() -> None:
    word = Text("a", "b")
    whole = Choice("a", word, right=True, weight=Decimal(100), feedback=word)
    nothing = Choice("b", word, weight=Decimal(0))
    criterion = replace(make_essay().criteria[0], outcomes=("M3.E1", "M3.E2"))
    quiz = make_quiz(
        make_single(id="one", choices=(whole, nothing)),
        make_multiple(id="two", choices=(whole, nothing)),
        make_essay(id="three", criteria=(criterion,)),
    )
    text = exported(quiz, Format.MOODLE_XML, Language.PL).text
    assert imported(text.encode(), Format.MOODLE_XML, Wanted()).quiz == quiz


def test_an_empty_tag_is_none_and_a_wrong_choice_costs_nothing() -> None:
    text = (
        '<quiz><question type="multichoice"><questiontext><text>x</text></questiontext>'
        '<answer fraction="100"><text>a</text></answer>'
        '<answer fraction="-50"><text>b</text></answer>'
        "<tags><tag><text></text></tag></tags></question></quiz>"
    )
    found = imported(text.encode(), Format.MOODLE_XML, Wanted())
    assert found.quiz is not None
    assert "costs_nothing" in {loss.code for loss in found.losses}
    assert "tag_left_out" not in {loss.code for loss in found.losses}


def test_gaps_whose_answers_hide_feedback_and_end_early() -> None:
    text = (
        '<quiz><question type="cloze"><questiontext><text>a {1:SA:=b#no\\}~c\\}d &amp;#e'
        "</text></questiontext></question></quiz>"
    )
    found = imported(text.encode(), Format.MOODLE_XML, Wanted())
    assert [fault.code for fault in found.faults] == ["gap_without_answer"]
    whole = imported(text.replace("#e<", "#e}<").encode(), Format.MOODLE_XML, Wanted())
    assert whole.quiz is not None


def test_a_csv_of_too_many_rows_or_choices() -> None:
    wide = ";".join(f"choice_{number}" for number in range(1, 103))
    row = ";".join("x" for _ in range(1, 103))
    found = imported(f"prompt;right;{wide}\na;1;{row}\n".encode(), Format.CSV, Wanted())
    assert [fault.code for fault in found.faults] == ["too_many_choices"]
    long = "\n\nkind;prompt\n" + "essay;x\n" * 2500
    many = imported(long.encode(), Format.CSV, Wanted())
    assert [fault.code for fault in many.faults] == ["too_many_questions"]


def test_of_very_many_faults_only_the_first_are_told() -> None:
    text = "x\nANSWER: A\n" * 600
    found = imported(text.encode(), Format.AIKEN, Wanted())
    assert len(found.faults) == 501
    assert found.faults[-1].code == "too_many_remarks"
