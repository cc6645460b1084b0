"""Which language the visitor reads."""

from typing import cast

from flask import g, request, session
from markupsafe import escape

from content.languages import Language
from course.language import Voice, voice
from course.web.visitors import visitor_or_none

CHOSEN = "language"


def language() -> Language:
    """The language chosen in this browser, else the person's own, else what the browser wants."""
    found = g.get("language")
    if found is None:
        found = g.language = _find_language()
    return cast("Language", found)


def speaking() -> Voice:
    """The voice for this request."""
    return voice(language())


def speak_without_asking() -> None:
    """Settle the language of this request without the database, which may be away."""
    if g.get("language") is None:
        g.language = _chosen_here() or _wanted_by_browser()


def speak_in(named: Language) -> None:
    """Speak the language that an address names, whoever asks: every browser may keep the answer."""
    g.language = named


def later(message: str) -> str:
    """A message that is translated when it is shown: for labels of forms, made before a request."""
    return cast("str", _Later(message))


class _Later:
    def __init__(self, message: str) -> None:
        self.message = message

    def __str__(self) -> str:
        return speaking().gettext(self.message)

    def __mod__(self, facts: object) -> str:
        return str(self) % facts

    def __html__(self) -> str:
        return escape(str(self))


def choose_language(chosen: Language) -> None:
    """Keep a choice for this browser."""
    session[CHOSEN] = chosen.value
    g.language = chosen


def _find_language() -> Language:
    chosen = _chosen_here()
    if chosen is not None:
        return chosen
    person = visitor_or_none()
    return person.language if person is not None else _wanted_by_browser()


def _chosen_here() -> Language | None:
    chosen = session.get(CHOSEN)
    return Language(chosen) if chosen in set(Language) else None


def _wanted_by_browser() -> Language:
    best = request.accept_languages.best_match([Language.PL, Language.EN], default=Language.PL)
    return Language(best)
