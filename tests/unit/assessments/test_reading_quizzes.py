from decimal import Decimal
from pathlib import Path

import pytest

from assessments.definitions import Choice, Quiz
from assessments.reading import read_quizzes
from content.faults import BrokenCourse
from content.languages import Language, Text
from tests.authored import (
    WORD,
    make_items,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_short_text,
    make_single,
    make_true_false,
)

HEAD = """\
slug: m3
module: m3
title: {pl: słowo, en: word}
questions:
"""
COMMON = """\
    outcome: M3.E1
    prompt: {pl: słowo, en: word}
    explanation: {pl: słowo, en: word}
"""
A = "{id: a, text: {pl: słowo, en: word}}"
B = "{id: b, text: {pl: słowo, en: word}}"
RIGHT_B = "{id: b, text: {pl: słowo, en: word}, right: yes}"


def question(kind: str, *more: str, name: str = "q") -> str:
    """The kind of the first question stands in line 6, what is its own from line 10 on."""
    own = "".join(f"    {line}\n" for line in more)
    return f"  - id: {name}\n    kind: {kind}\n{COMMON}{own}"


SINGLE = question("single", "choices:", f"  - {A}", f"  - {RIGHT_B}")
EVERY_KIND = (
    question("single", "lesson: m3/1-levels", f"choices: [{A}, {RIGHT_B}]", name="single"),
    question("multiple", "partial: share", f"choices: [{A}, {RIGHT_B}]", name="multiple"),
    question("true_false", "answer: no", name="true-false"),
    question(
        "matching",
        f"items: [{A}, {B}]",
        f"options: [{A}, {B}]",
        "pairs: {a: b, b: b}",
        name="matching",
    ),
    question("ordering", f"items: [{A}, {B}]", "partial: share", name="ordering"),
    question("short_text", "accepted: {pl: [rada, radę], en: [advice]}", name="short-text"),
    question(
        "number",
        "points: 1.50",
        "value: 20",
        "tolerance: 0.5",
        "unit: {pl: słowo, en: word}",
        name="number",
    ),
    question("number", "value: -2", name="plain"),
)


def read(folder: Path, *questions: str, head: str = HEAD, name: str = "m3") -> Quiz:
    quizzes = folder / "assessments" / "quizzes"
    quizzes.mkdir(parents=True)
    (quizzes / f"{name}.yaml").write_text(head + "".join(questions), encoding="utf-8")
    (quizzes / "notes.txt").write_text("not a quiz", encoding="utf-8")
    return read_quizzes(quizzes)["m3"]


def faults(folder: Path, *questions: str, head: str = HEAD, name: str = "m3") -> list[str]:
    with pytest.raises(BrokenCourse) as broken:
        read(folder, *questions, head=head, name=name)
    start = f"assessments/quizzes/{name}.yaml:"
    assert all(str(fault).startswith(start) for fault in broken.value.faults)
    return [str(fault).removeprefix(start) for fault in broken.value.faults]


def test_every_kind_of_question_is_read(tmp_path: Path) -> None:
    choices = (Choice("a", WORD), Choice("b", WORD, right=True))
    assert read(tmp_path, *EVERY_KIND) == make_quiz(
        make_single(id="single", choices=choices, lesson="m3/1-levels"),
        make_multiple(id="multiple", choices=choices, partial=True),
        make_true_false(id="true-false"),
        make_matching(
            id="matching",
            items=make_items("ab"),
            options=make_items("ab"),
            pairs={"a": "b", "b": "b"},
        ),
        make_ordering("ab", id="ordering", partial=True),
        make_short_text(
            id="short-text",
            accepted={Language.PL: ("rada", "radę"), Language.EN: ("advice",)},
        ),
        make_number("20", "0.5", id="number", points=Decimal("1.5"), unit=WORD),
        make_number("-2", id="plain"),
    )


