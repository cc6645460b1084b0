"""Files as bytes: their format, their encoding, their size; and our own files."""

import pytest

from assessments.exchange import (
    FAULT_CODES,
    LOSS_CODES,
    MOST_BYTES,
    Format,
    Imported,
    Wanted,
    exported,
    format_in,
    imported,
)
from assessments.reading import read_quizzes
from content.languages import Language
from course.settings import ROOT
from tests.authored import make_quiz

FOLDER = ROOT / "assessments" / "quizzes"


def read(content: bytes, kind: Format = Format.GIFT, **wanted: str) -> Imported:
    return imported(content, kind, Wanted(**wanted))  # type: ignore[arg-type]  # texts only


def faults(content: bytes, kind: Format = Format.GIFT) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in read(content, kind).faults]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.gift", b"", Format.GIFT),
        ("a.GIFT", b"", Format.GIFT),
        ("a.aiken", b"", Format.AIKEN),
        ("a.xml", b"", Format.MOODLE_XML),
        ("a.csv", b"", Format.CSV),
        ("a.yaml", b"", Format.YAML),
        ("a.yml", b"", Format.YAML),
        ("a.txt", b"x\nA. a\nANSWER: A", Format.AIKEN),
        ("a.txt", b"::x:: y {=a}", Format.GIFT),
        ("a.txt", b"\xef\xbb\xbf<?xml version='1.0'?>", Format.MOODLE_XML),
        ("a", b"<quiz>", Format.MOODLE_XML),
        ("a", b"x\nANSWER: A", Format.AIKEN),
        ("a.pdf", b"%PDF-1.7", None),
        ("", b"", None),
    ],
)
def test_a_format_is_told_by_name_and_content(
    name: str, content: bytes, kind: Format | None
) -> None:
    assert format_in(name, content) == kind


POLISH = "Zażółć gęślą jaźń „tak” {T}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    found = read(POLISH.encode(encoding))
    assert found.quiz is not None
    assert found.quiz.questions[0].prompt.pl == "Zażółć gęślą jaźń „tak”"
    assert "decoded_as" not in {loss.code for loss in found.losses}


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1250", "Windows-1250"), ("iso-8859-2", "ISO-8859-2")]
)
def test_old_polish_encodings_are_read_and_named(encoding: str, name: str) -> None:
    found = read(b"first {T}\n\n" + POLISH.replace("„tak”", "tak").encode(encoding))
    assert found.quiz is not None
    assert found.quiz.questions[1].prompt.pl == "Zażółć gęślą jaźń tak"
    [said] = [loss for loss in found.losses if loss.code == "decoded_as"]
    assert (said.line, said.facts) == (3, {"encoding": name})


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", (1, "file_empty")),
        (b"\xef\xbb\xbf \n\n", (1, "file_empty")),
        (b"a {T}\n\n\x00", (3, "not_text")),
        (b"a\n\xd0\xf0\xff\x81", (2, "not_text")),
        (b"\xff\xfea", (1, "not_text")),
        (b"caf\xe9 \xe8\xe0", (1, "not_text")),
        (b"x" * (MOST_BYTES + 1), (1, "file_too_large")),
    ],
)
@pytest.mark.parametrize("kind", list(Format))
def test_what_is_no_text(content: bytes, found: tuple[int, str], kind: Format) -> None:
    assert faults(content, kind) == [found]


def test_every_code_is_used_and_none_is_there_twice() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("assessments/exchange", "course/cli", "course/web")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "remarks.py"
    )
    codes = [*FAULT_CODES, *LOSS_CODES]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if f'"{code}"' not in source] == ["too_many_remarks"]


@pytest.mark.parametrize("slug", sorted(read_quizzes(FOLDER)))
def test_our_own_files_are_read_and_written_as_they_are(slug: str) -> None:
    path = FOLDER / f"{slug}.yaml"
    found = read(path.read_bytes(), Format.YAML)
    assert found.quiz is not None
    again = read(exported(found.quiz, Format.YAML, Language.PL).text.encode(), Format.YAML)
    assert again.quiz == found.quiz == read_quizzes(FOLDER)[slug]


def test_a_short_text_stands_on_one_line_and_a_long_one_below() -> None:
    text = exported(make_quiz(), Format.YAML, Language.PL).text
    assert '      - {id: b, text: {pl: "słowo", en: "word"}, right: true}' in text
    assert "\n\n  - id: multiple\n    kind: multiple\n" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("slug: x", (1, "rule")),
        ("a: [", (2, "rule")),
        ("- " * 20 + "x", (1, "too_deep")),
        ("a: [" + "x, " * 1001 + "]", (1, "too_many_elements")),
    ],
)
def test_what_is_wrong_in_our_own_files(text: str, found: tuple[int, str]) -> None:
    assert found in faults(text.encode(), Format.YAML)


def test_what_a_file_does_not_say_is_assumed_and_named() -> None:
    found = read(b"a b c {T}\n\na b c {F}", module="m5", slug="mine")
    assert found.quiz is not None
    assert (found.quiz.slug, found.quiz.module, found.quiz.title.pl) == ("mine", "m5", "mine")
    assert [one.id for one in found.quiz.questions] == ["a-b-c", "a-b-c-2"]
    assert found.quiz.outcomes == ("M5.E1",)
    assert [loss.code for loss in found.losses] == [
        "one_language",
        "no_explanation",
        "outcome_assumed",
        "no_explanation",
    ]
    assert read(b"x {T}", module="extra").quiz.outcomes == ("M1.E1",)  # type: ignore[union-attr]


def test_ids_never_meet() -> None:
    found = read(b"a {T}\n\n// [id:a-2]\nb {T}\n\na {T}\n\na {T}\n\n\xc4\x86 {T}\n\n??? {T}")
    assert found.quiz is not None
    ids = [one.id for one in found.quiz.questions]
    assert ids[:2] == ["a", "a-2"]
    assert ids[4:] == ["c", "q6"]
    assert len(set(ids)) == 6


def test_what_is_too_long_and_what_the_course_refuses() -> None:
    assert faults(b"x" * 20_001 + b" {T}") == [(1, "too_long")]
    assert faults(b"a {T}\n\n// [tag:outcome:none]\nx {T}") == [(4, "rule")]
    found = read(b"x {T}", slug="No slug")
    assert [fault.code for fault in found.faults] == ["rule"]
