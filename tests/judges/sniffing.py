"""HTML_CodeSniffer, the second engine: WCAG 2.1 A and AA by rules of its own."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

ENGINE = Path(__file__).parent / "node_modules/html_codesniffer/build/HTMLCS.js"
ASK = """() => new Promise((resolve, reject) => {
  const told = HTMLCS.getTranslation;  // has no word for some of its own findings, and breaks then
  HTMLCS.getTranslation = (name) => told.call(HTMLCS, name) ?? name;
  const describe = ({code, msg, element}) =>
    `${code}: ${msg} – ${(element.outerHTML ?? "").slice(0, 160)}`;
  HTMLCS.process("WCAG2AA", document, () => resolve(
    HTMLCS.getMessages().filter(({type}) => type === HTMLCS.ERROR).map(describe)), reject, "en");
})"""


def sniff(page: Page) -> Iterator[str]:
    """The errors that it finds on a page; its warnings and notices ask a person to look."""
    yield from page.evaluate(ASK)
