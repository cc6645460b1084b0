"""Where somebody lives: a name beside an address, or a home that is said to be one."""

import re
from collections.abc import Iterator

from assessments.personal_data.finding import Finding, PersonalData
from assessments.personal_data.first_names import is_first_name

_NEAR = 90
"""Characters between a name and an address that still belong together."""

_S = "[ \u00a0]+"
_BIG = "A-ZĄĆĘŁŃÓŚŹŻ"
_CAPITAL = rf"[{_BIG}][\w’'-]+"
_KIND = r"ul\.|ulic[aąęy]\b|al\.|alej[aąęieu]\w*|os\.|osiedl[aeu]\w*|pl\.|plac(?:u|em)?\b"
_STREET = rf"\b(?i:{_KIND})[ \u00a0]*"
_STREET_NAME = rf"(?:\d{{1,2}}{_S})?{_CAPITAL}(?:{_S}(?:{_CAPITAL}|I{{1,3}}|[{_BIG}]\.)){{0,3}}"
# A number of a house ends a phrase, unless a flat follows: "30 lat" and "5–9" are something else.
_FLAT = rf"(?:[ ]?/[ ]?\d{{1,3}}|{_S}m\.?[ ]?\d{{1,3}})(?!\d)"
_ENDS = r"(?=[ \u00a0]?(?:[,;:)”\"\n]|\.(?!\d)|$|(?:jest|nie|ma|mieszka\w*|gdzie|is|has)\b))"
_HOUSE = rf"(?:nr{_S}|no\.{_S})?\d{{1,3}}[a-zA-Z]?(?:{_FLAT}|{_ENDS})"
# "Uchwała 5/24" is a paper with its number and year.
_PAPER = r"Uchwał|Zarządzeni|Decyzj|Pism|Wnios"
_ENGLISH_STREET = "(?:Street|Road|Avenue|St\\.)"

_ADDRESS = re.compile(
    rf"{_STREET}{_STREET_NAME}{_S}{_HOUSE}"
    rf"|\b(?!{_PAPER}){_STREET_NAME}{_S}\d{{1,3}}[a-zA-Z]?{_FLAT}"
    rf"|\b\d{{1,3}}[a-z]? {_CAPITAL} {_ENGLISH_STREET}"
    rf"|\b{_CAPITAL} {_ENGLISH_STREET},? {_HOUSE}"
)
_LIVES = r"\b(?i:zamieszk\w+|mieszka(?:ją|m|my|ł\w*)?|lives?|living|lived)"
_LIVES_AT = re.compile(
    rf"{_LIVES}(?:{_S}tu)?{_S}(?:przy|na|w|at|in|on){_S}"
    rf"(?:{_STREET}|bloku{_S}|block{_S})?(?:{_STREET_NAME}{_S})?{_HOUSE}"
    rf"|{_LIVES}(?:{_S}tu)?[:,]?{_S}{_STREET}{_STREET_NAME}{_S}{_HOUSE}"
    rf"|{_LIVES}{_S}pod{_S}(?:numerem{_S})?{_HOUSE}"
)
_LIVES_BY = re.compile(rf"{_LIVES}(?:{_S}tu)?{_S}(?:przy|at|on){_S}(?:{_STREET})?{_STREET_NAME}")

# Streets and schools bear names too: whoever is meant there lives no more.
_NOT_A_PERSON = re.compile(
    rf"{_STREET}{_STREET_NAME}|\b(?:im\.|imienia){_S}{_STREET_NAME}|\b{_CAPITAL} {_ENGLISH_STREET}"
)
_TITLED = re.compile(
    rf"\b(?i:pan|pana|panu|panem|pani|panią|państw\w*|p\.|mrs?\.?|ms\.?){_S}{_CAPITAL}"
)
_TWO_CAPITALS = re.compile(rf"\b(?=({_CAPITAL}){_S}{_CAPITAL})")

_HOUSE_NUMBER = re.compile(
    r"(?<![\w.-])(?:nr[ \u00a0]*)?\d{1,3}[a-zA-Z]?(?:[ ]?/[ ]?\d{1,3}[a-zA-Z]?)?"
    r"(?:[ ]?m\.?[ ]?\d{1,3})?(?![\w-])"
)
# "3 Maja" is a street, "1000-lecia" and "30 lat" are no doors.
_NOT_A_HOUSE = re.compile(
    r"[ \u00a0]*(?:[.-]?[ \u00a0]*(?:stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia"
    r"|września|października|listopada|grudnia|pułku|dywizji|lecia|tys|osób|lat|pięt\w*|min\w*|metr\w*)"
    r"|th\b|st\b|nd\b|rd\b)",
    re.IGNORECASE,
)


def homes_in(text: str) -> Iterator[Finding]:
    """Addresses near a person's name in the same paragraph, and homes with their number."""
    yield from _found(_LIVES_AT, text)
    people = list(_people_in(text))
    for pattern in (_ADDRESS, _LIVES_BY):
        for address in _found(pattern, text):
            if any(_are_near(text, address, person) for person in people):
                yield address


def house_number_in(place: str) -> Finding | None:
    """The number of a house in a line that should name a street or an area."""
    for found in _HOUSE_NUMBER.finditer(place):
        if not _NOT_A_HOUSE.match(place[found.end() :]):
            return Finding(PersonalData.HOUSE_NUMBER, found.start(), found.end())
    return None


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Finding]:
    for found in pattern.finditer(text):
        yield Finding(PersonalData.ADDRESS, found.start(), found.end())


def _people_in(text: str) -> Iterator[Finding]:
    others = list(_found(_NOT_A_PERSON, text))
    for pattern in (_TITLED, _TWO_CAPITALS):
        for found in pattern.finditer(text):
            end = max(found.end(), found.end(1) if pattern is _TWO_CAPITALS else 0)
            person = Finding(PersonalData.ADDRESS, found.start(), end)
            is_named = pattern is _TITLED or is_first_name(found[1])
            if is_named and not any(person.overlaps(other) for other in others):
                yield person


def _are_near(text: str, one: Finding, other: Finding) -> bool:
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return len(between) <= _NEAR and "\n\n" not in between
