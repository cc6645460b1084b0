"""What is wrong in a question, told by its line."""

from pathlib import Path

import pytest

from tests.quiz_files import CRITERION, GAP, RIGHT_B, SINGLE, A, B, faults, question


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (question("drawing"), ['6: unknown kind "drawing"']),
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
        (
            question("single", f"choices: [{A}, {RIGHT_B}]").replace("yes}", "yes, weight: 50}"),
            ["10: the right choice earns 100, with a weight or without"],
        ),
        (
            question("single", f"choices: [{A}, {RIGHT_B}]").replace("a, ", "a, weight: -5, "),
            ["10: a weight below 0 has nothing to be taken from"],
        ),
        (
            question("multiple", f"choices: [{A}, {RIGHT_B}]").replace("a, ", "a, weight: -101, "),
            [
                "10: expected -100 to 100, found -101",
                "10: expected a weight for each right choice, 100 in all",
            ],
        ),
        (
            question("multiple", f"choices: [{A}, {RIGHT_B}]")
            .replace("a, ", "a, weight: 1, ")
            .replace("yes}", "yes, weight: 100}"),
            ["10: a wrong choice earns nothing: its weight is 0 or below"],
        ),
        (
            question("gaps", "sentence: {pl: '{a} i {a}', en: '{a} and {b}'}", f"gaps: [{GAP}]"),
            [
                "10: en: expected each gap once, as {id}, found a, b",
                "10: pl: expected each gap once, as {id}, found a, a",
            ],
        ),
        (
            question("gaps", "sentence: {pl: nic, en: '{a}'}", f"gaps: [{GAP}, {GAP}]"),
            [
                "10: en: expected each gap once, as {id}, found a",
                "10: pl: expected each gap once, as {id}, found none",
                '11: the id "a" is here twice',
            ],
        ),
        (
            question("scenario", "points: 2", "parts: [{kind: essay}, {id: a, kind: single}]"),
            [
                "10: a scenario is worth what its parts are worth",
                '11: missing "choices"',
                '11: missing "explanation"',
                '11: missing "prompt"',
                '11: unknown kind "essay"',
            ],
        ),
        (
            question("essay", f"criteria: [{CRITERION}]", "max_words: 1001"),
            ["11: expected 1 to 1000, found 1001"],
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
