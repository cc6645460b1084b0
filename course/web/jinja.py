"""What templates can use."""

import re
import secrets
from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask, request
from flask.templating import Environment
from jinja2.ext import Extension
from markupsafe import Markup

from course.settings import Settings
from course.templating import filters, install_texts
from course.web.again import typed_words
from course.web.i18n import language, speaking
from course.web.kept_parts import KeptParts
from course.web.looks import look_here, look_of_browser
from course.web.navigation import navigation
from course.web.onward import came_from
from course.web.reader import reads_course
from course.web.visitors import visitor_or_none

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Unindented(Extension):
    """Templates are indented for who writes them; who reads pages need not wait for the spaces."""

    def preprocess(
        self,
        source: str,
        name: str | None,  # noqa: ARG002 -- the base class passes them
        filename: str | None = None,  # noqa: ARG002
    ) -> str:
        """The template without the indents of its lines."""
        return _INDENT.sub("", source)


class _OneTable(Environment):
    """Templates share one table of globals: each import would compare copies of it, slowly."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def attach(app: Flask, settings: Settings) -> None:
    """Give templates texts, filters and the frame of each page."""
    app.jinja_environment = _OneTable  # before `jinja_env` is asked for, which makes it
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.add_extension(KeptParts)
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(filters(speaking), with_row_roles=_with_row_roles)
    install_texts(app.jinja_env, speaking)
    url_for = _addresses(app)
    app.jinja_env.globals.update(
        language=language,
        came_from=came_from,
        typed_words=typed_words,
        look_here=look_here,
        look_of_browser=look_of_browser,
        navigation=navigation,
        reads_course=reads_course,
        visitor=visitor_or_none,
        base_url=settings.base_url,
        request_key=lambda: secrets.token_hex(16),
        icons_href=lambda: url_for("pages.icons", build=app.config["BUILD"]),
        url_for=url_for,
    )


def _with_row_roles(rows: Markup) -> Markup:
    """The rows of a table that say that they are rows, and their headers that they are headers."""
    told = str(rows).replace("<tr", '<tr role="row"').replace("<th ", '<th role="rowheader" ')
    return Markup(told)  # noqa: S704 -- as safe as it came: nothing of anybody is put in


def _addresses(app: Flask) -> Callable[..., str]:
    """`url_for` that works an address out once: a page names dozens."""

    @lru_cache(maxsize=1024)
    def known(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return app.url_for(endpoint, **dict(values))

    def url_for(endpoint: str, **values: Any) -> str:  # noqa: ANN401 -- Flask's own signature
        if endpoint.startswith("."):  # depends on the page
            return app.url_for(endpoint, **values)
        try:
            return known(request.script_root, endpoint, tuple(values.items()))
        except TypeError:  # a list among the values
            return app.url_for(endpoint, **values)

    return url_for
