"""The front door, the guides, the accessibility statement, and whether the service is well."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import text

from content.rendering import render_guide
from content.statement import CHANGED_ON, PREPARED_ON, REVIEWED_ON, parts_of
from course.catalogue import catalogue
from course.database import reading
from course.errors import NotFound
from course.settings_here import settings_here
from course.web.access import public
from course.web.freshness import kept_for_ever
from course.web.i18n import language
from course.web.navigation import first_place, hat_here
from course.web.visitors import visitor_or_none

STATEMENT = "accessibility"  # the guide that is told within the statement

bp = Blueprint("pages", __name__)


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Lead everybody to where their work begins."""
    person = visitor_or_none()
    if person is None:
        return redirect(url_for("people.sign_in"))
    return redirect(url_for(first_place(hat_here(person))))


@bp.get("/guides/<slug>")
@public
def guide(slug: str) -> ResponseReturnValue:
    """A plain page: help, privacy, accessibility, the declarations."""
    if slug == STATEMENT:
        return redirect(url_for("pages.statement"), 301)
    found = catalogue().curriculum.guides.get(slug)
    if found is None:
        raise NotFound
    # our own text of the repository, rendered and sanitised
    rendered = Markup(render_guide(found.body.in_language(language())))  # noqa: S704
    return render_template("pages/guide.html", guide=rendered, translation=found.translation)


@bp.get("/icons/<build>.svg")
@public
def icons(build: str) -> ResponseReturnValue:
    """Every icon in one file, to which pages point; kept for ever under its build's address."""
    answer = Response(render_template("pages/icons.svg"), mimetype="image/svg+xml")
    return kept_for_ever(answer, build)


@bp.get("/deklaracja-dostepnosci")
@public
def statement() -> ResponseReturnValue:
    """The accessibility statement, where the law's own readers look for it."""
    guide = catalogue().curriculum.guides[STATEMENT]
    parts = parts_of(guide.body.in_language(language()))
    return render_template(
        "pages/statement.html",
        # our own text of the repository, rendered and sanitised
        parts={part.value: Markup(render_guide(text)) for part, text in parts.items()},  # noqa: S704
        translation=guide.translation,
        operator=settings_here().operator,
        address=settings_here().base_url,
        days={"changed": CHANGED_ON, "prepared": PREPARED_ON, "reviewed": REVIEWED_ON},
    )


@bp.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """Search engines stay away from certificates: whoever has a code needs none to find them."""
    verification = url_for("certificates.verify_form")
    return Response(f"User-agent: *\nDisallow: {verification}/\n", mimetype="text/plain")


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    """Well when the database answers."""
    reading().execute(text("SELECT 1"))
    return {"status": "ok"}
