"""Numbers of Polish public registers, read forgivingly and checked."""

import re
from datetime import date
from typing import Literal

Sex = Literal["woman", "man"]

_BETWEEN = " -\t\N{NO-BREAK SPACE}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
"""What people write between digits."""

_AROUND_PHONE = _BETWEEN + "().,/"
_POLISH_PHONE_DIGITS = 9
_FOREIGN_PHONE_DIGITS = range(7, 16)
"""With the code of the country; 15 is the most that there is (ITU-T E.164)."""

_LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")

_NIP_DIGITS = 10
_NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_TERYT_DIGITS = 7
_POSTAL_DIGITS = 5
PESEL_DIGITS = 11
_PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_CENTURIES = {0: 1900, 20: 2000, 40: 2100, 60: 2200, 80: 1800}
"""What is added to the month tells the century."""
_SEX_PLACE = 9

_COUNTIES = {
    "02": (26, {61, 62, 64, 65}),
    "04": (19, {61, 62, 63, 64}),
    "06": (20, {61, 62, 63, 64}),
    "08": (12, {61, 62}),
    "10": (21, {61, 62, 63}),
    "12": (19, {61, 62, 63}),
    "14": (38, {61, 62, 63, 64, 65}),
    "16": (11, {61}),
    "18": (21, {61, 62, 63, 64}),
    "20": (14, {61, 62, 63}),
    "22": (16, {61, 62, 63, 64}),
    "24": (17, set(range(61, 80))),
    "26": (13, {61}),
    "28": (19, {61, 62}),
    "30": (31, {61, 62, 63, 64}),
    "32": (18, {61, 62, 63}),
}
"""By voivodeship: its highest number of a county, and the numbers of its cities with the rights of
a county. Source: TERC, the register of units of GUS; 314 counties and 66 cities since 2013.
"""
VOIVODESHIPS = tuple(_COUNTIES)

_ABOLISHED = {"1431"}
"""The county of Warsaw, dissolved in 2002; its number was never given again."""
_FIRST_CITY = 61
_WHOLE, _DISTRICTS = "011", "89"
"""A city is municipality 01 of the kind "urban"; its districts and branches have numbers too."""
_PARTS_OF_LAND = "12345"


def read_nip(typed: str) -> str | None:
    """The ten digits of a tax number, whatever hyphens or `PL` it was typed with; none if wrong.

    The last digit is the weighted sum of the others modulo 11; a sum of 10 is never given out.
    """
    digits = _digits(typed.strip().upper().removeprefix("PL"))
    if digits is None or len(digits) != _NIP_DIGITS:
        return None
    return digits if _weighed(_NIP_WEIGHTS, digits) % 11 == int(digits[-1]) else None


def read_teryt(typed: str) -> str | None:
    """The seven digits of a municipality's code: voivodeship, county, number, kind.

    None if it is no such code, or if its voivodeship has no such county.
    """
    digits = _digits(typed)
    if digits is None or len(digits) != _TERYT_DIGITS or digits[:2] not in _COUNTIES:
        return None
    highest, cities = _COUNTIES[digits[:2]]
    county, kind = int(digits[2:4]), digits[-1]
    if county >= _FIRST_CITY:
        is_part = digits[4:] == _WHOLE or kind in _DISTRICTS
        return digits if county in cities and is_part else None
    if not 1 <= county <= highest or digits[:4] in _ABOLISHED or digits[4:6] == "00":
        return None
    return digits if kind in _PARTS_OF_LAND else None


def read_postal_code(typed: str) -> str | None:
    """A postal code as 38-400, typed with its hyphen or without."""
    digits = _digits(typed)
    if digits is None or len(digits) != _POSTAL_DIGITS:
        return None
    return f"{digits[:2]}-{digits[2:]}"


def read_phone(typed: str) -> str | None:
    """A telephone number as +48 134 328 211, or with another country's code; none if it is none.

    Without a code of a country it is a Polish one, of nine digits.
    """
    number = "".join(sign for sign in typed if sign not in _AROUND_PHONE)
    if number.startswith("00"):
        number = f"+{number.removeprefix('00')}"
    digits = number.removeprefix("+")
    if not digits.isascii() or not digits.isdecimal():
        return None
    if not number.startswith("+"):
        digits = f"48{digits}" if len(digits) == _POLISH_PHONE_DIGITS else digits
    if digits.startswith("48"):
        own = digits.removeprefix("48")
        grouped = " ".join(own[place : place + 3] for place in (0, 3, 6))
        return f"+48 {grouped}" if len(own) == _POLISH_PHONE_DIGITS else None
    is_abroad = number.startswith("+") and len(digits) in _FOREIGN_PHONE_DIGITS
    return f"+{digits}" if is_abroad else None


def read_email(typed: str) -> str | None:
    """An address in small letters; none if it is no whole address."""
    email = typed.strip().lower()
    return email if len(email) <= _LONGEST_EMAIL and _EMAIL.fullmatch(email) else None


def read_pesel(typed: str) -> str | None:
    """The eleven digits of a PESEL; none if its day or its last digit cannot be right.

    As the act on the register of residents describes it (art. 15 of the act of 2010).
    """
    digits = _digits(typed)
    if digits is None or len(digits) != PESEL_DIGITS or _born_on(digits) is None:
        return None
    return digits if -_weighed(_PESEL_WEIGHTS, digits) % 10 == int(digits[-1]) else None


def pesel_born_on(pesel: str) -> date:
    """The day of birth that a number read by `read_pesel` begins with."""
    born_on = _born_on(pesel)
    if born_on is None:
        raise ValueError
    return born_on


def pesel_sex(pesel: str) -> Sex:
    """The sex that the tenth digit tells."""
    return "man" if int(pesel[_SEX_PLACE]) % 2 else "woman"


def _born_on(digits: str) -> date | None:
    year, month, day = (int(digits[place : place + 2]) for place in (0, 2, 4))
    try:
        return date(_CENTURIES[month // 20 * 20] + year, month % 20, day)
    except ValueError:
        return None


def _weighed(weights: tuple[int, ...], digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))


def _digits(typed: str) -> str | None:
    joined = "".join(sign for sign in typed if sign not in _BETWEEN)
    return joined if joined.isascii() and joined.isdecimal() else None
