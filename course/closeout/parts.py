"""One file of a pack: where it lies, what it is called, and how it is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessments.coverage import Course
from content.languages import Language
from course.models.base import Row
from course.sentences import N_
from course.settings import Settings


class Section(StrEnum):
    """A folder of the pack; the value is its name."""

    FIGURES = "wyniki"
    LISTS = "listy"
    CERTIFICATES = "certyfikaty"
    PROTOCOLS = "protokoly"
    RECORDS = "przebiegi"
    AGREEMENTS = "porozumienia"
    AUDIT = "audyt"


SECTION_TEXTS = {
    Section.FIGURES: N_("Figures"),
    Section.LISTS: N_("Lists"),
    Section.CERTIFICATES: N_("Certificates"),
    Section.PROTOCOLS: N_("Protocols of panels"),
    Section.RECORDS: N_("Records in four stages"),
    Section.AGREEMENTS: N_("Agreements and proofs of use"),
    Section.AUDIT: N_("Audit trail"),
}


CHUNK = 1 << 16
"""Bytes that are packed at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file to come; `content` is asked for when its turn comes."""

    section: Section
    name: str
    title: str
    content: Callable[[], Iterable[bytes]]
    about: tuple[type[Row], int] | None = None  # whose proof it is: a person, an institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which pack is asked for: of which programme, in which language, by whose right, when."""

    programme_id: int
    language: Language
    settings: Settings
    course: Course  # what is authored, for titles
    by_id: int  # the person whose eyes read the lists
    at: datetime
    with_participants: bool = False  # the funder's data, PESEL and all
