"""Bytes of a file → text: the encodings in which Polish offices save."""

from assessments.exchange.remarks import Remarks
from assessments.typed import clean

MOST_BYTES = 5 * 1024 * 1024
_MEGABYTE = 1024 * 1024

# What says its encoding by itself; UTF-32 begins like UTF-16, but nobody saves it.
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OLD = {"cp1250": "Windows-1250", "iso-8859-2": "ISO-8859-2"}
_POLISH = frozenset("ąęśćńółżźĄĘŚĆŃÓŁŻŹ")
_OF_PRINT = frozenset("„”“’‘–—…§°«»×½²³")


def decoded(content: bytes, remarks: Remarks) -> str | None:
    """The text with new lines of one kind; None, with a fault, where it cannot be told."""
    if len(content) > MOST_BYTES:
        remarks.fault(1, "file_too_large", megabytes=MOST_BYTES // _MEGABYTE)
        return None
    text = _text_of(content, remarks)
    if text is not None and not text.strip():
        remarks.fault(1, "file_empty")
        return None
    return text if text is None else clean(text)


def _text_of(content: bytes, remarks: Remarks) -> str | None:
    mark = next((name for start, name in _MARKS if content.startswith(start)), None)
    try:
        if mark is None and b"\x00" in content:
            remarks.fault(_line_of(content, content.index(b"\x00")), "not_text")
            return None
        return content.decode(mark or "utf-8")
    except UnicodeDecodeError as broken:
        at = _line_of(content, broken.start)
        if mark is None and (old := _in_old_encoding(content)):
            name, text = old
            remarks.lose(at, "decoded_as", encoding=_OLD[name])
            return text
        remarks.fault(at, "not_text")
        return None


def _in_old_encoding(content: bytes) -> tuple[str, str] | None:
    """The more Polish of two readings, if it is Polish at all."""
    readings: list[tuple[int, str, str]] = []
    for name in _OLD:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        readings.append((_polishness(text), name, text))
    best = max(readings, key=lambda reading: reading[0], default=(0, "", ""))
    return best[1:] if best[0] > 0 else None


def _polishness(text: str) -> int:
    """Polish letters, less all other signs beyond ASCII but those of print."""
    foreign = (sign for sign in text if not sign.isascii() and sign not in _OF_PRINT)
    return sum(1 if sign in _POLISH else -2 for sign in foreign)


def _line_of(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
