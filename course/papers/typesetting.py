"""A page → PDF for archives: PDF/A-3b, everything embedded, tagged so that it can be read aloud."""

from collections.abc import Sequence
from ctypes import CDLL
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from course.errors import PapersUnavailable
from course.templating import TEMPLATES

PAPERS = TEMPLATES / "papers"
VARIANT = "pdf/a-3b"
"""The part of the standard that lets a file of any kind be attached."""

Document = Any
"""A page set by WeasyPrint, which publishes no types."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF, with what it is to it: the same said for machines."""

    name: str
    content: bytes
    description: str
    made_at: datetime


def pdf_of(html: str) -> bytes:
    """A page as PDF; its addresses start at the folder of papers. Raises PapersUnavailable."""
    return written(set_page(html))


def set_page(html: str) -> Document:
    """A page with its lines broken and its sheets filled, before it is drawn.

    Pictures come with the page as `data:`. Raises PapersUnavailable.
    """
    weasyprint = _needed()
    own = weasyprint.urls.URLFetcher(allowed_protocols={"file", "data"}, fail_on_errors=True)
    return weasyprint.HTML(string=html, base_url=f"{PAPERS}/", url_fetcher=own).render(
        pdf_variant=VARIANT, pdf_tags=True
    )


def written(document: Document, attached: Sequence[Attached] = ()) -> bytes:
    """What was set, drawn into a file."""
    attachments = [
        _needed().Attachment(
            string=one.content,
            name=one.name,
            description=one.description,
            created=one.made_at,
            modified=one.made_at,
            relationship="Data",
        )
        for one in attached
    ]
    document.metadata.attachments = [*(document.metadata.attachments or ()), *attachments]
    drawn: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_tags=True, finisher=_name_once)
    return drawn


def _name_once(_document: Document, pdf: Any) -> None:  # noqa: ANN401 -- pydyf publishes no types
    """WeasyPrint lists each file of a PDF/A twice among those that belong to it."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


@cache
def typesetter() -> ModuleType | None:
    """WeasyPrint, or nothing where Pango is missing.

    Loaded with the first paper: each server would start a second later and hold 25 MB more.
    """
    try:
        return import_module("weasyprint")
    except OSError:  # ImportError would be our own fault
        return None


@cache
def has_pango() -> bool:
    """Whether papers can be made here, asked without loading all that makes them."""
    for name in ("libpango-1.0.so.0", "libpango-1.0-0", "pango-1.0", "libpango-1.0.dylib"):
        try:
            CDLL(name)
        except OSError:
            continue
        return True
    return False


def _needed() -> ModuleType:
    weasyprint = typesetter()
    if weasyprint is None:
        raise PapersUnavailable
    return weasyprint
