"""The figures of a programme for everybody, in the language of the address.

Nothing on the page depends on who looks, so that any cache may keep it for a while.
"""

from flask import g, make_response, render_template
from flask.typing import ResponseReturnValue

from content.languages import Language
from course.database import reading
from course.queries.totals import public_programme
from course.web.access import public
from course.web.totals.blueprint import bp
from course.web.totals.told import told_about

KEPT_SECONDS = 300


@bp.get("/wyniki/<code>")
@public
def polish(code: str) -> ResponseReturnValue:
    """The frozen totals of a programme that its coordinator published, in Polish."""
    return _page(code, Language.PL)


@bp.get("/results/<code>")
@public
def english(code: str) -> ResponseReturnValue:
    """The same in English."""
    return _page(code, Language.EN)


def _page(code: str, language: Language) -> ResponseReturnValue:
    """Raises NotFound for what is not public, as for what does not exist."""
    programme = public_programme(reading(), code)
    g.language = language  # of this answer, whatever the visitor chose
    told, tables = told_about(programme)
    answer = make_response(
        render_template("totals/public.html", programme=programme, told=told, tables=tables)
    )
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer
