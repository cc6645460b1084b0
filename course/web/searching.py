"""The door of search: the visitor’s language first."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from course.web.access import signed_in
from course.web.search_page import query_asked, search_page

bp = Blueprint("search", __name__)


@bp.get("/search")
@signed_in
def show() -> ResponseReturnValue:
    """What the course says about some words; the address can be kept and sent on."""
    page = search_page(query_asked(), whole=request.args.get("all", ""))
    return render_template("search/show.html", page=page)
