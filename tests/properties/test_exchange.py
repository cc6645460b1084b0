"""What holds for every quiz that leaves, and for every file that comes."""

import csv
import time
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.definitions import Quiz
from assessments.exchange import Format, Imported, Wanted, exported, imported
from content.cells import BOM
from content.languages import Language
from tests.authored import make_quiz
from tests.exchange_quizzes import FULL, HOSTILE, quizzes

WANTED = Wanted(module="m3", slug="m3")
SECONDS_PER_BYTE = 0.1 / 10_000
TRIES = 3
"""A shared machine may pause; what is slow is slow every time."""


def read(content: bytes, kind: Format) -> Imported:
    return imported(content, kind, WANTED)


@settings(max_examples=FULL, deadline=None)
@given(quizzes())
def test_every_quiz_comes_back_from_moodle_as_it_was(quiz: Quiz) -> None:
    check_whole(quiz, Format.MOODLE_XML)


@settings(max_examples=FULL // 5, deadline=None)
@given(quizzes())
def test_every_quiz_comes_back_from_our_own_file_as_it_was(quiz: Quiz) -> None:
    check_whole(quiz, Format.YAML)


def check_whole(quiz: Quiz, kind: Format) -> None:
    written = exported(quiz, kind, Language.PL)
    found = read(written.text.encode(), kind)
    assert (found.faults, found.quiz) == ((), quiz)
    assert written.losses == ()


@settings(max_examples=FULL // 10, deadline=None)
@given(quizzes(), st.sampled_from(Language))
@pytest.mark.parametrize("kind", list(Format))
def test_what_leaves_can_be_read_again_or_says_why_not(
    kind: Format, quiz: Quiz, language: Language
) -> None:
    written = exported(quiz, kind, language)
    lines = written.text.count("\n") + 1
    assert all(1 <= loss.line <= lines for loss in written.losses)
    found = read(written.text.encode(), kind)
    assert (found.quiz is None) == bool(found.faults)


@settings(max_examples=FULL // 10, deadline=None)
@given(quizzes(), st.sampled_from(Language))
def test_no_cell_of_a_list_is_a_formula(quiz: Quiz, language: Language) -> None:
    text = exported(quiz, Format.CSV, language).text.removeprefix(BOM)
    delimiter = ";" if language is Language.PL else ","
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r\n")]


SIGNS = st.text("{}~=#:%\\/$[]<>&;,\"'|ABT.) \nANSWER0123pl-", max_size=300)
SOUP = st.lists(st.sampled_from([*HOSTILE, "\n", "\n\n", "{", "}", "=", "~", ";", ","])).map(
    "".join
)


@settings(max_examples=FULL // 5, deadline=None)
@given(st.binary(max_size=300) | (st.text() | SIGNS | SOUP).map(lambda text: text.encode()))
@pytest.mark.parametrize("kind", list(Format))
def test_anything_gives_a_quiz_or_faults_with_a_line(kind: Format, content: bytes) -> None:
    check(read(content, kind), content)


@settings(max_examples=FULL // 5, deadline=None)
@given(st.data())
@pytest.mark.parametrize("kind", list(Format))
def test_a_damaged_file_gives_a_quiz_or_faults_with_a_line(
    kind: Format, data: st.DataObject
) -> None:
    whole = exported(make_quiz(), kind, Language.PL).text.encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    instead = data.draw(st.binary(max_size=20) | SIGNS.map(str.encode))
    damaged = whole[:start] + instead + whole[end:]
    check(read(damaged, kind), damaged)


def check(found: Imported, content: bytes) -> None:
    """A quiz, or faults; every line is one of the file."""
    assert (found.quiz is None) == bool(found.faults)
    lines = content.count(b"\n") + content.count(b"\r") + 2
    remarks = [*found.faults, *found.losses]
    assert all(1 <= remark.line <= lines for remark in remarks)


LONG = 60_000
AROUND = {
    Format.MOODLE_XML: (
        "<quiz><question type='cloze'><questiontext><text>",
        "</text></questiontext></question></quiz>",
    ),
    Format.GIFT: ("x {", "}"),
    Format.CSV: ("kind;prompt;right\n", ""),
    Format.YAML: ("slug: x\nmodule: x\ntitle: {pl: a, en: b}\nquestions:\n", ""),
    Format.AIKEN: ("x\nA. b\n", "\nANSWER: A"),
}
"""What makes an importer look inside."""


@pytest.mark.parametrize("kind", list(Format))
@pytest.mark.parametrize(
    "repeated",
    [
        *"{}~=#:%\\/$[<>&;,\"'|A \n\t-(*?",
        "{1:SA:",
        "{1:SA:=x}",
        "{=a->b ",
        "=a->",
        "~a#",
        "\\{",
        "::",
        "\n\n",
        "a\n\n",
        "a{}\n\n",
        "A. x\n",
        "x\nA. x\nANSWER: B\n",
        "<a>",
        "<span>",
        "<!--",
        "&#9",
        "&amp;",
        "[id:",
        "// [tag:x]\n",
        "%50%",
        "####",
        "a: b\n",
        "- a\n",
        "[[",
        "{a: ",
        "&a ",
        '"";',
        ";;\n",
        "prompt;",
        "<question type='shortanswer'><answer/></question>",
    ],
)
def test_no_repetition_is_slow(kind: Format, repeated: str) -> None:
    content = (repeated * (LONG // len(repeated))).encode()
    check_in_time(content, kind)
    head, tail = AROUND[kind]
    inside = content.decode()
    if kind is Format.MOODLE_XML:
        inside = inside.replace("<", "&lt;")
    check_in_time(f"{head}{inside}{tail}".encode(), kind)


def check_in_time(content: bytes, kind: Format) -> None:
    seconds = []
    for _ in range(TRIES):
        started = time.process_time()
        check(read(content, kind), content)
        seconds.append(time.process_time() - started)
        if seconds[-1] <= len(content) * SECONDS_PER_BYTE:
            return
    pytest.fail(f"{len(content)} bytes took {min(seconds):.2f} s")
