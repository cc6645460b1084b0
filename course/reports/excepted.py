"""What an exception is about and how much it tells, as people read it."""

from collections.abc import Mapping

from assessments.definitions import Assignment
from assessments.exceptions import ASSIGNMENT, WORKSHOP
from content.languages import Language
from course.language import voice
from course.queries.exceptions import is_in_minutes
from course.sentences.exceptions import EXCEPTED_TEXTS


def excepted_said(
    requirement: str, assignments: Mapping[str, Assignment], language: Language
) -> str:
    """A part of the rule in words; an assignment that the course has no more by its slug."""
    speaking = voice(language)
    if requirement.startswith(ASSIGNMENT):
        slug = requirement.removeprefix(ASSIGNMENT)
        known = assignments.get(slug)
        title = known.title.in_language(language) if known else slug
        return speaking.say("assignment “%(title)s”", title=title)
    if requirement.startswith(WORKSHOP):
        return speaking.say("workshop %(code)s", code=requirement.removeprefix(WORKSHOP))
    return speaking.gettext(EXCEPTED_TEXTS[requirement])


def amount_said(requirement: str, amount: int | None, language: Language) -> str:
    """How much: a length of time, or a number; nothing where nothing is counted."""
    if amount is None:
        return ""
    return voice(language).hours(amount) if is_in_minutes(requirement) else str(amount)
