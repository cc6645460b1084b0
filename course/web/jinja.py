"""What templates can use."""

import secrets

from flask import Flask

from course.settings import Settings
from course.templating import filters, install_texts
from course.web.i18n import language, speaking
from course.web.navigation import navigation
from course.web.visitors import visitor_or_none


def attach(app: Flask, settings: Settings) -> None:
    """Give templates texts, filters and the frame of each page."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(filters(speaking))
    install_texts(app.jinja_env, speaking)
    app.jinja_env.globals.update(
        language=language,
        navigation=navigation,
        visitor=visitor_or_none,
        base_url=settings.base_url,
        request_key=lambda: secrets.token_hex(16),
    )
