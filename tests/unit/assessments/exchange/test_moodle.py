"""Moodle XML: our own quizzes whole, those of Moodle as far as we can, hostile ones not at all."""

import pytest

from assessments.definitions import (
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Scenario,
    ShortText,
    SingleChoice,
)
from assessments.exchange import Format, Imported, Wanted, exported, imported
from assessments.reading import read_quizzes
from content.languages import Language, Text
from course.settings import ROOT
from tests.authored import make_gaps, make_quiz

QUIZZES = read_quizzes(ROOT / "assessments" / "quizzes")
NAMED = '<name><text>Q</text></name><questiontext format="html"><text>{}</text></questiontext>'


def read(text: str) -> Imported:
    return imported(text.encode(), Format.MOODLE_XML, Wanted(outcome="M2.E1"))


def question(kind: str, inside: str, prompt: str = "Which?") -> str:
    return f'<quiz><question type="{kind}">{NAMED.format(prompt)}\n{inside}</question></quiz>'


def only(kind: str, inside: str, prompt: str = "Which?") -> Question:
    found = read(question(kind, inside, prompt))
    assert found.quiz is not None, found.faults
    return found.quiz.questions[0]


def losses(kind: str, inside: str, prompt: str = "Which?") -> list[str]:
    found = read(question(kind, inside, prompt))
    return [
        loss.code for loss in found.losses if loss.code not in {"one_language", "no_explanation"}
    ]


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in read(text).faults]


@pytest.mark.parametrize("slug", sorted(QUIZZES))
def test_our_real_quizzes_come_back_as_they_were(slug: str) -> None:
    written = exported(QUIZZES[slug], Format.MOODLE_XML, Language.PL)
    found = read(written.text)
    assert (found.quiz, found.losses, written.losses) == (QUIZZES[slug], (), ())


def test_all_kinds_come_back_as_they_were() -> None:
    found = read(exported(make_quiz(), Format.MOODLE_XML, Language.PL).text)
    assert (found.quiz, found.losses) == (make_quiz(), ())


def test_gaps_in_another_order_in_english_come_back() -> None:
    turned = make_gaps(sentence=Text("{when} a {then}", "{then} b {when}"))
    quiz = make_quiz(turned)
    assert read(exported(quiz, Format.MOODLE_XML, Language.PL).text).quiz == quiz


KINDS = ("multichoice", "truefalse", "matching", "ordering", "shortanswer", "numerical", "cloze")


def test_moodle_finds_everything_where_it_looks() -> None:
    text = exported(make_quiz(), Format.MOODLE_XML, Language.PL).text
    for kind in [
        "category",
        "multichoice",
        "truefalse",
        "matching",
        "ordering",
        "shortanswer",
        "numerical",
        "cloze",
        "description",
        "essay",
    ]:
        assert f'<question type="{kind}"' in text
    assert "{1:SHORTANSWER:=najpierw~=first}" in text
    assert "<idnumber>scenario.how-many</idnumber>" in text
    assert "<tag><text>outcome:M3.E1</text></tag>" in text
    assert "<maxwordlimit>150</maxwordlimit>" in text


CHOICES = """<single>{}</single><shuffleanswers>1</shuffleanswers>
<answer fraction="{}"><text>a</text><feedback><text>{}</text></feedback></answer>
<answer fraction="{}"><text>b</text></answer>"""


def test_choices_of_moodle() -> None:
    one = only("multichoice", CHOICES.format("true", "0.0", "no", "100.0"))
    assert isinstance(one, SingleChoice)
    assert [choice.right for choice in one.choices] == [False, True]
    assert one.choices[0].feedback == Text("no", "no")
    several = only("multichoice", CHOICES.format("false", "50", "", "50"))
    assert isinstance(several, MultipleChoice)
    assert several.partial
    assert faults(question("multichoice", CHOICES.format("true", "0", "", "0"))) == [
        (1, "no_right_answer")
    ]
    assert faults(question("multichoice", CHOICES.format("false", "50", "", "20"))) == [
        (1, "weights_not_whole")
    ]
    assert faults(question("multichoice", CHOICES.format("true", "much", "", "0"))) == [
        (3, "not_a_number")
    ]
    assert faults(question("multichoice", "<single>true</single>")) == [(1, "too_few_choices")]
    fixed = CHOICES.format("true", "100", "", "0").replace("shuffleanswers>1", "shuffleanswers>0")
    told = "<correctfeedback><text>Yes</text></correctfeedback><hint><text>h</text></hint>"
    assert losses("multichoice", fixed + told) == ["feedback_left_out", "fixed_order", "hints"]


def test_true_and_false_of_moodle() -> None:
    answers = '<answer fraction="{}"><text>true</text><feedback><text>x</text></feedback></answer>'
    answers += '<answer fraction="0"><text>false</text></answer>'
    assert only("truefalse", answers.format("100")).answer is True  # type: ignore[union-attr]
    assert losses("truefalse", answers.format("100")) == ["feedback_left_out"]
    assert faults(question("truefalse", answers.format("0"))) == [(1, "true_or_false")]
    assert faults(question("truefalse", "")) == [(1, "too_few_choices")]


PAIR = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"


