"""Papers of certificates: set, kept once, and found again. For doors and the worker."""

from collections.abc import Callable, Sequence
from datetime import datetime

from content.languages import Language
from course.actions.papers import keep_paper
from course.database import reading, writing
from course.models import Certificate, Person
from course.papers import Mark, certificate_pdf, certificates_in_one
from course.papers.signing import signed
from course.settings import Settings
from course.settings_here import address_of
from course.uploads import open_stored, store_own

PDF = "application/pdf"


def print_paper(
    certificate_id: int,
    language: Language,
    *,
    settings: Settings,
    by: Person | None,
    clock: Callable[[], datetime],
) -> str:
    """Make the paper outside the write, and keep it: where it is kept, as `stored_as`.

    Of two made at once the first stays. Raises PapersUnavailable, FilesFull and FilesAway.
    """
    certificate = reading().get_one(Certificate, certificate_id)
    content = certificate_pdf(
        certificate, language, verify_at=_verify_at(), marks=marks_at_foot(certificate, settings)
    )
    if settings.signing is not None:
        content = signed(content, settings.signing)
    stored = store_own(content, name="certificate.pdf", media_type=PDF, folder=settings.files)
    with writing() as session:
        kept = keep_paper(
            session,
            session.get_one(Certificate, certificate_id),
            language,
            sha256=stored.sha256,
            stored_as=stored.stored_as,
            by=by,
            at=clock(),
        )
        return kept.stored_as or stored.stored_as


def print_all(
    certificates: Sequence[Certificate], language: Language, *, settings: Settings
) -> bytes:
    """Several certificates as one file for the printer; nothing of it is kept."""
    sheets = [(one, marks_at_foot(one, settings)) for one in certificates]
    return certificates_in_one(sheets, language, verify_at=_verify_at())


def marks_at_foot(certificate: Certificate, settings: Settings) -> Sequence[Mark]:
    """The marks that were the programme’s when the certificate was issued."""
    return [
        Mark(mark["name"], mark["media_type"], _content(mark["stored_as"], settings))
        for mark in certificate.facts.get("marks", ())
    ]


def _content(stored_as: str, settings: Settings) -> bytes:
    with open_stored(stored_as, folder=settings.files) as file:
        return file.read()


def _verify_at() -> str:
    return address_of("certificates.verify_form")
