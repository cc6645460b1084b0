"""The page of the whole look: for who develops the service, and nowhere else."""

import dataclasses

import pytest

from course.app import create_app
from course.settings import Settings
from tests.pages import PageClient


@pytest.mark.parametrize("language", ["pl", "en"])
def test_it_shows_everything_in_both_languages(client: PageClient, language: str) -> None:
    page = client.page("/design", headers={"Accept-Language": language})
    assert page.root.get("lang") == language
    assert len(list(page.root.iter("table"))) == 5


def test_it_is_not_there_in_production(settings: Settings) -> None:
    served = create_app(dataclasses.replace(settings, production=True))
    assert [one for one in served.url_map.iter_rules() if one.endpoint.startswith("design")] == []
