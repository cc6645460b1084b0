"""PESEL numbers, telephone numbers and e-mail addresses in a text."""

import re
from collections.abc import Iterator

from assessments.personal_data.finding import Finding, PersonalData
from assessments.registers import read_pesel

_PESEL = re.compile(r"(?<![\d-])\d{6}[ -]?\d{5}(?![\d-])", re.ASCII)

_GAP = r"[ .\u00a0-]?"
# Ranges of mobile numbers and codes of areas, as the numbering plan of UKE has them.
_MOBILE = r"(?:45|50|51|53|57|60|66|69|72|73|78|79|88)\d"
_AREA = r"(?:1[2-8]|2[2-5]|29|3[2-4]|4[1-4468]|5[24-689]|6[1-35-8]|7[14-7]|8[1-79]|9[145])"
_PHONE = re.compile(
    rf"(?<![\w.,/-])(?:(?:\+|00)48{_GAP}\d(?:{_GAP}\d){{8}}"
    rf"|\+\d{{1,3}}(?:{_GAP}\d){{8,11}}"
    rf"|{_MOBILE}{_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"|\(?0?{_AREA}\)?[ \u00a0-]\d{{3}}[ \u00a0-]\d{{2}}[ \u00a0-]\d{{2}})(?![\w/-]|[.,]\d)",
    re.ASCII,
)
_NOT_PHONE_AFTER = re.compile(
    r"[ \u00a0]*(?:zł|pln|eur|euro|tys|mln|mld|gr\b|m2|m²|km|kg|osób|%|€)", re.IGNORECASE
)
_NOT_PHONE_BEFORE = re.compile(
    r"(?:regon|nip|krs|poz\.?|art\.?|nr (?:sprawy|konta|działki|ewidencyjny)|działk\w*|konto|€)"
    r"[ :\u00a0]*(?:nr )?$",
    re.IGNORECASE,
)
_ROUND = "000"

_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
# Desks, not people.
_DESKS = re.compile(
    r"biuro|bok|info|iod|kancelaria|kontakt|mops|office|poczta|redakcja|rodo|sekretariat|um|urzad"
    r"|contact|hello|help|pomoc|szkola",
    re.IGNORECASE,
)


def pesels_in(text: str) -> Iterator[Finding]:
    """Eleven digits that begin with a day of birth and whose check digit is right."""
    for found in _PESEL.finditer(text):
        if read_pesel(found[0]):
            yield Finding(PersonalData.PESEL, found.start(), found.end())


def phones_in(text: str) -> Iterator[Finding]:
    """Numbers that ring in Poland, and any that begins with a plus; sums of money are none."""
    for found in _PHONE.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        is_sum = found[0].endswith(_ROUND) or _NOT_PHONE_AFTER.match(after)
        if not is_sum and not _NOT_PHONE_BEFORE.search(before):
            yield Finding(PersonalData.PHONE, found.start(), found.end())


def emails_in(text: str) -> Iterator[Finding]:
    """Addresses of people; those of an office as a whole are none."""
    for found in _EMAIL.finditer(text):
        if not _DESKS.fullmatch(found[1]):
            yield Finding(PersonalData.EMAIL, found.start(), found.end())
