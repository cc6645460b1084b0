"""Moodle's HTML ⇄ plain words, in one language or in two (its `multilang` filter).

A scanner in one pass: no pattern here can be made to go back.
"""

import html
import re
from dataclasses import dataclass, field

from assessments.typed import clean
from content.languages import Language, Text

SEPARATOR = "\ufdd0"
"""What a horizontal rule becomes: Unicode keeps it out of texts."""

_LANGUAGE = re.compile(r"""lang=["']?([A-Za-z]{2})""")
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]{0,20})")
_NEW_LINES = {"br"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
_SILENT = {"span", "tbody", "thead", "html", "body", "font"}
_MEDIA = {"img", "audio", "video", "object", "iframe", "embed", "svg", "math", "source"}
_LONGEST_TAG = 300


@dataclass(slots=True)
class Words:
    """Plain words by language, and what of the HTML they do not show."""

    pl: str
    en: str
    two_languages: bool = False
    lost: set[str] = field(default_factory=set)


def read_html(written: str) -> Words:
    """Plain words; what stands outside the spans of languages belongs to both."""
    scanner = _Scanner()
    scanner.scan(written.replace(SEPARATOR, ""))
    return scanner.words()


def read_plain(written: str) -> Words:
    """Words as they stand, unless Moodle's spans of languages are in them."""
    if "multilang" in written:
        return read_html(written)
    return Words(written.strip(), written.strip())


def write_html(text: Text) -> str:
    """Words as HTML, in spans of languages where these differ."""
    if text.pl == text.en:
        return escaped(text.pl)
    return span(text.pl, Language.PL) + span(text.en, Language.EN)


def write_plain(text: Text) -> str:
    """For the places where Moodle expects no HTML; spans of languages are read there too."""
    return text.pl if text.pl == text.en and "multilang" not in text.pl else _spans(text)


def span(words: str, language: Language) -> str:
    """Words that Moodle's filter shows in one language only."""
    return f'<span lang="{language}" class="multilang">{escaped(words)}</span>'


def escaped(words: str) -> str:
    """Words as HTML; a brace could begin a gap."""
    return html.escape(words, quote=False).replace("{", "&#123;").replace("\n", "<br>")


def unescaped(written: str) -> str:
    """HTML's entities as letters; a number without end is no letter."""
    try:
        return html.unescape(written)
    except (ValueError, OverflowError):
        return written


def _spans(text: Text) -> str:
    return span(text.pl, Language.PL) + span(text.en, Language.EN)


class _Scanner:
    def __init__(self) -> None:
        self._found: dict[Language, list[str]] = {language: [] for language in Language}
        self._spans: list[str] = []
        self._spoken: set[str] = set()
        self._lost: set[str] = set()
        self._starts_line = True

    def scan(self, written: str) -> None:
        """Text and tags in turn. A `<` that opens nothing is a letter."""
        at, has_end = 0, True
        while at < len(written):
            start = written.find("<", at)
            if start < 0 or not has_end:
                break
            self._say(written[at:start])
            after = written[start + 1 : start + 2]
            is_comment = written.startswith("<!--", start)
            if not (is_comment or after.isalpha() or after == "/"):
                self._say_letters("<")
                at = start + 1
                continue
            end = written.find("-->" if is_comment else ">", start)
            if end < 0:
                has_end, at = False, start
                continue
            if not is_comment:
                self._tag(written[start + 1 : min(end, start + _LONGEST_TAG)])
            at = end + (3 if is_comment else 1)
        self._say(written[at:])

    def words(self) -> Words:
        """What was found; a language that was not spoken takes the words of the other."""
        pl, en = (clean("".join(self._found[language])).strip() for language in Language)
        two = {"pl", "en"} <= self._spoken
        return Words(pl or en, en or pl, two, self._lost)

    def _say(self, raw: str) -> None:
        """Text between tags: its own line breaks are only spaces, and nothing between blocks."""
        lines = raw.split("\n")
        if len(lines) > 1:
            if self._starts_line and not raw.strip():
                return
            inner = [line.strip() for line in lines[1:-1]]
            raw = " ".join([lines[0].rstrip(), *inner, lines[-1].lstrip()])
        self._say_letters(unescaped(raw))

    def _say_letters(self, letters: str) -> None:
        inside = self._spans[-1] if self._spans else ""
        self._starts_line = letters.endswith("\n") if letters else self._starts_line
        for language in Language:
            if inside in {"", language}:
                self._found[language].append(letters)

    def _tag(self, tag: str) -> None:
        named = _NAME.match(tag)
        name = named[1].lower() if named else ""
        if name == "span":
            self._span(tag)
        elif name in _NEW_LINES or (name in _BLOCKS and tag.startswith("/")):
            self._say_letters("\n")
        elif name == "hr":
            self._say_letters(SEPARATOR)
        elif name in _MEDIA:
            self._lost.add("media")
        elif name not in _BLOCKS and name not in _SILENT and not tag.startswith("/"):
            self._lost.add("formatting")

    def _span(self, tag: str) -> None:
        if tag.startswith("/"):
            if self._spans:
                self._spans.pop()
            return
        spoken = _LANGUAGE.search(tag) if "multilang" in tag else None
        language = spoken[1].lower() if spoken else ""
        self._spans.append(language or (self._spans[-1] if self._spans else ""))
        if language:
            self._spoken.add(language)
        if language and language not in set(Language):
            self._lost.add("other_language")
