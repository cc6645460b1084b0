"""Forms of practice and meetings."""

from datetime import datetime

from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from course.clock import LOCAL_ZONE, local_day, now
from course.sentences import N_
from course.terms import FieldEntryKind, MeetingKind
from course.web.forms.base import Form, given
from course.web.i18n import later, speaking

FILL_IN = later(N_("Fill this in."))


def _in_minutes() -> NumberRange:
    return NumberRange(1, 1440, message=later(N_("Write whole minutes, from 1 to 1440.")))


class EntryForm(Form):
    """A piece of practice, in minutes."""

    kind = RadioField(later(N_("What was it?")), validators=[InputRequired(FILL_IN)])
    done_on = DateField(later(N_("When?")), validators=[InputRequired(FILL_IN)])
    minutes = IntegerField(
        later(N_("How many minutes?")), validators=[InputRequired(FILL_IN), _in_minutes()]
    )
    what = TextAreaField(
        later(N_("What did you do?")),
        validators=[
            InputRequired(FILL_IN),
            Length(10, 2000, message=later(N_("Write between 10 and 2000 characters."))),
        ],
    )

    def offer_kinds(self) -> None:
        """Name the kinds in the visitor's language."""
        self.kind.choices = [(kind.value, speaking().word(kind)) for kind in FieldEntryKind]

    def validate_done_on(self, field: DateField) -> None:
        if field.data and field.data > local_day(now()):
            raise ValidationError(speaking().gettext("This day is still to come."))


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
    starts_at = DateTimeLocalField(later(N_("Begins")), validators=[InputRequired(FILL_IN)])
    minutes = IntegerField(
        later(N_("Length in minutes")), validators=[InputRequired(FILL_IN), _in_minutes()]
    )

    def offer(self, cohorts: list[tuple[str, str]]) -> None:
        """Name the cohorts and kinds that may be chosen."""
        self.cohort.choices = cohorts
        self.kind.choices = [(kind.value, speaking().word(kind)) for kind in MeetingKind]

    def begins(self) -> datetime:
        """The aware instant at which the meeting begins; the form speaks Polish time."""
        return given(self.starts_at.data).replace(tzinfo=LOCAL_ZONE)
