"""The blueprint to which the files of this folder add their doors. Nothing of it is kept anywhere.

A browser must not keep a page with somebody's PESEL, not even one that was refused.
"""

from flask import Blueprint, Response

bp = Blueprint("participants", "course.web.participants")


@bp.after_request
def _keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
