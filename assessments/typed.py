"""Numbers, days and words as people type them, in Polish and in English."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

LONGEST_TEXT = 20_000
"""Characters of one text; some ten pages, more than any field asks for."""

# A sign, digits (plain or grouped in threes by spaces), and a decimal comma or point.
_NUMBER = re.compile(r"([+-]?)(\d{1,15}|\d{1,3}(?: \d{3}){1,4})(?:[.,](\d{1,9}))?", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_LOCAL_DAY = re.compile(
    r"(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4})(?: ?r\.?)?", re.ASCII
)
# What neither a person types nor PostgreSQL keeps: control characters but tab and new line,
# and halves of surrogate pairs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LETTERS_THAT_DO_NOT_DECOMPOSE = str.maketrans({"ł": "l", "đ": "d", "ø": "o"})


def clean(text: str) -> str:
    """The text as typed, with new lines of one kind and without unprintable characters."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    """Bring a short answer into the form in which it is compared: " Łódź" is "lodz"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = unicodedata.normalize("NFD", folded).translate(_LETTERS_THAT_DO_NOT_DECOMPOSE)
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


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


def words_in(text: str) -> int:
    """Words between spaces; a dash that stands alone is none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())
