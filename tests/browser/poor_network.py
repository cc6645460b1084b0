"""By touch on a phone whose network breaks in the middle: nothing is lost, nothing is pretended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from assessments.definitions import Quiz
from tests.browser.steps import Walker, answer
from tests.browser.work import Row

SAVED = re.compile(r"Zapisano o\s\d\d:\d\d:\d\d")
WAITS = "Czeka na sieć"
CUTS, LENGTH = (2, 6), 2
"""At which questions the network is lost, and after how many it is back."""


@dataclass(frozen=True, slots=True)
class TouchWalker(Walker):
    """Taps; and sometimes has no network."""

    def press(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.tap()
        self.look(self.page)

    def choose(self, name: str, value: str) -> None:
        field = f"[name='{name}'][value='{value}']"
        one = self.page.locator(f"main {field}")
        if not one.count():
            Walker.choose(self, name, value)
        elif not one.is_checked():
            self.page.locator(f"main label:has({field})").tap()
            assert one.is_checked()

    def cut(self) -> None:
        self.page.context.set_offline(True)

    def mend(self) -> None:
        """The network is back, and by and by everything is with the server."""
        self.page.context.set_offline(False)
        self.page.wait_for_function(
            "() => !Object.keys(localStorage).some(key => key.startsWith('draft:'))"
        )

    def says(self, what: str | re.Pattern[str]) -> None:
        expect(self.page.locator("[data-save-state]")).to_contain_text(what)

    def tap(self, selector: str) -> Locator:
        """Press what cannot lead anywhere now."""
        button = self.page.locator(selector).first
        button.tap()
        return button


def pass_quiz_between_cuts(ana: TouchWalker, quiz: Quiz) -> None:
    """Twice the network is lost for some questions; the end of the attempt waits for it."""
    ana.go(f"/quizzes/{quiz.slug}")
    ana.press("form[action$='/start'] button")
    ana.page.wait_for_load_state("networkidle")  # the other questions are on the phone
    for place in range(1, quiz.asked + 1):
        if place in CUTS:
            ana.cut()
            ana.says("Teraz nie ma sieci")
        form = ana.page.locator("form[data-form^='quiz-']").get_attribute("data-form") or ""
        answer(ana, quiz.question(form.split("-", 2)[2]))
        if place - LENGTH in CUTS:
            ana.says(WAITS)
            ana.mend()
        if place == quiz.asked:
            break
        ana.press("button.btn[value='next']")
        expect(ana.page.locator("main b.num")).to_contain_text(f"Pytanie {place + 1} z")
    ana.cut()
    ana.tap("button.btn[value='next']")
    ana.says("Do przejrzenia odpowiedzi potrzebna jest sieć")
    ana.mend()
    ana.press("button.btn[value='next']")
    ana.page.wait_for_load_state("networkidle")
    ana.cut()
    ana.tap("form[data-ends] button.btn")
    ana.says("potrzebna jest sieć")
    ana.mend()
    ana.press("form[data-ends] button.btn")


def hand_in_between_cuts(
    ana: TouchWalker, slug: str, values: Mapping[str, str], tables: Mapping[str, Sequence[Row]]
) -> None:
    """Once the network is lost while a row is typed, once before the work is handed in."""
    for table, rows in tables.items():
        ana.go(f"/assignments/{slug}/{table}/new")
        for place, row in enumerate(rows):
            button = f"button[value='{'next' if place + 1 < len(rows) else 'list'}']"
            ana.unfold("main")
            if place == 1:
                ana.cut()
            ana.fill({f"{table}-{place}-{column}": value for column, value in row.items()})
            if place == 1:
                ana.says(WAITS)
                ana.tap(button)
                ana.says(WAITS)
                ana.mend()
            ana.press(button)
    first, *others = values.items()
    ana.fill(dict([first]))
    ana.cut()
    ana.fill(dict(others))
    ana.tap("button[formaction$='/hand-in']")
    ana.says(WAITS)
    ana.mend()
    ana.says(SAVED)
    ana.press("button[formaction$='/hand-in']")
