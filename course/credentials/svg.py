"""A credential within an SVG: the first child, its JSON in CDATA (Open Badges 3.0, 5.3.2)."""

import re
from xml.parsers import expat

from course.credentials.documents import LARGEST_BYTES, BadDocument

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SVG = "http://www.w3.org/2000/svg"
_CREDENTIAL = f"{NAMESPACE} credential"
_OPENING = re.compile(r"<svg\b[^<>]*>")


def bake(drawing: str, credential: str) -> str:
    """A drawing of ours with the credential in it. Raises BadDocument where it has one already."""
    opening = _OPENING.search(drawing)
    if opening is None or "openbadges" in drawing:
        raise BadDocument("no drawing to bake into")
    head = opening.group().removesuffix(">")
    safe = credential.replace("]]>", "]]]]><![CDATA[>")
    element = f"<openbadges:credential><![CDATA[{safe}]]></openbadges:credential>"
    baked = f'{head} xmlns:openbadges="{NAMESPACE}">{element}'
    return drawing[: opening.start()] + baked + drawing[opening.end() :]


def unbake(drawing: bytes) -> bytes:
    """The credential in a drawing. Raises BadDocument for none, more than one, or a hostile file.

    Entities are refused before they unfold, and nothing outside the file is ever read.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(drawing, True)  # noqa: FBT003 -- expat names no arguments
    except (expat.ExpatError, ValueError) as wrong:
        raise BadDocument("no SVG") from wrong
    if reader.root != f"{SVG} svg" or reader.found != 1:
        raise BadDocument("not one credential")
    return "".join(reader.text).encode()


class _Reader:
    """What a drawing says of credentials, heard element by element."""

    def __init__(self) -> None:
        self.root: str | None = None
        self.found = 0
        self.text: list[str] = []
        self._size = 0
        self._inside = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._hear

    def _refuse(self, *_told: object) -> None:
        raise BadDocument("a document type")

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        if self.root is None:
            self.root = name
        elif self._inside:
            raise BadDocument("elements within the credential")
        if name == _CREDENTIAL:
            self.found, self._inside = self.found + 1, True

    def _end(self, _name: str) -> None:
        self._inside = False

    def _hear(self, text: str) -> None:
        if self._inside:
            self._size += len(text)
            if self._size > LARGEST_BYTES:
                raise BadDocument("too large")
            self.text.append(text)
