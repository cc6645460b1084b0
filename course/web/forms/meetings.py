"""Forms of taught days."""

from collections.abc import Sequence
from datetime import UTC, datetime

from wtforms import (
    DateTimeLocalField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from course.clock import LOCAL_ZONE
from course.models import Meeting
from course.sentences import N_
from course.terms import MeetingKind
from course.web.forms.base import Form, given
from course.web.i18n import later, speaking

FILL_IN = later(N_("Fill this in."))
IN_MINUTES = later(N_("Write whole minutes, from 1 to 1440."))


class MeetingForm(Form):
    """A taught day."""

    cohort = SelectField(later(N_("Cohort")), validators=[InputRequired(FILL_IN)])
    kind = SelectField(later(N_("Kind")), validators=[InputRequired(FILL_IN)])
    code = StringField(
        later(N_("Code, for example W1")),
        validators=[InputRequired(FILL_IN), Length(max=20)],
    )
    title = StringField(later(N_("Title")), validators=[InputRequired(FILL_IN), Length(max=200)])
    place = StringField(later(N_("Place")), validators=[InputRequired(FILL_IN), Length(max=200)])
    starts_at = DateTimeLocalField(
        later(N_("Begins")),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=[InputRequired(FILL_IN)],
    )
    minutes = IntegerField(
        later(N_("Length in minutes")),
        validators=[InputRequired(FILL_IN), NumberRange(1, 1440, message=IN_MINUTES)],
    )
    makes_up_for = SelectField(later(N_("Makes up for")), validators=[Optional()], default="")

    _originals: Sequence[Meeting] = ()

    def offer(self, cohorts: list[tuple[str, str]]) -> None:
        """Name the cohorts and kinds that may be chosen."""
        self.cohort.choices = cohorts
        self.kind.choices = [(kind.value, speaking().word(kind)) for kind in MeetingKind]

    def offer_originals(self, meetings: Sequence[Meeting]) -> None:
        """Name the meetings that somebody may have missed; their cohorts are loaded."""
        self._originals = meetings
        self.makes_up_for.choices = [("", speaking().gettext("nothing, it is one of its own"))] + [
            (str(meeting.id), _named(meeting)) for meeting in meetings
        ]

    def original(self) -> Meeting | None:
        """The meeting that this one makes up for."""
        chosen = self.makes_up_for.data
        return next((meeting for meeting in self._originals if str(meeting.id) == chosen), None)

    def begins(self) -> datetime:
        """The aware instant at which the meeting begins; the form speaks Polish time."""
        return given(self.starts_at.data).replace(tzinfo=LOCAL_ZONE)

    def validate_starts_at(self, field: DateTimeLocalField) -> None:
        """In the night in which the clocks go forward one hour does not exist."""
        if field.data is None:  # no time at all, which is said already
            return
        there_and_back = self.begins().astimezone(UTC).astimezone(LOCAL_ZONE)
        if there_and_back.replace(tzinfo=None) != field.data:
            message = speaking().gettext("The clocks go forward that night: there is no such hour.")
            raise ValidationError(message)

    def validate_makes_up_for(self, _field: SelectField) -> None:
        """What was missed is made up for in the same cohort."""
        original = self.original()
        if original is None or "cohort" not in self:
            return
        if str(original.cohort_id) != self.cohort.data:
            raise ValidationError(speaking().gettext("Choose a meeting of the same cohort."))


class CancelForm(Form):
    """Why a meeting does not take place."""

    reason = TextAreaField(
        later(N_("Why it does not take place")),
        validators=[
            InputRequired(FILL_IN),
            Length(max=400, message=later(N_("Write 400 characters at most."))),
        ],
    )


def _named(meeting: Meeting) -> str:
    day = speaking().short_day(meeting.starts_at)
    return f"{meeting.code}. {meeting.title}, {day} ({meeting.cohort.title})"
