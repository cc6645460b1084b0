"""The kinds of file that a credential travels in, told apart by how they begin."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from course.credentials import pdf, png, svg
from course.credentials.documents import BadDocument, Document, read_document


class Carrier(StrEnum):
    """What a credential came in."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"
    JSON = "json"


_UNBAKE: Mapping[Carrier, Callable[[bytes], bytes]] = {
    Carrier.PDF: pdf.unbake,
    Carrier.PNG: png.unbake,
    Carrier.SVG: svg.unbake,
    Carrier.JSON: bytes,
}


def carrier_of(content: bytes) -> Carrier | None:
    """The kind of a file, whatever it is called."""
    if content.startswith(png.SIGNATURE):
        return Carrier.PNG
    if content.startswith(b"%PDF-"):
        return Carrier.PDF
    start = content.lstrip()[:1]
    return {b"<": Carrier.SVG, b"{": Carrier.JSON}.get(start)


def credential_in(content: bytes) -> Document:
    """The document that a file carries, not checked yet. Raises BadDocument."""
    carrier = carrier_of(content)
    if carrier is None:
        raise BadDocument("no file that carries credentials")
    return read_document(_UNBAKE[carrier](content))
