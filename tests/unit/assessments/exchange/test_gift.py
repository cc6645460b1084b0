"""GIFT: the examples of its own documentation, and what is wrong or lost in others."""

import pytest

from assessments.definitions import (
    Essay,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Question,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.exchange import Format, Imported, Wanted, exported, imported
from assessments.reading.versions import as_json
from content.languages import Language, Text
from tests.authored import make_quiz
from tests.exchange_examples import GIFT

WANTED = Wanted(outcome="M2.E1")


def read(text: str) -> Imported:
    return imported(text.encode(), Format.GIFT, WANTED)


def only(text: str) -> Question:
    found = read(text)
    assert found.quiz is not None, found.faults
    [question] = found.quiz.questions
    return question


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in read(text).faults]


def losses(text: str) -> list[tuple[int, str]]:
    usual = {"one_language", "no_explanation"}
    return [(loss.line, loss.code) for loss in read(text).losses if loss.code not in usual]


def test_the_documentation_of_moodle_is_read_whole() -> None:
    found = read(GIFT)
    assert found.faults == ()
    assert found.quiz is not None
    assert [(one.kind, one.id) for one in found.quiz.questions] == [
        ("true_false", "q1"),
        ("single", "q2"),
        ("short_text", "q3"),
        ("matching", "q4"),
        ("number", "q5"),
        ("number", "q6"),
        ("number", "q7"),
        ("essay", "q8"),
        ("multiple", "what-two-people-are-entombed-in-grant-s"),
        ("single", "grant-is-in-grant-s-tomb"),
        ("single", "question-title"),
        ("single", "which-answer-equals-5"),
        ("single", "gift-control-characters"),
        ("true_false", "truefalse-about-grant"),
        ("matching", "match-the-following-countries-with-their"),
    ]
    assert found.quiz.title.pl == "harry"
    assert {one.outcome for one in found.quiz.questions} == {"M2.E1"}
    assert [(loss.line, loss.code) for loss in found.losses if loss.code != "no_explanation"] == [
        (2, "one_language"),
        (22, "answer_left_out"),
        (22, "feedback_left_out"),
        (28, "rubric_assumed"),
        (68, "kind_left_out"),
    ]


def test_choices_keep_their_comments() -> None:
    question = only("::Q2:: Between?\n{ =yellow # right; good! ~red # wrong ~blue }")
    assert isinstance(question, SingleChoice)
    said = [(one.text.pl, one.right, one.feedback and one.feedback.pl) for one in question.choices]
    assert said == [
        ("yellow", True, "right; good!"),
        ("red", False, "wrong"),
        ("blue", False, None),
    ]


def test_shares_are_weights_where_they_differ() -> None:
    equal = only("x { ~%-100%a ~%50%b ~%50%c }")
    assert isinstance(equal, MultipleChoice)
    assert [(one.right, one.weight) for one in equal.choices] == [
        (False, None),
        (True, None),
        (True, None),
    ]
    unequal = only("x { ~%75%a ~%25%b ~c }")
    assert isinstance(unequal, MultipleChoice)
    assert [one.weight for one in unequal.choices] == [75, 25, None]
    partly = only("x { =a ~%40%b ~c }")
    assert isinstance(partly, SingleChoice)
    assert [one.weight for one in partly.choices] == [None, 40, None]
    assert losses("x { =a ~%-50%b }") == [(1, "costs_nothing")]
    thirds = only("x { ~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d }")
    assert isinstance(thirds, MultipleChoice)
    assert {one.weight for one in thirds.choices} == {None}
    whole = only("x { ~%33.33333%a ~%66.66667%b ~c }")
    assert isinstance(whole, MultipleChoice)
    assert sum(one.weight or 0 for one in whole.choices) == 100


@pytest.mark.parametrize("written", ["T", "TRUE", "true", "T#no#yes"])
def test_true_and_false(written: str) -> None:
    question = only(f"x {{{written}}}")
    assert isinstance(question, TrueFalse)
    assert question.answer is True
    assert not only("x {F}").answer  # type: ignore[union-attr]  # it is one of true or false
    assert question.explanation.pl == ("no yes" if "#" in written else "Bez wyjaśnienia.")


@pytest.mark.parametrize("written", ["#3:2", "#1..5", "#=3:2", "# =%100%3:2#yes =%50%4:0", "#5..1"])
def test_numbers(written: str) -> None:
    question = only(f"x {{{written}}}")
    assert isinstance(question, NumberQuestion)
    assert question.value == 3
    assert question.tolerance == 2


def test_short_answers() -> None:
    question = only("Two plus {=two =2 =two =%50%zwei #nearly} equals four.")
    assert isinstance(question, ShortText)
    assert question.prompt.pl == "Two plus _____ equals four."
    assert question.accepted[Language.EN] == ("two", "2")
    assert isinstance(only("x {Grant}"), ShortText)


