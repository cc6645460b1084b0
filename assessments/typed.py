"""Numbers, days, times and words as people type them, in Polish and in English."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal

from content.languages import Language

LONGEST_TEXT = 20_000
"""Characters of one text; some ten pages, more than any field asks for."""

# A sign, digits (plain or grouped in threes by spaces), and a decimal comma or point.
_NUMBER = re.compile(r"([+-]?)(\d{1,15}|\d{1,3}(?: \d{3}){1,4})(?:[.,](\d{1,9}))?", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_LOCAL_DAY = re.compile(
    r"(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4})(?: ?r\.?)?", re.ASCII
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap])?(?(half)\.?m\.?)", re.ASCII
)
_NOON = 12
# What neither a person types nor PostgreSQL keeps: control characters but tab and new line,
# and halves of surrogate pairs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MARKS_AROUND = " .,;:!?\"'„”“’‘()"
_ONE_SLIP, _TWO_SLIPS = 4, 9
"""Letters from which a word may hold one slip, and two, and still be told from another word."""
_LONGEST_NEAR = 60
"""Longer answers are sentences; comparing those letter by letter would take too long."""
_LETTERS_THAT_DO_NOT_DECOMPOSE = str.maketrans({"ł": "l", "đ": "d", "ø": "o"})


def clean(text: str) -> str:
    """The text as typed, with new lines of one kind and without unprintable characters."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    """Bring a short answer into the form in which it is compared: " Łódź" is "lodz"."""
    # One letter at a time: to put thousands of accents on one letter in order takes too long.
    letters = "".join(unicodedata.normalize("NFKD", letter) for letter in text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.casefold().translate(_LETTERS_THAT_DO_NOT_DECOMPOSE).split())


def is_accepted(text: str, accepted: Mapping[Language, Iterable[str]]) -> bool:
    """Whether a typed answer is one of the variants, whatever its case, accents and marks."""
    return _compared(text) in _variants(accepted)


def is_near_miss(text: str, accepted: Mapping[Language, Iterable[str]]) -> bool:
    """Whether a typed answer is not accepted, but only by a slip of the finger or the spelling.

    A slip is a letter too many, too few, changed, or two that changed places (the distance of
    Damerau and Levenshtein): one in a word of four letters, two from nine on.
    """
    given, variants = _compared(text), _variants(accepted)
    return given not in variants and any(_is_near(given, variant) for variant in variants)


def number_in(text: str) -> Decimal | None:
    """The number that was typed: "20", "1 234,5", "−2"; None where it cannot be told."""
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    sign, whole, fraction = found.groups(default="0")
    return Decimal(f"{sign.strip('0')}{whole.replace(' ', '')}.{fraction}")


def plain_number(number: Decimal) -> str:
    """One way to write each number: "20", "0.5", "-2"."""
    return format(number.normalize() + 0, "f")


def day_in(text: str) -> date | None:
    """The day that was typed: 2026-12-06, 6.12.2026, 06/12/2026; None where there is none."""
    found = _ISO_DAY.fullmatch(text.strip()) or _LOCAL_DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def time_in(text: str) -> time | None:
    """The time that was typed: 17:30, 17.30, 9, 5.30 p.m.; None where there is none."""
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None:
        return None
    hour, half = int(found["hour"]), found["half"]
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, int(found["minute"] or 0))
    except ValueError:
        return None


def words_in(text: str) -> int:
    """Words between spaces; a dash that stands alone is none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _variants(accepted: Mapping[Language, Iterable[str]]) -> set[str]:
    return {_compared(variant) for variants in accepted.values() for variant in variants}


def _compared(text: str) -> str:
    return fold(text).strip(_MARKS_AROUND)


def _is_near(given: str, right: str) -> bool:
    allowed = (len(right) >= _ONE_SLIP) + (len(right) >= _TWO_SLIPS)
    if not allowed or len(right) > _LONGEST_NEAR or abs(len(given) - len(right)) > allowed:
        return False
    if _numbers_in(given, right):
        return False
    return _slips(given, right) <= allowed


def _numbers_in(*words: str) -> bool:
    """A digit is never a slip: 2019 is not nearly 2018."""
    return any(letter.isdecimal() for word in words for letter in word)


def _slips(given: str, right: str) -> int:
    """How many slips lie between two words; two neighbours that changed places are one."""
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(given, start=1):
        this = [row]
        for place, other in enumerate(right, start=1):
            least = min(last[place] + 1, this[-1] + 1, last[place - 1] + (letter != other))
            if row > 1 and place > 1 and letter == right[place - 2] and given[row - 2] == other:
                least = min(least, before_last[place - 2] + 1)
            this.append(least)
        before_last, last = last, this
    return last[-1]
