"""What a browser keeps of the course, as tests ask it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

_OF_SETS = """async () => {
  const told = {};
  for (const name of (await caches.keys()).filter(name => name.startsWith("set "))) {
    if (!await caches.match("/offline/record", {cacheName: name})) continue;
    const cache = await caches.open(name);
    told[name] = {};
    for (const { url } of await cache.keys()) {
      const page = await (await cache.match(url)).text();
      told[name][new URL(url).pathname] = page;
    }
  }
  return told;
}"""


def wait_until(holds: Callable[[], bool], page: Page) -> None:
    """Wait for what no element tells."""
    for _ in range(600):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("it never came")


def wait_for_worker(page: Page) -> None:
    """Wait until the worker of the browser is there and knows who is here."""
    wait_until(lambda: page.evaluate("caches.has('notes')"), page)


def whole_sets(page: Page) -> dict[str, dict[str, str]]:
    """Each set that is kept whole, with the text of its pages."""
    kept: dict[str, dict[str, str]] = page.evaluate(_OF_SETS)
    return kept


def everything_kept(page: Page) -> list[str]:
    """Names of what is kept about anybody: saved sets, notes of the worker, drafts, who is here."""
    told: list[str] = page.evaluate(
        """async () => [
          ...(await caches.keys()).filter(name => !name.startsWith("shell ")),
          ...Object.keys(localStorage),
          ...document.cookie.split("; ").filter(Boolean),
        ]"""
    )
    return told


def save_module(page: Page, module: str) -> None:
    """Press the button beside a module and wait until it is saved."""
    place = page.locator(f"[data-keep='{module}']")
    place.locator("[data-save]").click()
    place.locator("[data-remove]").wait_for(state="visible", timeout=60_000)
