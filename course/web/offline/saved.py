"""The page about what lies on this phone; its script fills it, because the server does not know."""

from flask import render_template
from flask.typing import ResponseReturnValue

from content.curriculum import Module
from course.catalogue import catalogue
from course.errors import NotFound
from course.web.access import signed_in
from course.web.offline.blueprint import bp
from course.web.offline.sizes import modules_to_save
from course.web.reader import standing_or_reader


@bp.get("/saved")
@signed_in
def saved() -> ResponseReturnValue:
    """Modules that can be kept on this phone, what is kept, and what waits to be sent."""
    return render_template("offline/saved.html", modules=_modules())


def _modules() -> list[Module]:
    """The open ones; none for who neither studies nor works with the course."""
    try:
        standing = standing_or_reader()
    except NotFound:
        return []
    return list(modules_to_save(catalogue().curriculum, standing))
