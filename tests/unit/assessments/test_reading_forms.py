from decimal import Decimal
from pathlib import Path

import pytest

from assessments.fields import (
    Axis,
    CheckboxField,
    ChoiceField,
    DateField,
    FileField,
    FileKind,
    MapField,
    NumberField,
    PlaceField,
    ScaleField,
    SeveralField,
    TableField,
    TextField,
    TimeField,
)
from tests.authored import WORD, make_items
from tests.written_assignments import (
    CHANNEL,
    CLEAN,
    CODE,
    HEAD,
    OPTIONS,
    RUBRIC,
    STORY,
    TALKS,
    TEXT,
    faults,
    read,
)

_ENDS = f"low: {TEXT}, high: {TEXT}"
_SCALE = f"kind: scale, label: {TEXT}, lowest: -1, highest: 1, texts: [{TEXT}, {TEXT}]"
LIKING = f"{{name: liking, {_SCALE}}}"
MAP = (
    f"{{name: drawn, kind: map, label: {TEXT}, table: talks, point: code,"
    f" x: {{column: channel, {_ENDS}}}, y: {{column: clean, {_ENDS}}}}}"
)
NO_AXIS = (
    '8: "clean" has no two ends: an axis is a choice, a scale, or a number with minimum and maximum'
)
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
  - {{name: begun, kind: time, label: {TEXT}}}
  - {{name: where, kind: place, label: {TEXT}}}
  - name: ways
    kind: several
    label: {TEXT}
    options: {OPTIONS}
    min_chosen: 1
    max_chosen: 2
  - {LIKING}
  - {{name: map, kind: file, label: {TEXT}, max_files: 3, kinds: [image, pdf]}}
  - {{name: any_file, kind: file, label: {TEXT}}}
  - {CLEAN}
  - {{name: talks, kind: table, label: {TEXT}, min_rows: 1, max_rows: 20, columns: [{CODE}]}}
  - {{name: rows, kind: table, label: {TEXT}, columns: [{CODE}]}}
  - name: drawn
    kind: map
    label: {TEXT}
    table: places
    point: code
    x: {{column: worth, {_ENDS}}}
    y: {{column: liking, {_ENDS}}}
  - name: places
    kind: table
    label: {TEXT}
    columns:
      - {CODE}
      - {{name: worth, kind: number, label: {TEXT}, minimum: 0, maximum: 5}}
      - {LIKING}
"""


def test_every_kind_of_field_is_read(tmp_path: Path) -> None:
    code = TextField(name="code", label=WORD)
    worth = NumberField(name="worth", label=WORD, minimum=Decimal(0), maximum=Decimal(5))
    liking = ScaleField(name="liking", label=WORD, lowest=-1, highest=1, texts=(WORD, WORD))
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
        TimeField(name="begun", label=WORD),
        PlaceField(name="where", label=WORD),
        SeveralField(name="ways", label=WORD, options=make_items("ab"), min_chosen=1, max_chosen=2),
        liking,
        FileField(name="map", label=WORD, max_files=3, kinds=(FileKind.PDF, FileKind.IMAGE)),
        FileField(name="any_file", label=WORD, max_files=1, kinds=tuple(FileKind)),
        CheckboxField(name="clean", label=WORD),
        TableField(name="talks", label=WORD, columns=(code,), min_rows=1, max_rows=20),
        TableField(name="rows", label=WORD, columns=(code,), min_rows=0, max_rows=60),
        MapField(
            name="drawn",
            label=WORD,
            table="places",
            point="code",
            x=Axis("worth", WORD, WORD),
            y=Axis("liking", WORD, WORD),
        ),
        TableField(name="places", label=WORD, columns=(code, worth, liking)),
    )


def test_the_least_may_equal_the_most(tmp_path: Path) -> None:
    exact = f"{{name: n, kind: number, label: {TEXT}, minimum: 2, maximum: 2}}"
    (field,) = read(tmp_path, f"{HEAD}fields:\n  - {exact}\n{RUBRIC}").fields
    assert field == NumberField(name="n", label=WORD, minimum=Decimal(2), maximum=Decimal(2))


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
            ['7: unknown kind "table", perhaps "scale"'],
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
        (
            f"{{name: s, kind: several, label: {TEXT}, options: {OPTIONS}, min_chosen: 3}}",
            ["7: there are only 2 options"],
        ),
        (
            (
                f"{{name: s, kind: scale, label: {TEXT}, lowest: 1, highest: 4,"
                f" texts: [{TEXT}, {TEXT}, {TEXT}]}}"
            ),
            ["7: expected 2 texts, one for each end, or 4"],
        ),
        (
            f"{{name: s, kind: scale, label: {TEXT}, lowest: 1, highest: 1, texts: [{TEXT}]}}",
            [
                "7: a scale has 2 to 11 degrees, not 1",
                "7: expected at least 2 in the list, found 1",
            ],
        ),
        (
            f"{TALKS}\n  - {MAP.replace('kind: map', 'kind: map, required: yes')}",
            [NO_AXIS, '8: unknown key "required"'],
        ),
        (MAP, ['7: unknown table "talks"']),
        (
            f"{TALKS}\n  - {MAP.replace('point: code', 'point: cod')}",
            [NO_AXIS, '8: unknown column "cod", perhaps "code"'],
        ),
        (
            f"{TALKS}\n  - {MAP.replace('column: clean', 'column: cleen')}",
            ['8: unknown column "cleen", perhaps "clean"'],
        ),
        (f"{TALKS}\n  - {MAP}", [NO_AXIS]),
        ("{name: only}", ['7: missing "kind"']),
    ],
)
def test_a_fault_in_a_field_has_its_line_and_reason(
    tmp_path: Path, field: str, expected: list[str]
) -> None:
    assert faults(tmp_path, f"{HEAD}fields:\n  - {field}\n{RUBRIC}") == expected
