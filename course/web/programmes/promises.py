"""What the programme promised its funder: definition, base, target, unit, source, moment."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.promises import promise_indicator
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound
from course.permissions import Permission
from course.queries.frozen import frozen_last
from course.queries.programmes import targets_of
from course.terms import Indicator
from course.web.access import allow
from course.web.forms.promises import PromiseForm
from course.web.i18n import speaking
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor


@bp.get("/programme/promises")
@allow(Permission.KEEP_PROGRAMME)
def promises() -> ResponseReturnValue:
    """Each promise in a form of its own."""
    return _page({})


@bp.post("/programme/promises/<indicator>")
@allow(Permission.KEEP_PROGRAMME)
def keep_promise(indicator: str) -> ResponseReturnValue:
    """Keep one promise; figures that were frozen keep the promise of their day."""
    if indicator not in set(Indicator):
        raise NotFound
    name, form = Indicator(indicator), PromiseForm.of(request.form)
    if form.promise is None:
        return _page({name: form}), 422
    with writing() as session:
        programme = programme_here(Permission.KEEP_PROGRAMME)
        promise_indicator(session, programme, name, form.promise, by=visitor(), at=now())
        code = programme.code
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".promises", programme=code), 303)


def _page(typed: dict[Indicator, PromiseForm]) -> str:
    programme = programme_here(Permission.KEEP_PROGRAMME)
    targets = targets_of(reading(), programme)
    frozen, frozen_as_of = frozen_last(reading(), programme)
    return render_template(
        "programmes/promises.html",
        programme=programme,
        forms={name: typed.get(name) or PromiseForm.kept(targets.get(name)) for name in Indicator},
        frozen=frozen,
        frozen_as_of=frozen_as_of,
    )
