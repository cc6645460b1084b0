"""How a lesson is written: what it uses, and what is wrong in it, line by line.

The renderer leaves out in silence whatever it does not know; here each such thing is found and
named before anybody can read the lesson.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.callouts import LENGTH, Callout
from content.faults import unknown

Problem = tuple[int, str]
"""A line, counted from 1, and what is wrong there."""

FACT = re.compile(r"\[\[fact:([a-z0-9-]+)\]\]")
FIGURE = re.compile(r"!\[([^\n]+)\]\(figure:([a-z0-9-]+)\)\s*")
"""A figure, which is a paragraph of its own: caption and slug."""

_TITLE = re.compile(r"# +(\S.*?)\s*")
_LINK = re.compile(r"\]\(([^)\n]*)\)")
_NAME = re.compile(r"(term|lesson):([a-z0-9/-]+)")
_ADDRESS = re.compile(r"https://[^\s/]\S*")
PLAIN_ADDRESS = re.compile(r"(?:https://|/(?!/)|mailto:|tel:)\S+|/")
"""Where a page of help may lead."""
_PICTURE = re.compile(r"!\[[^\]]*\]\((?!figure:)")
_DOUBLE_BRACKETS = re.compile(r"\[\[[^\]\n]*\]\]")
_RAW_HTML = re.compile(r"<(?!https://)[A-Za-z/!?][^>\n]*>?")
_PARAGRAPH = re.compile(r"^(?:(?!/{3})\S.*(?:\n|\Z))+", re.MULTILINE)
_NOT_A_LEAD = re.compile(r"#|/{3}|!\[|\||>|[-*+] |[0-9]+[.)] ")
_HEADING = re.compile(r"^(#+)(.*)$", re.MULTILINE)
_SLASHES = re.compile(r"^[ ]*/{3}(.*)$", re.MULTILINE)
_OPENING = re.compile(r" +([\w-]+)(?: *\| *(.*?))? *")
_CALLOUT_TITLE = re.compile(r"\s*^### \S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Use:
    """A term, fact, figure or lesson that is named and must exist."""

    kind: str
    slug: str
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """A lesson file taken apart."""

    title: str
    body: str
    uses: tuple[Use, ...]
    problems: tuple[Problem, ...]


NOTHING_WRITTEN = Written("", "", (), ())


def take_apart(text: str) -> Written:
    """The title, the body, and everything that has to be checked in them."""
    first, _, body = text.partition("\n")
    title = _TITLE.fullmatch(first)
    return Written(
        title=title[1] if title else "",
        body=body.strip("\n"),
        uses=tuple(_uses(text)),
        problems=(
            *_wrong_start(text),
            *_wrong_headings(text),
            *_wrong_callouts(text),
            *_wrong_links(text),
            *_wrong_facts(text),
            *_wrong_figures(text),
            *_raw_html(text),
        ),
    )


def problems_of_guide(text: str) -> Iterator[Problem]:
    """What is wrong in a page of help: plain Markdown with a title and ordinary links."""
    yield from _wrong_title(text)
    yield from _raw_html(text)
    for found in _LINK.finditer(text):
        if not PLAIN_ADDRESS.fullmatch(found[1]):
            yield (
                _line(text, found.start()),
                f'link "{found[1]}": write https://…, mailto:…, tel:… or /page',
            )


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _uses(text: str) -> Iterator[Use]:
    for found in _LINK.finditer(text):
        if name := _NAME.fullmatch(found[1]):
            yield Use(name[1], name[2], _line(text, found.start()))
    for found in FACT.finditer(text):
        yield Use("fact", found[1], _line(text, found.start()))
    for paragraph in _PARAGRAPH.finditer(text):
        if figure := FIGURE.fullmatch(paragraph[0]):
            yield Use("figure", figure[2], _line(text, paragraph.start()))


def _wrong_title(text: str) -> Iterator[Problem]:
    if not _TITLE.fullmatch(text.partition("\n")[0]):
        yield 1, 'the first line must be "# Title"'


def _wrong_start(text: str) -> Iterator[Problem]:
    yield from _wrong_title(text)
    body = text.partition("\n")[2].strip()
    if not body:
        yield 1, "nothing is written under the title"
    elif _NOT_A_LEAD.match(body):
        yield _line(text, text.index(body)), "begin with a paragraph: what this lesson is about"


def _wrong_headings(text: str) -> Iterator[Problem]:
    for found in _HEADING.finditer(text, text.find("\n") + 1 or len(text)):
        if found[1] not in ("##", "###") or not found[2].startswith(" ") or not found[2].strip():
            yield _line(text, found.start()), 'headings are written "## Section" or "### Smaller"'


def _wrong_callouts(text: str) -> Iterator[Problem]:
    opened: int | None = None
    for found in _SLASHES.finditer(text):
        line = _line(text, found.start())
        if not found[1].strip():
            if opened is None:
                yield line, "/// closes a call-out, but none is open"
            opened = None
            continue
        if opened is not None:
            yield opened, "the call-out is not closed with ///"
        opened = line
        yield from ((line, reason) for reason in _wrong_opening(found, text))
    if opened is not None:
        yield opened, "the call-out is not closed with ///"


def _wrong_opening(found: re.Match[str], text: str) -> Iterator[str]:
    opening = _OPENING.fullmatch(found[1])
    if opening is None or found[0].startswith(" "):
        yield "a call-out is opened with /// and its kind, such as /// case"
        return
    kind, argument = opening.groups(default="")
    if kind not in set(Callout):
        yield unknown("call-out", kind, Callout)
    elif kind == Callout.EXERCISE and not LENGTH.fullmatch(argument):
        yield "an exercise says its minutes: /// exercise | 20"
    elif kind != Callout.EXERCISE and argument:
        yield f"/// {kind} takes nothing after |"
    if kind != Callout.SOURCES and not _CALLOUT_TITLE.match(text, found.end()):
        yield "a call-out begins with its title: ### Title"


def _wrong_links(text: str) -> Iterator[Problem]:
    for found in _LINK.finditer(text):
        target = found[1]
        is_right = _ADDRESS.fullmatch(target) or _NAME.fullmatch(target)
        if not is_right and not target.startswith("figure:"):
            line = _line(text, found.start())
            yield line, f'link "{target}": write https://…, lesson:m1/1-name or term:name'


def _wrong_facts(text: str) -> Iterator[Problem]:
    for found in _DOUBLE_BRACKETS.finditer(text):
        if not FACT.fullmatch(found[0]):
            yield _line(text, found.start()), f"{found[0]}: write [[fact:name]]"


def _wrong_figures(text: str) -> Iterator[Problem]:
    for found in _PICTURE.finditer(text):
        yield _line(text, found.start()), "pictures are figures: ![Caption](figure:name)"
    met: set[str] = set()
    for paragraph in _PARAGRAPH.finditer(text):
        line = _line(text, paragraph.start())
        figure = FIGURE.fullmatch(paragraph[0])
        if figure is None and "](figure:" in paragraph[0]:
            yield line, "a figure is a paragraph of its own: ![Caption](figure:name)"
        elif figure and figure[2] in met:
            yield line, f'figure "{figure[2]}" is here twice'
        elif figure:
            met.add(figure[2])


def _raw_html(text: str) -> Iterator[Problem]:
    for found in _RAW_HTML.finditer(text):
        yield _line(text, found.start()), f"HTML is not allowed: {found[0]}"
