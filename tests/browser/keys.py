"""A page by its keys alone: Tab from field to field, arrows within one, Space and Enter."""

from playwright.sync_api import Page

MOST_STEPS = 80


def press(page: Page, selector: str) -> None:
    """Go to a button by the Tab key and press it."""
    tab_to(page, selector)
    page.keyboard.press("Enter")


def pick(page: Page, name: str, value: str) -> None:
    """One of a group of radio buttons: Tab leads into the group, arrows within it."""
    tab_to(page, f"[name='{name}']")
    page.keyboard.press("Space")
    go_on_until(page, "ArrowDown", f"[name='{name}'][value='{value}']:checked")


def select(page: Page, name: str, value: str) -> None:
    """One of a list: the list is reached by Tab, its lines by arrows."""
    tab_to(page, f"select[name='{name}']")
    for _ in range(MOST_STEPS):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError((name, value))


def tab_to(page: Page, selector: str) -> None:
    go_on_until(page, "Tab", selector)


def go_on_until(page: Page, key: str, selector: str) -> None:
    """Press a key until what has the focus is what is wanted, which must come soon."""
    for _ in range(MOST_STEPS):
        found = page.evaluate("selector => document.activeElement.matches(selector)", selector)
        if found:
            return
        page.keyboard.press(key)
    raise AssertionError((key, selector))
