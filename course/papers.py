"""Certificates as PDF: two sides of A4, set by WeasyPrint with whole fonts of our own.

The text library that it needs (Pango) comes with the system; where it is missing, the service runs
and says that papers are unavailable. What a paper says is in the certificate's facts, which never
change; nothing is asked from the network or read from outside these folders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import segno

from content.languages import Language
from course.clock import local_day
from course.codes import grouped
from course.errors import PapersUnavailable
from course.language import voice
from course.models import Certificate
from course.templating import TEMPLATES, paper_environment

PAPERS = TEMPLATES / "papers"
VARIANT = "pdf/a-3a"
"""For archives: everything embedded, and a structure that is read aloud in its order."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A drawing of dark squares in one path; `size` is the side of the whole in squares."""

    size: int
    path: str


def certificate_pdf(certificate: Certificate, language: Language, *, verify_at: str) -> bytes:
    """The paper of a certificate in one language.

    `verify_at` is the address of the verification page without the code. Raises PapersUnavailable.
    """
    template = paper_environment(language).get_template("papers/certificate.html")
    return pdf_of(template.render(_words(certificate, language, verify_at)))


def pdf_of(html: str) -> bytes:
    """A page as PDF; its addresses start at the folder of papers. Raises PapersUnavailable."""
    weasyprint = typesetter()
    if weasyprint is None:
        raise PapersUnavailable
    own_files = weasyprint.urls.URLFetcher(allowed_protocols={"file"}, fail_on_errors=True)
    page = weasyprint.HTML(string=html, base_url=f"{PAPERS}/", url_fetcher=own_files)
    written: bytes = page.write_pdf(pdf_variant=VARIANT)
    return written


@cache
def typesetter() -> ModuleType | None:
    """WeasyPrint, or nothing where Pango is missing.

    Loaded with the first paper: each server would start a second later and hold 25 MB more.
    """
    try:
        return import_module("weasyprint")
    except OSError:  # ImportError would be our own fault
        return None


def qr_code(address: str) -> QrCode:
    """An address as a QR code that survives a stain: a quarter of it may be lost."""
    code = segno.make(address, error="q", micro=False)
    rows = [
        f"M{column} {row}h{length}v1h-{length}z"
        for row, line in enumerate(code.matrix)
        for column, length in _runs(line)
    ]
    return QrCode(size=len(code.matrix), path="".join(rows))


def _runs(line: Sequence[int]) -> list[tuple[int, int]]:
    """Where the dark parts of a line begin, and how long they are."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(line):
        if dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((column, 1))
    return runs


def _words(certificate: Certificate, language: Language, verify_at: str) -> Mapping[str, Any]:
    """What the template fills in."""
    facts, say = certificate.facts, voice(language).gettext
    code = grouped(certificate.code)
    minutes, outcomes = facts["minutes"], facts["outcomes"]
    return {
        "certificate": certificate,
        "facts": facts,
        "issued_on": local_day(certificate.issued_at),
        "starts_on": date.fromisoformat(facts["cohort"]["starts_on"]),
        "ends_on": date.fromisoformat(facts["cohort"]["ends_on"]),
        "outcomes": [
            (name, [line[language] for line in outcomes[group]])
            for group, name in (
                ("knowledge", say("Knowledge")),
                ("skills", say("Skills")),
                ("social", say("Social competences")),
            )
        ],
        "hours": [
            (say("Study"), minutes["study"]),
            (say("Workshops"), minutes["workshops"]),
            (say("Field practice"), minutes["practice"]),
        ],
        "total_minutes": sum(minutes.values()),
        "code": code,
        "code_lines": code.split(" "),
        "verify_at": verify_at.partition("://")[2] or verify_at,
        "qr": qr_code(f"{verify_at}/{certificate.code}"),
    }
