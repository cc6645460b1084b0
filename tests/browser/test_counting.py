"""From a person who is not counted to figures that were told to the funder, and corrected."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from course.catalogue import Catalogue
from tests.browser.certified import Certified, open_certified
from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.counting import (
    correct,
    expect_counted,
    find_out_why,
    freeze,
    go_back_and_save_again,
    look_at_data,
    open_to_the_evidence,
    pages_to_audit,
    publish,
    read_as_auditor,
    revoke,
    take_files,
    tell_a_part,
    type_in_the_rest,
)
from tests.browser.steps import Walker
from tests.browser.test_journey import look_once
from tests.make_participants import make_pesel


@pytest.fixture
def certified(tmp_path: Path, course: Catalogue) -> Iterator[Certified]:
    with open_certified(tmp_path, course) as certified:
        yield certified


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_from_missing_data_to_corrected_figures(
    certified: Certified, window: Window, axe: Callable[[Page], None], scripts: str
) -> None:
    javascript = scripts == "with scripts"
    look = look_once(axe, javascript=javascript)

    def walker(key: str | None, size: Size) -> Walker:
        page = window(size, javascript=javascript)
        person = Walker(page, certified.scene.address, look, scripts=javascript)
        if key is not None:
            person.sign_in(certified.doors[key])
        return person

    carla, ana, pesel = walker("carla", DESKTOP), walker("ana", PHONE), make_pesel()
    expect_counted(carla, 1)
    find_out_why(carla)
    its_page = carla.page.url.removeprefix(carla.address)
    tell_a_part(ana, pesel)
    go_back_and_save_again(ana)
    carla.go(its_page)
    look_at_data(carla, pesel)
    type_in_the_rest(carla, known=("citizenship", "phone", "city", "county", "disability"))
    expect_counted(carla, 2)
    open_to_the_evidence(carla)

    frozen = freeze(carla)
    take_files(carla, frozen)
    revoke(carla)
    expect_counted(carla, 1)
    corrected = correct(carla, frozen)
    publish(carla, walker(None, PHONE))
    read_as_auditor(walker("adam", DESKTOP), pages_to_audit(its_page, frozen, corrected))
