"""XML → elements with their lines. No document type, no entities, no depth without end.

Python's own expat is not told to fetch anything, and a file that declares a document type, where
such attacks live, is refused as a whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from assessments.exchange.remarks import Remarks

DEEPEST = 24
MOST_ELEMENTS = 200_000


@dataclass(slots=True)
class Element:
    """An element; `text` is what stands in it before and between its children."""

    name: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: "list[Element]" = field(default_factory=list)

    def all(self, name: str) -> "Iterator[Element]":
        """The children of this name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        """The first child of this name."""
        return next(self.all(name), None)

    def value(self, name: str) -> str:
        """The words of a child, which Moodle wraps in `<text>` or not."""
        child = self.first(name)
        if child is None:
            return ""
        return (child.first("text") or child).text.strip()


def read_tree(text: str, remarks: Remarks) -> Element | None:
    """The root element; None, with a fault, where the text is no XML that we take."""
    reading = _Reading()
    try:
        reading.parser.Parse(text, True)  # noqa: FBT003 -- expat's own way to say that it is all
    except expat.ExpatError as broken:
        remarks.fault(broken.lineno, "not_xml", column=broken.offset + 1)
        return None
    except _Refused as refused:
        remarks.fault(reading.parser.CurrentLineNumber, refused.code, at_most=refused.at_most)
        return None
    return reading.root


class _Refused(Exception):
    """Well formed, and still not taken."""

    def __init__(self, code: str, at_most: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.at_most = at_most


class _Reading:
    """What expat's calls build up."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[tuple[Element, list[str]]] = []
        self._count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self.parser.StartDoctypeDeclHandler = self._declared
        self.parser.EntityDeclHandler = self._declared

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST:
            raise _Refused("too_deep", DEEPEST)
        if self._count > MOST_ELEMENTS:
            raise _Refused("too_many_elements", MOST_ELEMENTS)
        element = Element(name, self.parser.CurrentLineNumber, attributes)
        if self._open:
            self._open[-1][0].children.append(element)
        else:
            self.root = element
        self._open.append((element, []))

    def _end(self, _name: str) -> None:
        element, written = self._open.pop()
        element.text = "".join(written)

    def _letters(self, written: str) -> None:
        self._open[-1][1].append(written)

    def _declared(self, *_declaration: object) -> None:
        raise _Refused("declares_entities")
