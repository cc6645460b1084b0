"""The settings of the app that is running. For doors only."""

from flask import current_app

from course.settings import Settings


def settings_here() -> Settings:
    """The settings that `create_app` was given."""
    found = current_app.config["SETTINGS"]
    assert isinstance(found, Settings)  # noqa: S101 -- set by create_app
    return found
