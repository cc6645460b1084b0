"""Somebody who goes by keys alone: each page is reached by a link, each step shows where it is.

The address is typed once, to come in. After that what has no link, cannot be reached by Tab or does
not show that it has the focus stops the walk.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.browser.steps import Walker

MOST_STEPS = 150
FOCUS = """wanted => {
  const here = document.activeElement;
  if (here === document.body) return "nothing";
  const isWithin = here.type === "date" && !here.matches(":focus-visible"); // the browser marks it
  const isSeen = isWithin || [here, here.nextElementSibling].some(mark => {
    if (!mark) return false;
    const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(mark);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return false;
    if (/, 0\\)$/.test(outlineColor)) return false;
    const {left, right, top, bottom} = mark.getClientRects()[0] ?? {left: 0, right: 0};
    if (right - left < 8 || bottom - top < 8) return false;
    const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
    const centre = [middle(left, right, innerWidth), middle(top, bottom, innerHeight)];
    return [[left + 4, top + 4], centre]
      .map(([x, y]) => document.elementFromPoint(x, y))
      .some(above => above && (mark.contains(above) || here.labels?.[0] === above));
  });
  if (!isSeen) return `unseen: ${here.outerHTML.slice(0, 300)}`;
  if (here === wanted) return "there";
  const order = here.compareDocumentPosition(wanted);
  return order & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
}"""


@dataclass(frozen=True, slots=True)
class KeyWalker(Walker):
    """A walker without a mouse, a finger or an address bar."""

    def go(self, path: str) -> None:
        if self.page.url == self.address + path:
            self.page.reload()
            self.look(self.page)
            return
        if self.page.url == "about:blank":
            Walker.go(self, path)
            return
        segments = path.split("/")
        ways = ("a.brand", *(f"a[href='{'/'.join(segments[:end])}']" for end in (2, 3)))
        for way in ways:
            if self._link(path).count():
                break
            if self.page.locator(way).count():
                self.press(way)
        self.press(f"a[href='{path}']")

    def press(self, selector: str) -> None:
        found = self.page.locator(selector)
        seen = found.locator("visible=true")
        one = (seen if seen.count() else found).first
        self._open_around(one)
        self._tab_to(one)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look(self.page)

    def fill(self, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            if value.startswith("+"):
                self.choose(name, value[1:])
                continue
            field = self.page.locator(f"main [name='{name}']")
            self._tab_to(field)
            if field.get_attribute("type") == "date":
                self._type_date(field, value)
            else:
                self.page.keyboard.press("ControlOrMeta+A")
                self.page.keyboard.insert_text(value)
            assert field.input_value() == value, (name, field.input_value())

    def unfold(self, within: str) -> None:
        closed = "details:not([open])"
        folded = self.page.locator(f"{within}:is({closed}), {within} {closed}")
        while folded.count():
            self._unfold(folded.first)

    def choose(self, name: str, value: str) -> None:
        field = self.page.locator(f"main select[name='{name}']")
        if field.count():
            self._tab_to(field)
            self._arrow_until(field, f"one => one.value === '{value}'")
            return
        one = self.page.locator(f"main [name='{name}'][value='{value}']")
        if one.get_attribute("type") == "checkbox":
            self._tab_to(one)
            if not one.is_checked():
                self.page.keyboard.press("Space")
        else:
            group = self.page.locator(f"main [name='{name}']")
            checked = self.page.locator(f"main [name='{name}']:checked")
            self._tab_to(checked if checked.count() else group.first)
            self.page.keyboard.press("Space")
            self._arrow_until(one, "one => one.checked")
        assert one.is_checked()

    def _type_date(self, field: Locator, value: str) -> None:
        """Month, day and year, which the browser takes one after the other, from the first on."""
        while field.evaluate("one => one === document.activeElement"):
            self.page.keyboard.press("Shift+Tab")
        self.page.keyboard.press("Tab")
        year, month, day = value.split("-")
        self.page.keyboard.type(f"{month}{day}{year}")

    def _link(self, path: str) -> Locator:
        return self.page.locator(f"a[href='{path}']")

    def _open_around(self, one: Locator) -> None:
        """Unfold what something is folded in."""
        while (folded := one.locator("xpath=ancestor::details[not(@open)]")).count():
            self._unfold(folded.first)

    def _unfold(self, folded: Locator) -> None:
        summary = folded.locator("> summary").element_handle()
        self._tab_to(folded.locator("> summary"))
        self.page.keyboard.press("Enter")
        assert summary.evaluate("one => one.parentElement.open")

    def _tab_to(self, one: Locator) -> None:
        """Tab, or Shift and Tab, until it has the focus; on the way everything shows its own."""
        wanted, said = one.element_handle(), ""
        if one.locator("xpath=ancestor::main").count():
            self._skip()
        for _ in range(MOST_STEPS):
            said = str(self.page.evaluate(FOCUS, wanted))
            if said == "there":
                return
            assert not said.startswith("unseen"), (self.page.url, said)
            self.page.keyboard.press("Shift+Tab" if said == "before" else "Tab")
        raise AssertionError((self.page.url, one, said))

    def _skip(self) -> None:
        """On a page that just came: over what stands on all of them."""
        came = self.page.evaluate("document.activeElement === document.body && !location.hash")
        if came:
            self.page.keyboard.press("Tab")
            assert self.page.evaluate("document.activeElement.matches('.skip')"), self.page.url
            self.page.keyboard.press("Enter")

    def _arrow_until(self, one: Locator, reached: str) -> None:
        for _ in range(MOST_STEPS):
            if one.evaluate(reached):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError((self.page.url, one))