def test_matching_shares_options() -> None:
    question = only("x { =a -> 1 =b -> 1 =c -> 2 = -> 3 #### because }")
    assert isinstance(question, Matching)
    assert [option.text.pl for option in question.options] == ["1", "2", "3"]
    assert question.pairs == {"a": "a", "b": "a", "c": "b"}
    assert question.explanation.pl == "because"


def test_escapes_formats_and_lines() -> None:
    assert only(r"\{x\} \= 2\: \~ \# \\n\nb {T}").prompt.pl == "{x} = 2: ~ # \\n\nb"
    assert only("[html]a <b>b</b><br>c {T}").prompt.pl == "a b\nc"
    assert only("[plain]a <b> {T}").prompt.pl == "a <b>"
    assert only("a\nb {T}").prompt.pl == "a b"
    spans = r'<span lang\="{}" class\="multilang">{}</span>'
    two = spans.format("pl", "kot") + spans.format("en", "cat")
    assert only(f"{two} {{T}}").prompt == Text("kot", "cat")


def test_ids_and_tags_stand_in_comments() -> None:
    question = only("// [id:one] [tag:outcome:M3.E2] [tag:lesson:m3/2-x] [tag:other]\nx {}")
    assert isinstance(question, Essay)
    assert (question.id, question.outcome, question.lesson) == ("one", "M3.E2", "m3/2-x")
    assert losses("// [tag:other]\nx {T}") == [(2, "tag_left_out")]
    assert losses("// [tag:open\nx {T}") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x {\n=a", (1, "brace_not_closed")),
        ("a\n\nx }", (3, "brace_not_opened")),
        ("::t:: {T}", (1, "no_prompt")),
        ("\n\nx {~a ~b}", (3, "no_right_answer")),
        ("x {=a}~", None),
        ("x {~a}", (1, "too_few_choices")),
        ("x {=a -> }", (1, "too_few_choices")),
        ("x {=a -> b = c}", (1, "pair_missing")),
        ("x {=a -> b =c -> b}", (1, "too_few_choices")),
        ("x {#many}", (1, "not_a_number")),
        ("x {#a..b}", (1, "not_a_number")),
        ("x {#=%50%2}", (1, "no_right_answer")),
        ("x {=%50%2}", (1, "no_right_answer")),
        ("x {~%50%a ~%20%b}", (1, "weights_not_whole")),
        ("x {" + "~a" * 101 + "}", (1, "too_many_choices")),
        ("Only told.", (1, "no_questions")),
        ("$CATEGORY: x", (1, "no_questions")),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, found: tuple[int, str] | None) -> None:
    assert faults(text) == ([found] if found else [])


def test_what_is_lost_is_named_with_its_line() -> None:
    assert losses("told\n\nx {=a*}\n\n$CATEGORY: a\nx {T}\n\n$CATEGORY: b\n") == [
        (1, "kind_left_out"),
        (3, "wildcard"),
        (8, "title_left_out"),
    ]
    assert losses("[html]<b>x</b><img> {T}") == [(1, "formatting"), (1, "media")]


def test_a_thousand_questions_fit_and_no_more() -> None:
    assert read("x {T}\n\n" * 1000).quiz is not None
    assert faults("x {T}\n\n" * 1001) == [(2001, "too_many_questions")]
    many = read("x {\n\n" * 2000).faults
    assert (len(many), many[-1].code) == (501, "too_many_remarks")


@pytest.mark.parametrize("language", Language)
def test_a_quiz_that_leaves_says_what_stays_behind(language: Language) -> None:
    written = exported(make_quiz(), Format.GIFT, language)
    assert sorted({loss.code for loss in written.losses}) == [
        "all_or_nothing",
        "points_left_out",
        "rubric_left_out",
        "rules",
        "second_language",
        "unit_left_out",
        "written_as",
    ]
    lines = written.text.split("\n")
    for loss in written.losses:
        if "id" in loss.facts and loss.code != "written_as":
            assert f"[id:{loss.facts['id']}" in lines[loss.line - 1]


def test_what_gift_can_say_comes_back() -> None:
    quiz = read(GIFT).quiz
    assert quiz is not None
    again = read(exported(quiz, Format.GIFT, Language.PL).text).quiz
    assert again is not None
    for before, after in zip(quiz.questions, again.questions, strict=True):
        if not isinstance(before, Essay):
            assert as_json_of(before) == as_json_of(after)


def as_json_of(question: Question) -> object:
    """In Polish only, without the ids of choices."""
    quiz = make_quiz(question)
    return [
        (choice.text.pl, choice.right, choice.weight, choice.feedback and choice.feedback.pl)
        for choice in getattr(question, "choices", ())
    ] or {**as_json(quiz)["questions"][0], "explanation": question.explanation.pl}
