from pathlib import Path

import pytest

from assessments.definitions import (
    Check,
    Criterion,
    DistinctValues,
    RowCount,
    Rubric,
    Words,
)
from tests.authored import WORD
from tests.written_assignments import (
    CRITERION,
    FORM,
    HEAD,
    LEVELS,
    RUBRIC,
    TEXT,
    faults,
    read,
)


def test_checks_and_rubric_are_read(tmp_path: Path) -> None:
    checks = f"""\
max_submissions: 2
checks:
  - {{label: {TEXT}, at_least: 20, count: talks}}
  - label: {TEXT}
    at_least: 4
    count: talks
    where: {{channel: [a, b], clean: [yes], code: [R-1]}}
  - {{label: {TEXT}, at_least: 1, count: talks, where_filled: code}}
  - {{label: {TEXT}, at_least: 2, distinct: talks.channel}}
  - {{label: {TEXT}, at_least: 200, at_most: 400, words: story}}
  - {{label: {TEXT}, at_least: 0, words: story}}
"""
    plain = f"rubric: {{criteria: [{{id: c1, title: {TEXT}, levels: [{LEVELS}]}}]}}\n"
    assignment = read(tmp_path, HEAD + FORM + checks + plain)
    where = {"channel": ("a", "b"), "clean": ("yes",), "code": ("R-1",)}
    assert assignment.checks == (
        Check(WORD, 20, RowCount(table="talks")),
        Check(WORD, 4, RowCount(table="talks", where=where)),
        Check(WORD, 1, RowCount(table="talks", filled="code")),
        Check(WORD, 2, DistinctValues(table="talks", column="channel")),
        Check(WORD, 200, Words(field="story", at_most=400)),
        Check(WORD, 0, Words(field="story")),
    )
    assert assignment.rubric == Rubric(
        (Criterion("c1", WORD, starred=False, levels=(WORD,) * 4),), 9
    )
    assert assignment.max_submissions == 2


def test_an_assignment_may_go_without_checks(tmp_path: Path) -> None:
    assignment = read(tmp_path, HEAD + FORM + RUBRIC)
    assert (assignment.checks, assignment.max_submissions) == ((), 3)
    assert assignment.rubric == Rubric(
        (Criterion("c1", WORD, starred=True, levels=(WORD,) * 4),), 2
    )


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ("", ["10: expected one of count, distinct or words"]),
        ("count: talks, words: story", ["10: expected one of count, distinct or words"]),
        ("count: talk", ['10: unknown table "talk", perhaps "talks"']),
        ("count: story", ['10: unknown table "story"']),
        ("count: talks, at_most: 3", ['10: "at_most" goes only with "words"']),
        (
            "words: story, where: {code: [a]}, where_filled: code",
            ['10: "where" goes only with "count"', '10: "where_filled" goes only with "count"'],
        ),
        ("words: talks", ['10: unknown text field "talks"']),
        ("distinct: talks.chanel", ['10: unknown column "chanel", perhaps "channel"']),
        ("distinct: story.code", ['10: unknown table "story"']),
        ("count: talks, where_filled: cod", ['10: unknown column "cod", perhaps "code"']),
        ("count: talks, where: {cod: [a]}", ['10: unknown column "cod", perhaps "code"']),
        ("count: talks, where: {channel: [z]}", ['10: unknown value "z"']),
        ("count: talks, where: {liking: [2]}", ['10: unknown value "2"']),
        ("count: talks, where: {ways: [z]}", ['10: unknown value "z"']),
        ("count: talks, where: {clean: [true]}", ['10: unknown value "true"']),
        (
            "count: talks, where: {channel: []}",
            ["10: expected at least 1 in the list, found 0"],
        ),
    ],
)
def test_a_fault_in_a_check_has_its_line_and_reason(
    tmp_path: Path, check: str, expected: list[str]
) -> None:
    written = f"checks:\n  - {{label: {TEXT}, at_least: 1, {check}}}\n"
    assert faults(tmp_path, HEAD + FORM + written + RUBRIC) == expected


@pytest.mark.parametrize(
    ("rubric", "expected"),
    [
        ("rubric: {criteria: []}", ["9: expected at least 1 in the list, found 0"]),
        (
            RUBRIC.replace(f", {TEXT}]", "]"),
            ["9: expected 4 levels, 0 to 3, found 3"],
        ),
        (RUBRIC.replace("pass_points: 2", "pass_points: 4"), ["9: expected 1 to 3, found 4"]),
        (
            RUBRIC.replace(CRITERION, f"{CRITERION}, {CRITERION}"),
            ['9: the id "c1" is here twice'],
        ),
        (RUBRIC.replace("starred: yes", "starred: ★"), ['9: expected yes or no, found "★"']),
    ],
)
def test_a_fault_in_a_rubric_has_its_line_and_reason(
    tmp_path: Path, rubric: str, expected: list[str]
) -> None:
    assert faults(tmp_path, HEAD + FORM + rubric) == expected


def test_faults_of_an_assignment_are_told_all_at_once(tmp_path: Path) -> None:
    written = """\
slug: z3
number: zero
title: {pl: słowo}
fields: []
max_submissions: 0
rubric: {}
"""
    assert faults(tmp_path, written) == [
        '1: missing "brief"',
        '1: missing "module"',
        '2: expected a whole number, found "zero"',
        '3: missing "en"',
        "4: expected at least 1 in the list, found 0",
        "5: expected at least 1, found 0",
        '6: missing "criteria"',
    ]
