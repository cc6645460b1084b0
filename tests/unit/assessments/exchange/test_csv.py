"""CSV: all ten kinds there and back, the spreadsheets of two languages, and what is wrong."""

import pytest

from assessments.definitions import Essay, Gaps, MultipleChoice, Question, Scenario
from assessments.exchange import Format, Imported, Wanted, exported, imported
from content.languages import Language, Text
from tests.authored import make_quiz

HEAD = "kind,prompt,right,choice_1,choice_2,match_1,match_2,sentence,part_of\n"


def read(text: str) -> Imported:
    return imported(text.encode(), Format.CSV, Wanted(outcome="M2.E1"))


def only(row: str) -> Question:
    found = read(HEAD + row)
    assert found.quiz is not None, found.faults
    return found.quiz.questions[0]


@pytest.mark.parametrize("language", Language)
def test_all_kinds_come_back_but_ids_and_rubrics(language: Language) -> None:
    quiz = make_quiz(*(one for one in make_quiz().questions if one.id != "matching"))
    written = exported(quiz, Format.CSV, language)
    assert written.text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    assert (";" in written.text.split("\n")[0]) is (language is Language.PL)
    assert [loss.code for loss in written.losses] == ["rules", "rubric_left_out"]
    found = read(written.text)
    assert found.quiz is not None
    for before, after in zip(quiz.questions, found.quiz.questions, strict=True):
        assert _bare(before) == _bare(after)


def _bare(question: Question) -> object:
    """What CSV keeps of a question."""
    common = (question.id, question.kind, question.outcome, question.lesson, question.points)
    told = (question.prompt, question.explanation, getattr(question, "partial", None))
    match question:
        case Scenario(parts=parts):
            return common, told, [_bare(part) for part in parts]
        case Gaps(gaps=gaps):
            return common, told, [gap.accepted for gap in gaps]
        case Essay(max_words=max_words):
            return common, told, max_words
        case _:
            choices = [(one.text, one.right) for one in getattr(question, "choices", ())]
            own = ("answer", "accepted", "value", "unit", "tolerance")
            return common, told, choices, [getattr(question, name, None) for name in own]


def test_matching_with_an_option_that_only_misleads() -> None:
    text = "kind;prompt;choice_1;choice_2;match_1;match_2;match_3\nmatching;x;a;b;1;2;3\n"
    found = read(text)
    assert found.quiz is not None
    again = read(exported(found.quiz, Format.CSV, Language.EN).text)
    assert again.quiz is not None
    assert again.quiz.questions == found.quiz.questions


def test_right_answers_are_numbers_or_letters() -> None:
    for right in ("2", "B", "b"):
        assert only(f"single,x,{right},a,b,,,,").kind == "single"
    for right in ("1 2", "A B", '"1,2"', "1|2"):
        question = only(f",x,{right},a,b,,,,")
        assert isinstance(question, MultipleChoice)
        assert [choice.right for choice in question.choices] == [True, True]
    assert only(",x,tak,,,,,,").kind == "true_false"
    assert only("true_false,x,FAŁSZ,,,,,,").kind == "true_false"


def test_headings_of_people() -> None:
    found = read("Question PL;Question EN;Correct;Choice 1;choice-2;Moje\nkot;cat;1;a;b;x\n")
    assert found.quiz is not None
    assert found.quiz.questions[0].prompt == Text("kot", "cat")
    assert [(loss.line, loss.code) for loss in found.losses] == [
        (1, "column_left_out"),
        (2, "no_explanation"),
    ]


def test_a_guarded_cell_is_taken_at_its_word() -> None:
    assert only("number,x,'-5,,,,,,").value == -5  # type: ignore[union-attr]  # a number


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("poem,x,,,,,,,", "unknown_kind"),
        ("single,,1,a,b,,,,", "no_prompt"),
        ("single,x,1,a,,,,,", "too_few_choices"),
        ("single,x,,a,b,,,,", "no_right_answer"),
        ("single,x,3,a,b,,,,", "no_right_answer"),
        ("true_false,x,maybe,,,,,,", "true_or_false"),
        ("matching,x,,a,b,1,,,", "pair_missing"),
        ("matching,x,,a,,1,2,,", "too_few_choices"),
        ("ordering,x,,a,,,,,", "too_few_choices"),
        ("short_text,x,,,,,,,", "no_right_answer"),
        ("number,x,much,,,,,,", "not_a_number"),
        ("gaps,x,,a,,,,,", "gap_without_answer"),
        ("single,x,1,a,b,,,,case", "part_not_here"),
        ("single,x,1 2,a,b,,,,", "rule"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(row: str, code: str) -> None:
    found = read(f"{HEAD}single,x,1,a,b,,,,\n\n{row}\n")
    assert [(fault.line, fault.code) for fault in found.faults] == [(4, code)]


def test_a_file_that_is_no_list() -> None:
    wide = ";".join(f"choice_{n}" for n in range(1001))
    for text, code in (
        ("a;b\n1;2\n", "no_columns"),
        (f"{wide}\n", "too_many_columns"),
        (f'{HEAD}single,"x', "not_csv"),
        (f"{HEAD}", "no_questions"),
    ):
        assert [fault.code for fault in read(text).faults] == [code]


def test_a_row_over_several_lines_is_named_by_its_first() -> None:
    found = read(f'{HEAD}single,"x\ny",1,a,b,,,,\nsingle,x,9,a,b,,,,\n')
    assert [fault.line for fault in found.faults] == [4]
