"""The settings of the app that is running, and where it is found. For doors only."""

from flask import current_app

from course.sealing import Seals, seals_of
from course.settings import Settings


def settings_here() -> Settings:
    """The settings that `create_app` was given."""
    found = current_app.config["SETTINGS"]
    assert isinstance(found, Settings)  # noqa: S101  # set by create_app
    return found


def seals_here() -> Seals:
    """The keys that seal participants' data."""
    return seals_of(settings_here().data_keys)


def address_of(endpoint: str, **values: object) -> str:
    """The whole address of a page, for letters, cards and commands; needs no request."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{settings_here().base_url}{path}"
