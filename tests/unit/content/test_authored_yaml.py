"""Authored YAML is read as it was written, and every fault names its line."""

from datetime import date
from decimal import Decimal

import pytest

from content.authored_yaml import Node, read_yaml
from content.faults import BrokenCourse, Faults
from content.languages import Language, Text

FAULTY = """\
minutes: soon
points: 1,5
day: 2026-02-30
other_day: 22.11.2026
starred: maybe
slug: Not A Slug
kind: doble
names: [a, b, a]
few: [a]
titel: {pl: x, en: y}
text: {pl: x, en: }
age: 3
list: word
word: [a]
map: word
"""

FAULTS_OF_FAULTY = [
    'content/x.yaml:1: expected a whole number, found "soon"',
    'content/x.yaml:1: missing "title"',
    'content/x.yaml:2: expected a number such as 2.5, found "1,5"',
    'content/x.yaml:3: expected a day such as 2026-11-22, found "2026-02-30"',
    'content/x.yaml:4: expected a day such as 2026-11-22, found "22.11.2026"',
    'content/x.yaml:5: expected yes or no, found "maybe"',
    'content/x.yaml:6: expected a slug such as listening-ladder, found "Not A Slug"',
    'content/x.yaml:7: expected single or double, found "doble"',
    'content/x.yaml:8: "a" is here twice',
    "content/x.yaml:9: expected at least 2 in the list, found 1",
    'content/x.yaml:10: unknown key "titel", perhaps "title"',
    'content/x.yaml:11: missing "en"',
    "content/x.yaml:12: expected at least 18, found 3",
    "content/x.yaml:13: expected a list",
    "content/x.yaml:14: expected a text",
    "content/x.yaml:14: expected a whole number",
    "content/x.yaml:15: expected keys with values",
]


class Reading:
    """One written text, read; and the faults found in it so far."""

    def __init__(self, text: str) -> None:
        self.collected = Faults()
        self.root = read_yaml("content/x.yaml", text, self.collected)

    def field(self, name: str) -> Node:
        return self.root.mapping(required=(name,))[name]

    @property
    def faults(self) -> list[str]:
        try:
            self.collected.raise_if_any()
        except BrokenCourse as broken:
            return [str(fault) for fault in broken.faults]
        return []


@pytest.mark.parametrize(
    "written", ["no", "12:30", "2026-11-22", "0o17", "1_000", "'  a '", "true"]
)
def test_every_scalar_stays_the_text_that_was_written(written: str) -> None:
    reading = Reading(f"a: {written}")
    assert reading.field("a").string() == written.strip("' ")
    assert reading.faults == []


def test_types_are_given_when_the_reader_asks() -> None:
    reading = Reading(
        (
            "{i: -3, d: 2.50, day: 2026-11-22, yes: yes, no: no, s: a-b-2, of: b, "
            "list: [a, b], text: {pl: tak, en: 'yes'}}"
        ),
    )
    fields = reading.root.mapping(
        required=("i", "d", "day", "yes", "no", "s", "of", "list"), optional=("text", "other")
    )
    assert fields["i"].integer() == -3
    assert fields["d"].decimal() == Decimal("2.50")
    assert fields["day"].day() == date(2026, 11, 22)
    assert (fields["yes"].boolean(), fields["no"].boolean()) == (True, False)
    assert fields["s"].slug() == "a-b-2"
    assert fields["of"].one_of(("a", "b")) == "b"
    assert fields["list"].strings(at_least=2) == ("a", "b")
    text = fields["text"].text()
    assert (text.in_language(Language.PL), text.in_language(Language.EN)) == ("tak", "yes")
    assert ("text" in fields, "other" in fields) == (True, False)
    assert reading.faults == []


