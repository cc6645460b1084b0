"""The formats there are, how a file's is told, and the way in and out of each."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import assert_never

from assessments.definitions import Quiz
from assessments.exchange.aiken import read_aiken, write_aiken
from assessments.exchange.decoding import decoded
from assessments.exchange.drafts import Wanted
from assessments.exchange.gift.reading import read_gift
from assessments.exchange.gift.writing import write_gift
from assessments.exchange.moodle.reading import read_moodle
from assessments.exchange.moodle.writing import write_moodle
from assessments.exchange.remarks import Exported, Imported, Remarks
from assessments.exchange.spreadsheet.reading import read_csv
from assessments.exchange.spreadsheet.writing import write_csv
from assessments.exchange.yaml_files import read_yaml_file, write_yaml_file
from content.languages import Language


class Format(StrEnum):
    """The value is the end of a file's name."""

    GIFT = "gift"
    AIKEN = "aiken"
    MOODLE_XML = "xml"
    CSV = "csv"
    YAML = "yaml"


_ENDS = {**{one.value: one for one in Format}, "yml": Format.YAML}
_READERS: Mapping[Format, Callable[[str, Wanted, Remarks], Imported]] = {
    Format.GIFT: read_gift,
    Format.AIKEN: read_aiken,
    Format.MOODLE_XML: read_moodle,
    Format.CSV: read_csv,
    Format.YAML: lambda text, _wanted, remarks: read_yaml_file(text, remarks),
}
_LOOKED_AT = 4000


def format_in(name: str, content: bytes = b"") -> Format | None:
    """By the end of the file's name; `.txt`, and what has no known end, by what it holds."""
    end = name.rpartition(".")[2].lower() if "." in name else ""
    if end in _ENDS:
        return _ENDS[end]
    start = content[:_LOOKED_AT].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith((b"<?xml", b"<quiz", b"<!")):
        return Format.MOODLE_XML
    if b"{" in start and b"}" in content:
        return Format.GIFT
    return Format.AIKEN if end == "txt" or b"ANSWER:" in content[:_LOOKED_AT] else None


def imported(content: bytes, kind: Format, wanted: Wanted) -> Imported:
    """The quiz that a file holds, or the faults that stop it."""
    remarks = Remarks()
    text = decoded(content, remarks)
    if text is None:
        return Imported(None, remarks.faults, remarks.losses)
    return _READERS[kind](text, wanted, remarks)


def exported(quiz: Quiz, kind: Format, language: Language) -> Exported:
    """A quiz as a file; the language is that of formats which have only one."""
    match kind:
        case Format.GIFT:
            return write_gift(quiz, language)
        case Format.AIKEN:
            return write_aiken(quiz, language)
        case Format.MOODLE_XML:
            return write_moodle(quiz)
        case Format.CSV:
            return write_csv(quiz, language)
        case Format.YAML:
            return write_yaml_file(quiz)
        case _:
            assert_never(kind)
