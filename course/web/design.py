"""Every piece that pages are made of, in every state, on one page: for who builds and judges them.

Registered where the service is developed, never in production.
"""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from assessments.fields import Field, MapField
from course.catalogue import catalogue
from course.sentences import N_
from course.terms import FieldEntryKind
from course.web.access import public
from course.web.checklist import Line
from course.web.fieldwork.progress import weeks_of
from course.web.forms.base import Form
from course.web.i18n import later, speaking
from course.web.point_map import map_shown

bp = Blueprint("design", __name__)

LONG_NAME = (
    "Międzygminne Stowarzyszenie na rzecz Rozwoju Społeczności Lokalnych Podkarpacia"
    " i Beskidu Niskiego z siedzibą w Krośnie-Białobrzegach"
)
CHOICES = [("a", "A"), ("b", LONG_NAME)]
WEEKS = (
    (date(2026, 10, 5), FieldEntryKind.CONVERSATION, 90),
    (date(2026, 10, 12), FieldEntryKind.CONVERSATION, 60),
    (date(2026, 10, 14), FieldEntryKind.GROUP_MEETING, 120),
    (date(2026, 10, 26), FieldEntryKind.ACTION, 240),
)
POWERS = {
    "actors": [
        {"who": "Burmistrz", "influence": 5, "attitude": -2},
        {"who": "Rada osiedla", "influence": 2, "attitude": 1},
        {"who": LONG_NAME, "influence": 2, "attitude": 1},
    ]
}


@bp.get("/design")
@public
def show() -> ResponseReturnValue:
    """All of it. The page asks nothing of the database but who is here."""
    asked, fields = _map_asked()
    faulty = _Sample(MultiDict({"when": "31.02.2026"}))
    faulty.kind.choices = faulty.look.choices = CHOICES
    faulty.validate()
    return render_template(
        "design/show.html",
        long_name=LONG_NAME,
        weeks=weeks_of(WEEKS),
        kinds=list(FieldEntryKind),
        map_field=asked,
        map_drawn=map_shown(asked, fields, POWERS),
        map_empty=map_shown(asked, fields, {}),
        lines=[
            Line(True, LONG_NAME, "#lists", speaking().gettext(N_("See the meetings"))),  # noqa: FBT003 -- met
            Line(False, "W1", "#lists", speaking().gettext(N_("Go to the quiz"))),  # noqa: FBT003 -- missing
        ],
        lesson=next(iter(catalogue().curriculum.lessons())),
        module=catalogue().curriculum.modules[0],
        faulty=faulty,
    )


class _Sample(Form):
    """Each kind of field of WTForms that pages use."""

    class Meta(Form.Meta):
        """Shown only, never sent."""

        csrf = False

    name = StringField(later(N_("Name")), [InputRequired()])
    when = DateField(later(N_("Day")), [InputRequired()])
    what = TextAreaField(later(N_("Comment")))
    kind = SelectField(later(N_("State")))
    look = RadioField(later(N_("Colours")))
    sure = BooleanField(later(N_("Language")))


def _map_asked() -> tuple[MapField, tuple[Field, ...]]:
    """The first map of the course, with the form that it lies in."""
    return next(
        (one, assignment.fields)
        for assignment in catalogue().assignments.values()
        for one in assignment.fields
        if isinstance(one, MapField)
    )
