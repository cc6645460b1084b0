"""Certificates: two sides of A4, in Polish or in English.

What a certificate says is in its facts, which never change. Where the words are many they are set
smaller, step by step, until each side holds them; what fits at no size goes on overleaf.
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.languages import Language
from course.clock import local_day
from course.codes import grouped
from course.language import voice
from course.models import Certificate
from course.papers.qr import qr_code
from course.papers.typesetting import Attached, Document, set_page, written
from course.templating import paper_environment

SIZES = ("roomy", "close", "dense", "densest")
CREDENTIAL = "credential.json"
LONG_NAME = 24
"""Letters; a name that has more is written smaller."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture at the foot, with the words for who does not see it."""

    name: str
    media_type: str
    content: bytes

    @property
    def address(self) -> str:
        """The picture itself as an address, so that nothing is fetched."""
        return f"data:{self.media_type};base64,{b64encode(self.content).decode()}"


def certificate_pdf(
    certificate: Certificate, language: Language, *, verify_at: str, marks: Sequence[Mark] = ()
) -> bytes:
    """The paper of a certificate in one language, with its credential attached if it has one.

    `verify_at` is the address of the verification page without the code. Raises PapersUnavailable.
    """
    return written(_fitted(certificate, language, verify_at, marks), _attached(certificate))


def certificates_in_one(
    certificates: Sequence[tuple[Certificate, Sequence[Mark]]],
    language: Language,
    *,
    verify_at: str,
) -> bytes:
    """Several papers as one file to print: the front and the back of each, in their order.

    Raises PapersUnavailable.
    """
    sheets = [_fitted(one, language, verify_at, marks) for one, marks in certificates]
    return written(sheets[0].copy([page for sheet in sheets for page in sheet.pages]))


def _fitted(
    certificate: Certificate, language: Language, verify_at: str, marks: Sequence[Mark]
) -> Document:
    """Both sides at the largest sizes at which each takes one page."""
    template = paper_environment(language).get_template("papers/certificate.html")
    words = _words(certificate, language, verify_at)
    front = back = 0
    while True:
        sheet = set_page(template.render(words, marks=marks, front=SIZES[front], back=SIZES[back]))
        of_front, of_back = _pages(sheet)
        smaller = (
            front + (of_front > 1 and front + 1 < len(SIZES)),
            back + (of_back > 1 and back + 1 < len(SIZES)),
        )
        if smaller == (front, back):
            return sheet
        front, back = smaller


def _pages(sheet: Document) -> tuple[int, int]:
    """How many pages each side takes."""
    overleaf = next(place for place, page in enumerate(sheet.pages) if "back" in page.anchors)
    return overleaf, len(sheet.pages) - overleaf


def _attached(certificate: Certificate) -> Sequence[Attached]:
    """The signed credential, if the certificate has one."""
    if certificate.credential is None:
        return ()
    said = json.dumps(certificate.credential, ensure_ascii=False, indent=2).encode()
    return (Attached(CREDENTIAL, said, "Open Badges 3.0", certificate.issued_at),)


def _words(certificate: Certificate, language: Language, verify_at: str) -> Mapping[str, Any]:
    """What the template fills in."""
    facts, say = certificate.facts, voice(language).gettext
    code = grouped(certificate.code)
    minutes, outcomes = facts["minutes"], facts["outcomes"]
    return {
        "certificate": certificate,
        "facts": facts,
        "panel": (panel := facts.get("panel")),
        "panel_on": date.fromisoformat(panel["on"]) if panel else None,
        "supersedes": facts.get("supersedes"),
        "issued_on": local_day(certificate.issued_at),
        "starts_on": date.fromisoformat(facts["cohort"]["starts_on"]),
        "ends_on": date.fromisoformat(facts["cohort"]["ends_on"]),
        "long": len(certificate.holder_name) > LONG_NAME,
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
