"""The settings of the app that a command runs in."""

from flask import current_app

from course.settings import Settings


def settings_here() -> Settings:
    """The settings of the running app."""
    found = current_app.config["SETTINGS"]
    assert isinstance(found, Settings)  # noqa: S101 -- set by create_app
    return found
