"""What may be chosen in a blank, as the macros of a form want it."""

from assessments.fields import ChoiceField, ScaleField, SeveralField
from course.web.i18n import language
from course.web.told import degree_told, figure_of

THIRDS = 3

Chosen = ChoiceField | SeveralField | ScaleField


def options_of(choice: Chosen) -> list[tuple[str, ...]]:
    """The options as the macros want them; degrees are split into figure and words."""
    if isinstance(choice, ScaleField):
        return _degrees(choice)
    texts = [(option.id, option.text.in_language(language())) for option in choice.options]
    if not is_degrees(choice):
        return list(texts)
    return [(value, value, text.partition(" – ")[2]) for value, text in texts]


def is_degrees(choice: Chosen) -> bool:
    """Whether the options are three degrees, such as "1 – speaks calmly"."""
    if isinstance(choice, ScaleField):
        return len(choice.degrees()) == len(choice.texts) == THIRDS
    return len(choice.options) == THIRDS and all(
        option.text.in_language(language()).startswith(f"{option.id} – ")
        for option in choice.options
    )


def _degrees(scale: ScaleField) -> list[tuple[str, ...]]:
    if not is_degrees(scale):
        return [(str(degree), degree_told(scale, degree)) for degree in scale.degrees()]
    texts = zip(scale.degrees(), scale.texts, strict=True)
    return [
        (str(degree), figure_of(scale, degree), text.in_language(language()))
        for degree, text in texts
    ]
