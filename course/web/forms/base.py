"""The form that the others extend: WTForms' own messages in the visitor's language."""

from typing import Any, TypeVar

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.i18n import get_translations

from assessments.typed import clean
from course.web.i18n import language

Value = TypeVar("Value")


def given(value: Value | None) -> Value:
    """The value of a required field of a form that was validated."""
    if value is None:
        message = "a required field of a valid form is empty: its validators are wrong"
        raise RuntimeError(message)
    return value


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form with a token, whose built-in messages speak Polish or English."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How WTForms finds its messages."""

        def get_translations(self, _form: object) -> Any:  # noqa: ANN401 -- WTForms' own
            """The library's messages in the language of the page."""
            return get_translations([str(language())])

        def bind_field(self, form: Any, field: "UnboundField[Any]", options: dict[str, Any]) -> Any:  # noqa: ANN401 -- WTForms' own
            """A field of text takes nothing that no person types."""
            if issubclass(field.field_class, StringField):
                options = {**options, "filters": [_printable, *field.kwargs.get("filters", ())]}
            return super().bind_field(form, field, options)


def _printable(typed: str | None) -> str | None:
    return clean(typed) if typed else typed
