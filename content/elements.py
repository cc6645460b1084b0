"""What parsed Markdown becomes before it is made safe: notes, anchors, links, tables, words."""

import html
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor

from content.callouts import ANSWER, LENGTH, MINUTES, NOTE_CLASSES, Callout
from content.curriculum import Curriculum, Term
from content.languages import Language
from content.markup import PLAIN_ADDRESS
from content.phrases import SOURCES, asked_meaning, minutes

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LETTERS_THAT_DO_NOT_DECOMPOSE = str.maketrans({"ł": "l", "Ł": "L"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of a lesson: its anchor on the page, and its words."""

    id: str
    text: str


class GuideElements(Treeprocessor):
    """A page of help: ordinary links, and tables that scroll on a phone."""

    def run(self, root: Element) -> None:
        for link in _below(root, "a"):
            written = link.get("href", "")
            _point(link, written if PLAIN_ADDRESS.fullmatch(written) else None)
        _wrap_tables(root)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a lesson is a part of: a page of its own, or a booklet with others.

    Anchors begin with a name, so that they never meet an id of the page around the lesson; sections
    are headings of a level; words are explained in place, or in the booklet's own glossary; an
    exercise has a place for an answer where one can be typed.
    """

    anchor: str = "s"
    section: int = 2
    explains: bool = True
    asks: bool = True


class LessonElements(Treeprocessor):
    """A lesson. Serves one lesson only, because it remembers the sections and words it met."""

    def __init__(
        self, curriculum: Curriculum, language: Language, surroundings: Surroundings
    ) -> None:
        super().__init__()
        self.headings: list[Heading] = []
        self.terms: list[Term] = []
        self._around = surroundings
        self._anchors: set[str] = set()
        self._terms = curriculum.terms
        self._lessons = {lesson.slug for lesson in curriculum.lessons()}
        self._language = language

    def run(self, root: Element) -> None:
        for note in _below(root, "div"):
            self._name_note(note)
        for details in _below(root, "details"):
            self._name_sources(details)
        for heading in _below(root, *_HEADINGS):
            self._level_heading(heading, is_outside=heading in root[:])
        for link in _below(root, "a"):
            _point(link, self._address(link.get("href", "")))
        _wrap_tables(root)
        for lead in root[:1]:
            _set_class([lead], "lead", tags=("p",))
        self._explain_terms(root)

    def _name_note(self, note: Element) -> None:
        length = note.attrib.pop(MINUTES, "")
        for title in note[:1]:
            if title.tag in _HEADINGS and LENGTH.fullmatch(length):
                SubElement(title, "span").text = f", {minutes(int(length), self._language)}"
        if note.get("class") == NOTE_CLASSES[Callout.REMEMBER]:
            _set_class(note, "lead", tags=("p",))
        if self._around.asks and note.get("class") == NOTE_CLASSES[Callout.EXERCISE]:
            SubElement(note, "div", {"class": ANSWER})

    def _name_sources(self, details: Element) -> None:
        details[0].text = SOURCES.in_language(self._language)
        _set_class(details, "small", tags=("p", "ul", "ol"))

    def _level_heading(self, heading: Element, *, is_outside: bool) -> None:
        """Titles of notes are small, whatever their size in the file, and have no anchor."""
        is_section = is_outside and heading.tag in ("h1", "h2")
        heading.tag = f"h{self._around.section + (not is_section)}"
        if is_outside:
            words = _words(heading)
            heading.set("id", self._anchor(words))
            if is_section:
                self.headings.append(Heading(heading.attrib["id"], words))

    def _anchor(self, words: str) -> str:
        bare = unicodedata.normalize("NFKD", words.translate(_LETTERS_THAT_DO_NOT_DECOMPOSE))
        ascii_words = re.findall("[a-z0-9]+", bare.encode("ascii", "ignore").decode().lower())
        return _unique("-".join([self._around.anchor, *ascii_words]), self._anchors, joint="-")

    def _address(self, written: str) -> str | None:
        kind, _, target = written.partition(":")
        if kind == "https":
            return written
        if kind == "lesson" and target in self._lessons:
            return f"/lessons/{target}"
        if kind == "term" and target in self._terms:
            return f"#term-{target}"
        return None

    def _explain_terms(self, container: Element) -> None:
        """Each word is explained once, right after the block in which it is met first."""
        for block in container[:]:
            if block.tag == "details" or block.get("class") in NOTE_CLASSES.values():
                self._explain_terms(block)
                continue
            place = container[:].index(block) + 1
            for term in map(self._terms.__getitem__, _terms_in(block)):
                if term in self.terms:
                    continue
                self.terms.append(term)
                if self._around.explains:
                    container.insert(place, self._explanation(term))
                    place += 1

    def _explanation(self, term: Term) -> Element:
        details = Element("details", {"class": "term"})
        name = term.name.in_language(self._language)
        SubElement(details, "summary").text = asked_meaning(name, self._language)
        meaning = SubElement(details, "p", {"id": f"term-{term.slug}"})
        meaning.text = term.definition.in_language(self._language)
        return details


def _below(root: Element, *tags: str) -> list[Element]:
    return [element for element in root.iter() if element is not root and element.tag in tags]


def _words(element: Element) -> str:
    """The words as they will be read, without Markdown's marks for escaped characters."""
    return html.unescape(UnescapeTreeprocessor().unescape("".join(element.itertext())))


def _set_class(
    elements: Collection[Element] | Element, name: str, *, tags: tuple[str, ...]
) -> None:
    for element in elements:
        if element.tag in tags:
            element.set("class", name)


def _unique(name: str, taken: set[str], *, joint: str) -> str:
    """The name, with the joint and a number behind it where it was taken before."""
    unique, number = name, 1
    while unique in taken:
        number += 1
        unique = f"{name}{joint}{number}"
    taken.add(unique)
    return unique


def _point(link: Element, address: str | None) -> None:
    """Nowhere makes plain words of the link: making safe drops a span and keeps what it holds."""
    link.attrib.clear()
    if address is None:
        link.tag = "span"
    else:
        link.set("href", address)


def _terms_in(block: Element) -> Iterator[str]:
    for link in block.iter("a"):
        kind, _, slug = link.get("href", "").partition("#term-")
        if not kind and slug:
            yield slug


def _wrap_tables(root: Element) -> None:
    """A wide table scrolls by itself, also by keyboard, and is announced by its columns."""
    names: set[str] = set()
    for parent in list(root.iter()):
        for position, table in enumerate(parent[:]):
            if table.tag != "table":
                continue
            columns = [_words(cell) for cell in table.iter("th")]
            name = _unique(", ".join(filter(None, columns)) or "–", names, joint=" ")
            frame = {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": name}
            parent[position] = Element("div", frame)
            parent[position].append(table)
            _dress_cells(table)


def _dress_cells(table: Element) -> None:
    for cell in _below(table, "th", "td"):
        if cell.attrib.pop("align", None) == "right":
            cell.set("class", "num")
        if cell.tag == "th":
            cell.set("scope", "col")
