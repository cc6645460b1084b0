"""Filled examples: read with both languages, and judged as the trainer would judge them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assessments.definitions import Assignment, Check, RowCount
from assessments.examples import Example, Reason, what_is_wrong
from assessments.fields import (
    Axis,
    CheckboxField,
    ChoiceField,
    DateField,
    FileField,
    MapField,
    SeveralField,
    TableField,
    TextField,
)
from assessments.reading import read_examples
from content.faults import BrokenCourse
from content.languages import Language, Text
from tests.authored import WORD, make_assignment, make_items

ASSIGNMENT = make_assignment(
    TextField(name="story", label=WORD, required=True, min_words=2),
    TableField(
        name="talks",
        label=WORD,
        min_rows=3,
        columns=(
            TextField(name="code", label=WORD, required=True),
            ChoiceField(name="channel", label=WORD, options=make_items("ab"), required=True),
            DateField(name="held_on", label=WORD),
            CheckboxField(name="done", label=WORD),
            SeveralField(name="ways", label=WORD, options=make_items("abc")),
        ),
    ),
    MapField(
        name="drawn",
        label=WORD,
        table="talks",
        point="code",
        x=Axis("channel", WORD, WORD),
        y=Axis("channel", WORD, WORD),
    ),
    FileField(name="scan", label=WORD, required=True),
    checks=(Check(WORD, 3, RowCount(table="talks")),),
)

WORK = """\
  - level: {level}
    values:
      story: {{pl: Dwa słowa., en: Two words.}}
      talks:
        - {{code: R-01, channel: a, held_on: 2026-11-02, done: yes, ways: [a, c]}}
        - {{code: {{pl: sąsiadka, en: a neighbour}}, channel: b}}
    excerpts:
      talks: {{pl: 2 z 3 rozmów, en: 2 of 3 talks}}
    why:
      c1: {{level: {level}, text: {{pl: bo, en: because}}}}
      c2: {{level: {level}, text: {{pl: bo, en: because}}}}
      c3: {{level: {level}, text: {{pl: bo, en: because}}}}
      c4: {{level: {level}, text: {{pl: bo, en: because}}}}
      c5: {{level: {level}, text: {{pl: bo, en: because}}}}
"""
HEAD = "assignment: z3\ncase: {pl: Sanok., en: Sanok.}\nworks:\n"
WRITTEN = HEAD + WORK.format(level=2) + WORK.format(level=3)


def read(folder: Path, written: str = WRITTEN) -> Mapping[str, Example]:
    path = folder / "assessments" / "examples" / "z3.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(written, encoding="utf-8")
    return read_examples(path.parent, {"z3": ASSIGNMENT})


def wrong(example: Example, assignment: Assignment = ASSIGNMENT) -> list[str]:
    return list(what_is_wrong(assignment, example))


def test_an_example_is_read_for_each_language(tmp_path: Path) -> None:
    example = read(tmp_path)["z3"]
    good, excellent = example.works
    assert (example.case, good.level, excellent.level) == (Text("Sanok.", "Sanok."), 2, 3)
    assert good.values_in(Language.EN) == {
        "story": "Two words.",
        "talks": [
            {
                "code": "R-01",
                "channel": "a",
                "held_on": "2026-11-02",
                "done": True,
                "ways": ["a", "c"],
            },
            {"code": "a neighbour", "channel": "b"},
        ],
    }
    assert good.values_in(Language.PL)["story"] == "Dwa słowa."
    assert good.why["c1"] == Reason(2, Text("bo", "because"))
    assert wrong(example) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("story:", "stroy:", 'z3.yaml:6: unknown field "stroy", perhaps "story"'),
        ("channel: b", "chanel: b", 'z3.yaml:9: unknown column "chanel", perhaps "channel"'),
        ("c5:", "c6:", 'z3.yaml:17: unknown criterion "c6"'),
        (
            "talks: {pl: 2",
            "tails: {pl: 2",
            'z3.yaml:11: unknown table "tails", perhaps "talks"',
        ),
        ("      story:", "      scan: a.pdf\n      story:", "z3.yaml:6: files are not shown"),
        ("      story:", "      drawn: a\n      story:", "z3.yaml:6: a map draws itself"),
        ("done: yes", "done: maybe", 'z3.yaml:8: expected yes or no, found "maybe"'),
        (
            "      c5: {level: 2, text: {pl: bo, en: because}}\n",
            "",
            'z3.yaml:13: the criterion "c5" is missing',
        ),
        ("  - level: 2", "  - level: 3", 'z3.yaml:18: the level "3" is here twice'),
        ("assignment: z3", "assignment: z4", 'z3.yaml:1: unknown assignment "z4"'),
    ],
)
def test_what_an_author_got_wrong_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(BrokenCourse) as broken:
        read(tmp_path, WRITTEN.replace(old, new, 1))
    assert reason in str(broken.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Dwa słowa.", "Słowo.", "work of level 2, pl: story: too_few_words"),
        ("    excerpts:\n      talks: {pl: 2 z 3 rozmów, en: 2 of 3 talks}\n", "", "too_few_rows"),
        ("    excerpts:\n      talks: {pl: 2 z 3 rozmów, en: 2 of 3 talks}\n", "", "word: 2 of 3"),
        ("channel: b", "channel: c", "talks-1-channel: unknown_choice"),
        ("c1: {level: 2", "c1: {level: 0", "work of level 2: it would not pass"),
        ("  - level: 2", "  - level: 1", "expected two works, of level 2 and of level 3"),
    ],
)
def test_a_work_that_could_not_be_handed_in_is_wrong(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    found = wrong(read(tmp_path, WRITTEN.replace(old, new, 1))["z3"])
    assert any(reason in one for one in found), found


def test_a_work_may_have_levels_of_both_kinds(tmp_path: Path) -> None:
    example = read(tmp_path)["z3"]
    good = example.works[0]
    mixed = replace(good, why={**good.why, "c2": Reason(3, WORD), "c4": Reason(1, WORD)})
    assert wrong(replace(example, works=(mixed, example.works[1]))) == []
