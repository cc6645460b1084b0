from decimal import Decimal
from pathlib import Path

import pytest

from assessments.definitions import (
    Assignment,
    Check,
    Criterion,
    DistinctValues,
    RowCount,
    Rubric,
    Words,
)
from assessments.fields import (
    CheckboxField,
    ChoiceField,
    DateField,
    FileField,
    FileKind,
    NumberField,
    TableField,
    TextField,
)
from assessments.reading import read_assignments
from content.faults import BrokenCourse
from tests.authored import WORD, make_items

TEXT = "{pl: słowo, en: word}"
HEAD = f"""\
slug: z3
module: m3
number: 3
title: {TEXT}
brief: {TEXT}
"""
OPTIONS = f"[{{id: a, text: {TEXT}}}, {{id: b, text: {TEXT}}}]"
LEVELS = ", ".join([TEXT] * 4)
CRITERION = f"{{id: c1, title: {TEXT}, starred: yes, levels: [{LEVELS}]}}"
RUBRIC = f"rubric: {{pass_points: 2, criteria: [{CRITERION}]}}\n"
CHANNEL = f"{{name: channel, kind: choice, label: {TEXT}, options: {OPTIONS}}}"
CODE = f"{{name: code, kind: text, label: {TEXT}}}"
CLEAN = f"{{name: clean, kind: checkbox, label: {TEXT}}}"
TALKS = f"{{name: talks, kind: table, label: {TEXT}, columns: [{CHANNEL}, {CODE}, {CLEAN}]}}"
STORY = f"{{name: story, kind: text, label: {TEXT}}}"
FORM = f"fields:\n  - {STORY}\n  - {TALKS}\n"
EVERY_KIND = f"""\
fields:
  - name: story
    kind: text
    label: {TEXT}
    hint: {TEXT}
    required: yes
    min_words: 200
    max_words: 400
    lines: 8
  - {CHANNEL}
  - {{name: minutes, kind: number, label: {TEXT}, minimum: -2, maximum: 2.5}}
  - {{name: free, kind: number, label: {TEXT}}}
  - {{name: held-on, kind: date, label: {TEXT}}}
  - {{name: map, kind: file, label: {TEXT}, max_files: 3, kinds: [image, pdf]}}
  - {{name: any_file, kind: file, label: {TEXT}}}
  - {CLEAN}
  - {{name: talks, kind: table, label: {TEXT}, min_rows: 1, max_rows: 20, columns: [{CODE}]}}
  - {{name: rows, kind: table, label: {TEXT}, columns: [{CODE}]}}
"""


def read(folder: Path, written: str, name: str = "z3") -> Assignment:
    assignments = folder / "assessments" / "assignments"
    assignments.mkdir(parents=True)
    (assignments / f"{name}.yaml").write_text(written, encoding="utf-8")
    return read_assignments(assignments)["z3"]


def faults(folder: Path, written: str) -> list[str]:
    with pytest.raises(BrokenCourse) as broken:
        read(folder, written)
    start = "assessments/assignments/z3.yaml:"
    assert all(str(fault).startswith(start) for fault in broken.value.faults)
    return [str(fault).removeprefix(start) for fault in broken.value.faults]


def test_every_kind_of_field_is_read(tmp_path: Path) -> None:
    code = TextField(name="code", label=WORD)
    assert read(tmp_path, HEAD + EVERY_KIND + RUBRIC).fields == (
        TextField(
            name="story",
            label=WORD,
            hint=WORD,
            required=True,
            min_words=200,
            max_words=400,
            lines=8,
        ),
        ChoiceField(name="channel", label=WORD, options=make_items("ab")),
        NumberField(name="minutes", label=WORD, minimum=Decimal(-2), maximum=Decimal("2.5")),
        NumberField(name="free", label=WORD),
        DateField(name="held-on", label=WORD),
        FileField(name="map", label=WORD, max_files=3, kinds=(FileKind.PDF, FileKind.IMAGE)),
        FileField(name="any_file", label=WORD, max_files=1, kinds=tuple(FileKind)),
        CheckboxField(name="clean", label=WORD),
        TableField(name="talks", label=WORD, columns=(code,), min_rows=1, max_rows=20),
        TableField(name="rows", label=WORD, columns=(code,), min_rows=0, max_rows=60),
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


def test_the_least_may_equal_the_most(tmp_path: Path) -> None:
    exact = f"{{name: n, kind: number, label: {TEXT}, minimum: 2, maximum: 2}}"
    (field,) = read(tmp_path, f"{HEAD}fields:\n  - {exact}\n{RUBRIC}").fields
    assert field == NumberField(name="n", label=WORD, minimum=Decimal(2), maximum=Decimal(2))


def test_an_assignment_may_go_without_checks(tmp_path: Path) -> None:
    assignment = read(tmp_path, HEAD + FORM + RUBRIC)
    assert (assignment.checks, assignment.max_submissions) == ((), 3)
    assert assignment.rubric == Rubric(
        (Criterion("c1", WORD, starred=True, levels=(WORD,) * 4),), 2
    )


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (f"{{name: a, kind: essay, label: {TEXT}}}", ['7: unknown kind "essay"']),
        (STORY.replace("story", "1st"), ['7: expected a name such as seldom_heard, found "1st"']),
        (STORY.replace("story", "a-0"), ['7: expected a name such as seldom_heard, found "a-0"']),
        (STORY.replace("}}", "}, lnies: 3}"), ['7: unknown key "lnies", perhaps "lines"']),
        (
            STORY.replace("}}", "}, min_words: 5, max_words: 4}"),
            ["7: the least, 5, is more than the most, 4"],
        ),
        (STORY.replace("}}", "}, lines: 0}"), ["7: expected at least 1, found 0"]),
        (
            f"{{name: n, kind: number, label: {TEXT}, minimum: 2, maximum: 1}}",
            ["7: the least, 2, is more than the most, 1"],
        ),
        (
            f"{{name: n, kind: number, label: {TEXT}, minimum: dwa}}",
            ['7: expected a number such as 2.5, found "dwa"'],
        ),
        (f"{{name: c, kind: choice, label: {TEXT}}}", ['7: missing "options"']),
        (
            f"{{name: f, kind: file, label: {TEXT}, kinds: [pdf, exe]}}",
            ['7: expected pdf or image or document, found "exe"'],
        ),
        (
            f"{{name: t, kind: table, label: {TEXT}, columns: [{TALKS}]}}",
            ['7: unknown kind "table"'],
        ),
        (
            f"{{name: t, kind: table, label: {TEXT}, columns: [{CODE}, {CODE}]}}",
            ['7: the name "code" is here twice'],
        ),
        (
            f"{{name: t, kind: table, label: {TEXT}, columns: [], min_rows: 61}}",
            [
                "7: expected at least 1 in the list, found 0",
                "7: the least, 61, is more than the most, 60",
            ],
        ),
        ("{name: only}", ['7: missing "kind"']),
    ],
)
def test_a_fault_in_a_field_has_its_line_and_reason(
    tmp_path: Path, field: str, expected: list[str]
) -> None:
    assert faults(tmp_path, f"{HEAD}fields:\n  - {field}\n{RUBRIC}") == expected


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
