"""What people do who see little, use no mouse, or need the text set otherwise, done to a page."""

from collections.abc import Iterator

from playwright.sync_api import Page

MOST_STOPS = 250
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
TWICE = "html { font-size: 200% !important }"

WEAR = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  const {overflow, textOverflow, position} = getComputedStyle(one);
  const shown = one.checkVisibility() && !one.closest(".vh, .scroll, svg");
  return shown && overflow === "hidden" && position !== "absolute"
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const seen = getComputedStyle(one);
  const around = one.closest("label") ?? one.parentElement;
  const ringed = [one, around, one.nextElementSibling].some((part) => {
    if (!part) return false;
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(part);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  });
  const points = [[.5, .5], [.05, .5], [.95, .5], [.5, .1], [.5, .9]].map(
    ([x, y]) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y));
  const uncovered = points.some((at) => at && (one.contains(at) || at.contains(one)
    || at.closest("label")?.control === one));
  const hidden = seen.opacity === "0" || box.width < 2;
  return {html: one.outerHTML.slice(0, 140), ringed, uncovered: uncovered || hidden};
}"""


def walk_by_keyboard(page: Page) -> Iterator[str]:
    """Everything that Tab reaches: each shows that it is reached, and nothing lies over it."""
    page.evaluate("scrollTo(0, 0)")
    reached: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        told = page.evaluate(FOCUSED)
        if told is None:
            break
        reached.append(told["html"])
        if not told["ringed"]:
            yield f"no ring: {told['html']}"
        if not told["uncovered"]:
            yield f"covered: {told['html']}"
    if not reached or 'class="skip"' not in reached[0]:
        yield f"the first stop is not the way to the content: {reached[:1]}"


def set_otherwise(page: Page, css: str) -> Iterator[str]:
    """Nothing is cut off, and nothing scrolls sideways, when somebody sets the text otherwise."""
    page.evaluate(WEAR, css)
    page.wait_for_function("document.fonts.status === 'loaded'")
    for cut in page.evaluate(CUT_OFF):
        yield f"cut off: {cut}"
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if wide > width:
        yield f"{wide} wide in {width}"
