"""A figure is drawn in SVG and stands inside the page, so it may hold shapes and words only."""

from xml.parsers import expat

from content.faults import Place

_ELEMENTS = "svg g title desc rect circle ellipse line polyline polygon path text tspan"
_ATTRIBUTES = (
    "xmlns viewBox class id role aria-labelledby aria-hidden transform"
    " x y x1 y1 x2 y2 dx dy cx cy r rx ry d points width height text-anchor opacity"
    " fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin"
)


def check_figure(slug: str, svg: str, start: Place) -> None:
    """Name all that a page must not run or load, and what a screen reader would miss."""
    _Figure(slug, start).read(svg)


class _Figure:
    """Walks through one drawing."""

    def __init__(self, slug: str, start: Place) -> None:
        self._slug = slug
        self._start = start
        self._ids: set[str] = set()
        self._root: dict[str, str] | None = None
        self._said: dict[str, str] = {}
        self._inside = ""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._element
        self._parser.CharacterDataHandler = self._words
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._declaration
        self._parser.ProcessingInstructionHandler = self._declaration

    def read(self, svg: str) -> None:
        try:
            self._parser.Parse(svg, True)  # noqa: FBT003 - expat takes it by position only
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            self._start.at(error.lineno).fault(f"not SVG: {reason}")
            return
        self._check_whole()

    def _fault(self, reason: str) -> None:
        self._start.at(self._parser.CurrentLineNumber).fault(reason)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if self._root is None:
            self._root = attributes
        if name not in _ELEMENTS.split():
            self._fault(f"<{name}> is not allowed in a figure")
        for attribute in attributes.keys() - set(_ATTRIBUTES.split()):
            self._fault(f'attribute "{attribute}" is not allowed in a figure')
        if "id" in attributes:
            self._check_id(attributes["id"])
        self._inside = name

    def _check_id(self, name: str) -> None:
        if not name.startswith(f"{self._slug}-"):
            self._fault(f'id "{name}" must begin with "{self._slug}-"')
        if name in self._ids:
            self._fault(f'id "{name}" is here twice')
        self._ids.add(name)

    def _words(self, words: str) -> None:
        self._said[self._inside] = self._said.get(self._inside, "") + words.strip()

    def _declaration(self, *_: object) -> None:
        self._fault("a figure begins with <svg>, without any declaration")

    def _check_whole(self) -> None:
        root = self._root or {}
        for name, value in (("class", "fig"), ("role", "img")):
            if root.get(name) != value:
                self._start.fault(f'<svg> needs {name}="{value}"')
        if "viewBox" not in root:
            self._start.fault("<svg> needs a viewBox")
        for name in ("title", "desc"):
            if not self._said.get(name):
                self._start.fault(f"a figure needs <{name}> with text")
        named = set(root.get("aria-labelledby", "").split())
        if not named or not named <= self._ids:
            self._start.fault("<svg> needs aria-labelledby with the ids of its title and desc")