def test_matching_of_moodle() -> None:
    pairs = PAIR.format("cat", "milk") + PAIR.format("dog", "bone") + PAIR.format("", "milk tea")
    found = only("matching", pairs)
    assert isinstance(found, Matching)
    assert [option.text.pl for option in found.options] == ["milk", "bone", "milk tea"]
    assert faults(question("matching", PAIR.format("cat", "milk"))) == [(1, "too_few_choices")]
    assert faults(question("matching", pairs + PAIR.format("cat", ""))) == [(2, "pair_missing")]
    assert faults(question("matching", PAIR.format("c", "m") * 101)) == [(1, "too_many_choices")]


def test_ordering_of_moodle() -> None:
    answers = "".join(f'<answer fraction="{n}"><text>{n}</text></answer>' for n in range(1, 4))
    strict = only("ordering", f"<gradingtype>ALL_OR_NOTHING</gradingtype>{answers}")
    assert isinstance(strict, Ordering)
    assert not strict.partial
    gentle = only("ordering", answers)
    assert isinstance(gentle, Ordering)
    assert gentle.partial
    assert faults(question("ordering", "")) == [(1, "too_few_choices")]


def test_short_answers_of_moodle() -> None:
    answers = (
        '<usecase>1</usecase><answer fraction="100"><text>Ba*</text>'
        "<feedback><text>yes</text></feedback></answer>"
        '<answer fraction="100"><text>a\\*b</text></answer>'
        '<answer fraction="50"><text>nearly</text></answer>'
    )
    found = only("shortanswer", answers)
    assert isinstance(found, ShortText)
    assert found.accepted[Language.EN] == ("Ba*", "a*b")
    assert losses("shortanswer", answers) == [
        "case_matters",
        "wildcard",
        "feedback_left_out",
        "answer_left_out",
    ]
    wrong = '<answer fraction="0"><text>*</text></answer>'
    assert faults(question("shortanswer", wrong)) == [(1, "no_right_answer")]


def test_numbers_of_moodle() -> None:
    answer = '<answer fraction="{}"><text>{}</text><tolerance>{}</tolerance></answer>'
    units = (
        "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
        "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"
    )
    several = answer.format("100", "3.0", "0.5") + answer.format("50", "3", "1") + units
    found = only("numerical", several)
    assert isinstance(found, NumberQuestion)
    assert (str(found.value), str(found.tolerance), found.unit) == ("3", "0.5", Text("m", "m"))
    assert losses("numerical", several) == ["answer_left_out", "several_units"]
    assert faults(question("numerical", answer.format("100", "*", "0"))) == [(2, "not_a_number")]
    assert faults(question("numerical", answer.format("0", "3", "0"))) == [(1, "no_right_answer")]
    told = answer.format("100", "3", "0").replace(
        "</answer>", "<feedback><text>x</text></feedback></answer>"
    )
    assert losses("numerical", told) == ["feedback_left_out"]


def test_sentences_with_gaps_of_moodle() -> None:
    found = only(
        "cloze",
        "",
        "First {1:SHORTANSWER:=listen#well~%100%hear~%50%read},"
        " then {1:SA:=a\\}b\\q~=c &amp;amp; d}.",
    )
    assert isinstance(found, Gaps)
    assert found.sentence.pl == "First {gap-1}, then {gap-2}."
    assert [gap.accepted[Language.PL] for gap in found.gaps] == [
        ("listen", "hear"),
        ("a}b\\q", "c & d"),
    ]
    assert found.prompt.en == "Answer."
    assert losses("cloze", "", "a {1:MULTICHOICE:=b~c} {2:NUMERICAL:=5:1} {3:SA:=x~y}") == [
        "gap_choices",
        "tolerance_left_out",
        "answer_left_out",
        "prompt_assumed",
    ]
    prompted = only("multianswer", "", "Fill in.&lt;hr&gt;a {:MW:=b}")
    assert isinstance(prompted, Gaps)
    assert (prompted.prompt.pl, prompted.sentence.pl) == ("Fill in.", "a {gap-1}")
    for broken in ("no gap", "a {1:SA:b}", "a {1:SA:=b", "a {1:POEM:=b}", "a {x:y}"):
        assert faults(question("cloze", "", broken)) == [(1, "gap_without_answer")]
    assert faults(question("cloze", "", "{1:SA:=a}" * 101)) == [(1, "too_many_choices")]


def test_essays_of_moodle_get_a_rubric() -> None:
    found = only("essay", "<graderinfo><text>Look for two reasons.</text></graderinfo>")
    assert isinstance(found, Essay)
    assert len(found.criteria[0].levels) == 4
    assert losses("essay", "") == ["rubric_assumed"]


def test_descriptions_and_unknown_types_are_left_out() -> None:
    found = read(question("description", ""))
    assert [(loss.code, loss.facts) for loss in found.losses] == [
        ("kind_left_out", {"kind": "description"})
    ]
    assert [fault.code for fault in found.faults] == ["no_questions"]
    assert [loss.code for loss in read(question("ddmarker", "")).losses] == ["kind_left_out"]


def test_a_case_that_moodle_sent_back_is_a_case_again() -> None:
    """Moodle keeps tags and idnumbers, and drops what it does not know."""
    text = exported(make_quiz(), Format.MOODLE_XML, Language.PL).text
    start, end = text.index("    <quiz slug"), text.index("    </quiz>") + len("    </quiz>\n")
    found = read(text[:start] + text[end:])
    assert found.quiz is not None
    case = found.quiz.question("scenario")
    assert isinstance(case, Scenario)
    assert [part.id for part in case.parts] == ["what", "how-many"]
    assert found.quiz.title.pl == "słowo"
