"""Times, several choices and degrees: typed into a form, kept, shown again and told."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from course.catalogue import Catalogue
from course.models import Person
from course.queries.assignments import newest_submission
from tests.make_assignments import make_ready
from tests.make_study import make_read, make_result
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

FORM = "/assignments/z4"
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def ana(session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn) -> PageClient:
    make_ready(session, course, cast.enrolment, cast.ana)
    for module in ("m3", "m4", "m5"):
        make_read(session, course, module, cast.ana)
        make_result(session, course, module, cast.ana)
    return signed_in_as(cast.ana)


def values(session: Session, cast: Cast, slug: str) -> dict[str, object]:
    draft = newest_submission(session, cast.enrolment.id, slug)
    assert draft is not None
    return draft.values


def ticked(page: Page, name: str) -> list[str | None]:
    boxes = [one for one in page.root.iter("input") if one.get("name") == name]
    return [one.get("value") for one in boxes if one.get("checked") is not None]


def test_a_time_and_several_choices_are_kept_and_shown_again(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    typed = MultiDict(
        [
            ("revision", "0"),
            ("hours", "17.30"),
            ("until", "po zmroku"),
            ("plan-0-item", "Powitanie"),
            ("plan-0-method", "dots"),
            ("plan-0-method", "round"),
        ]
    )
    assert ana.post(FORM, data=typed).status_code == 303
    kept = values(session, cast, "z4")
    assert (kept["hours"], kept["until"]) == ("17:30", "po zmroku")
    assert kept["plan"][0]["method"] == ["round", "dots"]  # type: ignore[index]
    page = ana.page(FORM)
    assert ticked(page, "plan-0-method") == ["round", "dots"]
    assert page.root.find(".//p[@id='until-fault']") is not None
    assert page.root.find(".//input[@id='until']").get("value") == "po zmroku"  # type: ignore[union-attr]
    assert page.root.find(".//input[@id='hours']").get("type") == "time"  # type: ignore[union-attr]


def test_degrees_have_their_sign_and_what_they_mean(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    row = {"revision": "0", "actors-0-who": "R-11", "actors-0-attitude": "-1"}
    assert ana.post("/assignments/z5/actors/1", data=row).status_code == 303
    assert values(session, cast, "z5")["actors"][0]["attitude"] == "-1"  # type: ignore[index]
    page = ana.page("/assignments/z5/actors/1")
    assert ticked(page, "actors-0-attitude") == ["-1"]
    assert "−1 – raczej przeciw" in page.text
    assert "+2 – mocno za" in page.text
    assert "5 – decyduje albo może zablokować" in page.text
