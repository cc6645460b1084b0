"""The texts of a Moodle file, and what of them is lost on the way."""

from assessments.exchange.drafts import Tree
from assessments.exchange.html_text import SEPARATOR, Words, read_html, read_plain
from assessments.exchange.moodle.tree import Element
from assessments.exchange.remarks import Remarks

_PLAIN = {"plain_text", "markdown"}


class Texts:
    """Reads texts in both languages, and remembers whether the file has two and is ours."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.found_two_languages = False
        self.is_of_ours = False

    def child(self, element: Element, name: str) -> Tree:
        """The text of a child; absent where there is none."""
        child = element.first(name)
        return None if child is None else self.of(child)

    def of(self, element: Element, *, plain: bool = False) -> Tree:
        """The text of an element, in the format that it names."""
        words = self.words(element, plain=plain)
        return _tree(words)

    def words(self, element: Element, *, plain: bool = False) -> Words:
        """The same, before it is made ready for a question."""
        inner = element.first("text") or element
        is_plain = plain or element.attributes.get("format") in _PLAIN
        return self.told(read_plain(inner.text) if is_plain else read_html(inner.text), element)

    def told(self, words: Words, element: Element) -> Words:
        """Keep what these words lose, and that they are in two languages."""
        self.found_two_languages |= words.two_languages
        for code in sorted(words.lost):
            self.remarks.lose(element.line, code)
        for file in element.all("file"):
            name = file.attributes.get("name", "")[:80]
            self.remarks.lose(file.line, "file_left_out", name=name)
        return words


def _tree(words: Words) -> Tree:
    pl, en = (said.replace(SEPARATOR, "\n").strip() for said in (words.pl, words.en))
    return {"pl": pl, "en": en} if pl and en else None
