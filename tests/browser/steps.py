"""What people do in the browser, step by step; each step ends where its page says it ended."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from playwright.sync_api import Page, expect

from assessments.definitions import (
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from content.curriculum import Module
from content.languages import Language
from course.clock import local_day, now

Look = Callable[[Page], None]

CARD = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")
PIN = re.compile(r"(\d{3})\s(\d{3})")


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody with a browser who looks at each page as they go."""

    page: Page
    address: str
    look: Look
    scripts: bool

    def go(self, path: str) -> None:
        """Open a page of the service and look at it."""
        self.page.goto(self.address + path)
        self.look(self.page)

    def press(self, selector: str) -> None:
        """Press a button that leads to another page, and look at that."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look(self.page)

    def sign_in(self, door: str) -> None:
        """Open a one-time link; pressing its one button signs in."""
        self.go(door)
        self.press("main form button")

    def speak(self, language: str) -> None:
        """Go on in another language: its button lies in the person's menu."""
        self.page.locator("[data-menu] > summary").click()
        self.press(f".lang button[value='{language}']")

    def fill(self, values: Mapping[str, str]) -> None:
        """Type into fields by their names; a word that begins with + ticks or chooses it."""
        for name, value in values.items():
            if value.startswith("+"):
                self.choose(name, value[1:])
            else:
                self.page.locator(f"main [name='{name}']").fill(value)

    def unfold(self, within: str) -> None:
        """Open what is folded in some part of the page."""
        closed = "details:not([open])"
        folded = self.page.locator(f"{within}:is({closed}), {within} {closed}")
        while folded.count():
            folded.first.locator("> summary").click()

    def choose(self, name: str, value: str) -> None:
        """Choose one of a list, or tick one of several boxes."""
        field = self.page.locator(f"main select[name='{name}']")
        if field.count():
            field.select_option(value)
            return
        self.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)


def make_cohort(carla: Walker) -> None:
    today = local_day(now())
    carla.go("/cohorts/new")
    carla.fill(
        {
            "title": "Krosno, grupa 1",
            "code": "KRO-1",
            "city": "Krosno",
            "starts_on": (today - timedelta(days=20)).isoformat(),
            "ends_on": (today + timedelta(days=100)).isoformat(),
            "language": "+pl",
        }
    )
    carla.press("main form button.btn")


def enrol_with_card(carla: Walker, name: str) -> tuple[str, str]:
    """The code and PIN of the card that was shown once."""
    carla.go("/cohorts")
    carla.press("main tbody a")
    carla.press("a.btn[href*='/enrol'], a.btn[href$='/newcomer'], a.btn[href$='/people/new']")
    carla.fill({"name": name, "address_form": "+feminine", "language": "+pl"})
    carla.press("main form button.btn")
    sheet = carla.page.locator(".slip").inner_text()
    code, pin = CARD.search(sheet), PIN.search(sheet)
    assert code, sheet
    assert pin, sheet
    return code.group(), pin.group(1) + pin.group(2)


def come_in_with_card(ana: Walker, code: str, pin: str) -> None:
    ana.go("/sign-in")
    ana.fill({"code": code.lower(), "pin": pin})
    ana.press("form[action$='/sign-in/card'] button.btn")


def accept_declarations(walker: Walker) -> None:
    """Read and accept what comes before studying."""
    walker.go("/consents")
    for kind in ("declaration", "ethics_code", "data_notice", "show_name"):
        walker.choose(kind, "yes")
    walker.press("main form button.btn")


def read_module(walker: Walker, module: Module) -> None:
    """Read every lesson of a module to its end."""
    for lesson in module.lessons:
        walker.go(f"/lessons/{lesson.slug}")
        expect(walker.page.locator("h1")).to_have_text(lesson.title.pl.replace(" ", " "))
        walker.press(f"main form[action$='/lessons/{lesson.slug}'] button.btn")


def pass_quiz(walker: Walker, quiz: Quiz) -> None:
    """Answer every question rightly, look over the answers, and end the attempt."""
    walker.go(f"/quizzes/{quiz.slug}")
    walker.press("form[action$='/start'] button")
    for _ in range(quiz.asked):
        form = walker.page.locator("form[data-form^='quiz-']").get_attribute("data-form") or ""
        answer(walker, quiz.question(form.split("-", 2)[2]))
        walker.press("button.btn[value='next']")
    walker.press("form[action$='/submit'] button.btn")


def hand_in(
    ana: Walker,
    slug: str,
    values: Mapping[str, str],
    tables: Mapping[str, Sequence[Mapping[str, str]]],
) -> None:
    """Write every row of the tables, then the rest, and hand it in."""
    for table, rows in tables.items():
        ana.go(f"/assignments/{slug}/{table}/new")
        for place, row in enumerate(rows):
            ana.unfold("main")
            ana.fill({f"{table}-{place}-{column}": value for column, value in row.items()})
            ana.press(f"button[value='{'next' if place + 1 < len(rows) else 'list'}']")
    ana.fill(values)
    ana.press("button[formaction$='/hand-in']")
    expect(ana.page).to_have_url(re.compile(r"/submissions/\d+"))


def answer(walker: Walker, question: Question, start: str = "") -> None:
    """Give the right answer to a question by its kind; `start` begins its fields' names."""
    match question:
        case SingleChoice() | MultipleChoice():
            for choice in (one for one in question.choices if one.right):
                walker.choose(f"{start}chosen", choice.id)
        case TrueFalse():
            walker.choose(f"{start}chosen", str(question.answer).lower())
        case Matching():
            pairs = question.pairs.items()
            walker.fill({f"{start}pair-{item}": f"+{option}" for item, option in pairs})
        case Ordering():
            places = enumerate(question.items, start=1)
            walker.fill({f"{start}place-{one.id}": f"+{place}" for place, one in places})
        case ShortText():
            walker.fill({f"{start}text": question.accepted[Language.PL][0]})
        case NumberQuestion():
            walker.fill({f"{start}text": f"{question.value:f}"})
        case Gaps(gaps=gaps):
            walker.fill({f"{start}gap-{gap.id}": gap.accepted[Language.PL][0] for gap in gaps})
        case Scenario(parts=parts):
            for part in parts:
                answer(walker, part, f"{part.id}.")
        case Essay():
            walker.fill({"text": "Chcę się nauczyć słuchać sąsiadów. Mieszkam tu od lat."})
        case _:
            assert_never(question)