def test_every_fault_is_told_at_once_with_its_line() -> None:
    reading = Reading(FAULTY)
    fields = reading.root.mapping(
        required=(
            *("minutes", "points", "day", "other_day", "starred", "slug", "kind", "names"),
            *("few", "title", "text", "age", "list", "word", "map"),
        )
    )
    assert fields["minutes"].integer(at_least=1) == 1
    assert fields["points"].decimal() == 0
    assert fields["day"].day() == date.min
    assert fields["other_day"].day() == date.min
    assert fields["starred"].boolean() is False
    assert fields["slug"].slug() == ""
    assert fields["kind"].one_of(("single", "double")) == ""
    assert fields["names"].strings() == ("a", "b", "a")
    assert fields["few"].strings(at_least=2) == ("a",)
    assert fields["title"].text() == Text("", "")
    assert fields["text"].text() == Text("x", "")
    assert fields["age"].integer(at_least=18) == 3
    assert fields["list"].sequence() == ()
    assert fields["word"].string() == ""
    assert fields["word"].integer() == 0
    assert fields["map"].entries() == ()
    assert reading.faults == FAULTS_OF_FAULTY


@pytest.mark.parametrize("nothing", ["", "~", "null", "''", '" "'])
def test_empty_means_absent_and_is_named_once(nothing: str) -> None:
    reading = Reading(f"b: 1\na: {nothing}")
    node = reading.root.mapping(required=("a",), optional=("b",))["a"]
    assert (node.is_absent, node.string(), node.sequence(), node.text()) == (
        True,
        "",
        (),
        Text("", ""),
    )
    assert reading.faults == ['content/x.yaml:2: missing "a"']


def test_a_quoted_null_is_a_word() -> None:
    assert Reading("a: 'null'").field("a").string() == "null"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1\nb: 2\na: 3\n", ['content/x.yaml:3: "a" is here twice']),
        ("a: 1\n? [b]\n: 2\n", ["content/x.yaml:2: expected a text before the colon"]),
        (
            "a: &x [1]\nb: *x\n",
            ["content/x.yaml:2: write the value again: aliases (*name) are not used here"],
        ),
        (
            "a: 1\nb: : 2\n",
            ["content/x.yaml:2: not YAML: mapping values are not allowed in this context"],
        ),
        (
            "a: 1\n--- \nb: 2\n",
            [
                (
                    "content/x.yaml:2: not YAML: expected a single document in the stream,"
                    " but found another document"
                ),
            ],
        ),
        (
            "a: \x07",
            [
                (
                    "content/x.yaml:1: not YAML: unacceptable character #x0007:"
                    " control characters are not allowed"
                ),
            ],
        ),
        ("# nothing yet\n", ["content/x.yaml:1: the file is empty"]),
        ("~\n", ["content/x.yaml:1: the file is empty"]),
        (
            "[a",
            [
                (
                    "content/x.yaml:2: not YAML: while parsing a flow sequence,"
                    " did not find expected ',' or ']'"
                ),
            ],
        ),
    ],
)
def test_a_text_that_is_not_one_clear_document(text: str, faults: list[str]) -> None:
    assert Reading(text).faults == faults


def test_an_unreadable_file_answers_everything_in_silence() -> None:
    reading = Reading("")
    assert reading.root.mapping(required=("a",))["a"].integer() == 0
    assert reading.faults == ["content/x.yaml:1: the file is empty"]


def test_a_list_where_keys_belong_is_one_fault() -> None:
    reading = Reading("- a\n")
    assert reading.root.mapping(required=("a", "b"))["a"].string() == ""
    assert reading.faults == ["content/x.yaml:1: expected keys with values"]


def test_yaml_tags_make_no_objects() -> None:
    reading = Reading("a: !!python/object/apply:os.system [ls]\nb: !!int no\n")
    fields = reading.root.mapping(required=("a", "b"))
    assert fields["a"].strings() == ("ls",)
    assert fields["b"].string() == "no"
    assert reading.faults == []


def test_the_same_fault_is_told_once() -> None:
    faults = Faults()
    faults.add("b", 1, "x")
    faults.add("a", 10, "x")
    faults.add("a", 9, "x")
    faults.add("b", 1, "x")
    with pytest.raises(BrokenCourse) as broken:
        faults.raise_if_any()
    assert str(broken.value) == "a:9: x\na:10: x\nb:1: x"
