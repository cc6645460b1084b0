"""The few words that the renderer itself puts into a lesson."""

from content.languages import Language, Text

SOURCES = Text(pl="Skąd to wiemy", en="How we know")
_TERM = Text(pl="Co znaczy „{}”?", en="What does “{}” mean?")
_FEW = range(2, 5)
_TEENS = range(12, 15)


def asked_meaning(name: str, language: Language) -> str:
    return _TERM.in_language(language).format(name)


def minutes(number: int, language: Language) -> str:
    """A length in words that agree with the number: 1 minuta, 2 minuty, 12 minut."""
    return f"{number} {_minutes(number).in_language(language)}"


def _minutes(number: int) -> Text:
    if number == 1:
        return Text(pl="minuta", en="minute")
    if number % 10 in _FEW and number % 100 not in _TEENS:
        return Text(pl="minuty", en="minutes")
    return Text(pl="minut", en="minutes")
