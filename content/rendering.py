"""Lessons and guides as HTML: from Markdown, made safe, with figures and icons put in.

Only a short list of elements and attributes passes. Drawings come from the repository's checked
figures and icons, and are put in afterwards at places that no written text can make.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from content.callouts import ANSWER, NOTE_ICONS, Callouts
from content.curriculum import Curriculum, Fact, Lesson, Term
from content.elements import GuideElements, Heading, LessonElements, Surroundings
from content.languages import Language, Text
from content.markup import FACT, FIGURE

_TAGS = (
    "p h1 h2 h3 h4 ul ol li strong em code a br hr blockquote div details summary figure figcaption"
    " table thead tbody tr th td"
)
_ATTRIBUTES = {
    "a": {"href"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "p": {"id"},
    "ol": {"start"},
    "div": {"aria-label"},
    "figure": {"data-figure"},
}
_ATTRIBUTE_VALUES = {
    "div": {"class": {*NOTE_ICONS, "scroll", ANSWER}, "role": {"region"}, "tabindex": {"0"}},
    "details": {"class": {"term"}},
    "p": {"class": {"lead", "small"}},
    "ul": {"class": {"small"}},
    "ol": {"class": {"small"}},
    "th": {"scope": {"col"}, "class": {"num"}},
    "td": {"class": {"num"}},
}
_SCHEMES = {"https", "mailto", "tel"}
_FIGURE_PLACE = re.compile(r'<figure data-figure="([^"]*)">')
_ANSWER_PLACE = re.compile(rf'<div class="{ANSWER}"></div>\n?')
_NOTE_PLACE = re.compile(r'<div class="(note [a-z]+)">')


@dataclass(frozen=True, slots=True)
class Rendered:
    """A lesson without its title; the words and facts that it names, in the order of use.

    `parts`: the text, cut in each exercise where its reader may answer.
    """

    parts: tuple[str, ...]
    title: str
    headings: tuple[Heading, ...]
    terms: tuple[Term, ...]
    facts: tuple[Fact, ...]

    @property
    def html(self) -> str:
        """The text as one."""
        return "".join(self.parts)

    @property
    def checked_on(self) -> date | None:
        """Since when no fact of the lesson was left unchecked: the day of its oldest check."""
        return min((fact.checked_on for fact in self.facts), default=None)


def render_lesson(lesson: Lesson, language: Language, curriculum: Curriculum) -> Rendered:
    """The lesson in one language; the work is done once for each digest."""
    return _render_once(_Order(lesson.digest, language, Surroundings(), lesson, curriculum))


def exercises_in(lesson: Lesson, curriculum: Curriculum) -> int:
    """How many exercises a lesson has, in the language that has more of them."""
    return max(len(render_lesson(lesson, one, curriculum).parts) - 1 for one in Language)


def render_in_booklet(lesson: Lesson, language: Language, curriculum: Curriculum) -> Rendered:
    """The same as a part of its module's booklet, which explains the words at its end."""
    around = Surroundings(anchor=f"l{lesson.number}", section=3, explains=False, asks=False)
    return _render_once(_Order(lesson.digest, language, around, lesson, curriculum))


@lru_cache(maxsize=64)
def render_guide(text: str) -> str:
    """A guide with its title, or any other plain Markdown of an author."""
    md = _plain_markdown()
    _register(md, GuideElements())
    return _safe(md.convert(text))


@dataclass(frozen=True, slots=True)
class _Order:
    """Two orders are the same when their digests, languages and surroundings are."""

    digest: str
    language: Language
    surroundings: Surroundings
    lesson: Lesson = field(compare=False)
    curriculum: Curriculum = field(compare=False)


@lru_cache(maxsize=512)
def _render_once(order: _Order) -> Rendered:
    language, curriculum = order.language, order.curriculum
    md = _plain_markdown()
    Callouts().extendMarkdown(md)
    facts = _Facts(curriculum.facts, language)
    md.inlinePatterns.register(facts, "fact", 170)
    md.parser.blockprocessors.register(_Figures(md.parser, curriculum.figures), "figure", 75)
    elements = LessonElements(curriculum, language, order.surroundings)
    _register(md, elements)
    html = _safe(md.convert(order.lesson.body.in_language(language)))
    html = _FIGURE_PLACE.sub(
        lambda place: "<figure>" + curriculum.figures[place[1]].in_language(language), html
    )
    html = _NOTE_PLACE.sub(lambda place: place[0] + NOTE_ICONS[place[1]], html)
    title = order.lesson.title.in_language(language)
    return Rendered(
        tuple(_ANSWER_PLACE.split(html)),
        title,
        tuple(elements.headings),
        tuple(elements.terms),
        tuple(facts.used),
    )


def _plain_markdown() -> Markdown:
    """Markdown without raw HTML, code blocks, pictures and links by reference."""
    md = Markdown(
        extensions=["tables", "sane_lists"],
        extension_configs={"tables": {"use_align_attribute": True}},
    )
    md.preprocessors.deregister("html_block")
    for name in ("code", "setextheader", "reference"):
        md.parser.blockprocessors.deregister(name)
    for name in (
        "html",
        "entity",
        "automail",
        "reference",
        "short_reference",
        "image_link",
        "image_reference",
        "short_image_ref",
    ):
        md.inlinePatterns.deregister(name)
    return md


def _register(md: Markdown, elements: Treeprocessor) -> None:
    after_inline_patterns = 15
    md.treeprocessors.register(elements, "elements", after_inline_patterns)


def _safe(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(_TAGS.split()),
        attributes=_ATTRIBUTES,
        tag_attribute_values=_ATTRIBUTE_VALUES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


class _Facts(InlineProcessor):
    """Puts the value of a fact where it is named, and remembers it."""

    def __init__(self, facts: Mapping[str, Fact], language: Language) -> None:
        super().__init__(FACT.pattern)
        self._facts = facts
        self._language = language
        self.used: list[Fact] = []

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's own name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown passes it
    ) -> tuple[str, int, int] | tuple[None, None, None]:
        fact = self._facts.get(m[1])
        if fact is None:
            return None, None, None
        if fact not in self.used:
            self.used.append(fact)
        return fact.value.in_language(self._language), m.start(0), m.end(0)


class _Figures(BlockProcessor):
    """Keeps a place for a drawing, with its caption."""

    def __init__(self, parser: BlockParser, figures: Mapping[str, Text]) -> None:
        super().__init__(parser)
        self._figures = figures

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Markdown asks so
        figure = FIGURE.fullmatch(block)
        return figure is not None and figure[2] in self._figures

    def run(self, parent: Element, blocks: list[str]) -> None:
        [(caption, slug)] = FIGURE.findall(blocks.pop(0))
        place = SubElement(parent, "figure", {"data-figure": slug})
        SubElement(place, "figcaption").text = caption