def test_rules_of_a_quiz_and_feedback_are_read(tmp_path: Path) -> None:
    feedback = "{id: a, text: {pl: słowo, en: word}, feedback: {pl: nie, en: 'no'}}"
    rules = "pass_percent: 80\nfailed_before_pause: 2\npause_hours: 0\n"
    quiz = read(
        tmp_path, question("single", f"choices: [{feedback}, {RIGHT_B}]"), head=rules + HEAD
    )
    assert (quiz.pass_percent, quiz.failed_before_pause, quiz.pause_hours) == (80, 2, 0)
    (only,) = quiz.questions
    assert only.kind == "single"
    assert only.choices[0].feedback == Text("nie", "no")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (question("essay"), ['6: unknown kind "essay"']),
        (question("tru_false"), ['6: unknown kind "tru_false", perhaps "true_false"']),
        ("  - id: q\n", ['5: missing "kind"']),
        ("  - id: q\n    kind:\n", ['5: missing "kind"']),
        ("  - only words\n", ["5: expected keys with values", '5: missing "kind"']),
        (SINGLE.replace("M3.E1", "E1"), ['7: expected an outcome such as M3.E1, found "E1"']),
        (
            SINGLE.replace("id: q", "id: Q 1"),
            ['5: expected an id such as works_nights, found "Q 1"'],
        ),
        (SINGLE.replace(", en: word}\n    choices", "}\n    choices"), ['9: missing "en"']),
        (
            SINGLE.replace("prompt", "promt"),
            ['5: missing "prompt"', '8: unknown key "promt", perhaps "prompt"'],
        ),
        (
            SINGLE + "    lesson: 2-questions\n",
            ['13: expected a lesson such as m3/2-questions, found "2-questions"'],
        ),
        (SINGLE + SINGLE, ['13: the id "q" is here twice']),
        (
            SINGLE.replace(RIGHT_B, B),
            ["11: expected exactly one right choice, found 0"],
        ),
        (
            SINGLE.replace(A, RIGHT_B),
            ["11: expected exactly one right choice, found 2", '12: the id "b" is here twice'],
        ),
        (
            question("multiple", f"choices: [{A}, {B}]"),
            ["10: expected at least one right choice, found none"],
        ),
        (
            question("single", f"choices: [{RIGHT_B}]"),
            ["10: expected at least 2 in the list, found 1"],
        ),
        (
            question("single", f"choices: [{A}, {RIGHT_B}]", "partial: share"),
            ['11: unknown key "partial"'],
        ),
        (
            question("multiple", f"choices: [{A}, {RIGHT_B}]", "partial: half"),
            ['11: expected share, found "half"'],
        ),
        (question("true_false", "answer: maybe"), ['10: expected yes or no, found "maybe"']),
        (
            question(
                "matching",
                f"items: [{A}, {B}]",
                f"options: [{A}, {B}]",
                "pairs: {a: c, c: a}",
            ),
            [
                '12: the item "b" has no pair',
                '12: unknown item "c"',
                '12: unknown option "c"',
            ],
        ),
        (
            question("ordering", f"items: [{A}]"),
            ["10: expected at least 2 in the list, found 1"],
        ),
        (
            question("ordering", f"items: [{A}, {A}]"),
            ['10: the id "a" is here twice'],
        ),
        (
            question("short_text", "accepted: {pl: [], en: [advice, advice]}"),
            ['10: "advice" is here twice', "10: expected at least 1 in the list, found 0"],
        ),
        (
            question("number", "value: dwa", "tolerance: -1"),
            [
                '10: expected a number such as 2.5, found "dwa"',
                "11: expected a tolerance of 0 or more, found -1",
            ],
        ),
        *(
            (
                SINGLE + f"    points: {points}\n",
                ["13: expected points above 0, at most 100, with at most two decimals"],
            )
            for points in ("0", "-1", "101", "0.125")
        ),
    ],
)
def test_a_fault_in_a_question_has_its_line_and_reason(
    tmp_path: Path, written: str, expected: list[str]
) -> None:
    assert faults(tmp_path, written) == expected


@pytest.mark.parametrize("percent", [1, 100])
def test_bounds_of_the_pass_mark_are_included(tmp_path: Path, percent: int) -> None:
    head = f"pass_percent: {percent}\n{HEAD}"
    assert read(tmp_path, SINGLE, head=head).pass_percent == percent


def test_faults_of_a_quiz_are_told_all_at_once(tmp_path: Path) -> None:
    head = """\
slug: m3
module: m3
title: {pl: słowo}
pass_percent: 101
failed_before_pause: 0
pause_hours: jeden
colour: red
questions: []
"""
    assert faults(tmp_path, head=head) == [
        '3: missing "en"',
        "4: expected 1 to 100, found 101",
        "5: expected at least 1, found 0",
        '6: expected a whole number, found "jeden"',
        '7: unknown key "colour"',
        "8: expected at least 1 in the list, found 0",
    ]


def test_a_file_bears_the_name_of_its_quiz(tmp_path: Path) -> None:
    assert faults(tmp_path, SINGLE, name="m4") == ['1: the slug "m3" is not the name of the file']


def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    quizzes = tmp_path / "assessments" / "quizzes"
    quizzes.mkdir(parents=True)
    (quizzes / "m3.yaml").write_bytes((HEAD + SINGLE).encode("cp1250"))
    (quizzes / "m1.yaml").write_text("slug: [", encoding="utf-8")
    with pytest.raises(BrokenCourse) as broken:
        read_quizzes(quizzes)
    unfinished, undecodable = map(str, broken.value.faults)
    assert unfinished.startswith("assessments/quizzes/m1.yaml:2: not YAML: ")
    assert undecodable == "assessments/quizzes/m3.yaml:1: not saved as UTF-8"
