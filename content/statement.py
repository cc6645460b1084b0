"""The accessibility statement: what of it authors write, and by when it must be reviewed again.

Its structure is that of the ministry's "Warunki techniczne publikacji oraz struktura dokumentu
elektronicznego deklaracji dostępności", version 2.0 of 31 July 2024 (a copy stands at
https://www.deklaracja-dostepnosci.info/dd-opis-2), made for article 12(7) of the act on digital
accessibility of 4 April 2019. What every statement says in the same words is a template; what only
we can say is a guide of the course, whose sections are these.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

PREPARED_ON = date(2026, 11, 22)
REVIEWED_ON = date(2026, 11, 27)
"""The only place that says when somebody last went through the whole statement."""

CHANGED_ON = date(2026, 11, 27)
"""When the pages last changed in a way that matters to who cannot use some of them."""

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


class Part(StrEnum):
    """What authors write: what is not accessible, what helps, the keys of our own."""

    BARRIERS = "barriers"
    HELP = "help"
    KEYS = "keys"


_HEADINGS = {
    "Niedostępne treści": Part.BARRIERS,
    "Content that is not accessible": Part.BARRIERS,
    "Skróty klawiszowe": Part.KEYS,
    "Keyboard shortcuts": Part.KEYS,
}


def parts_of(guide: str) -> Mapping[Part, str]:
    """The guide taken apart by its sections; what stands in any other section is of help."""
    parts = dict.fromkeys(Part, "")
    _, *told = _SECTION.split(guide)
    for heading, text in zip(told[::2], told[1::2], strict=True):
        parts[_HEADINGS.get(heading.strip(), Part.HELP)] += text.strip() + "\n\n"
    return parts


def review_due_on(reviewed: date) -> date:
    """The last day on which a review of this day still stands: 31 March of the next year.

    Article 11(1) of the act: "do dnia 31 marca każdego roku".
    """
    return date(reviewed.year + 1, 3, 31)
