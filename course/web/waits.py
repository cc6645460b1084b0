"""What of a trainee's waits for somebody else: what it is, and since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from course.catalogue import Catalogue
from course.queries.my_course import Ending
from course.queries.standing import Standing
from course.spoken_days import since_day
from course.web.asked_questions import AskedQuestion
from course.web.i18n import language, speaking


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that somebody else does next."""

    text: str
    since: str
    href: str


def waits_for_others(
    course: Catalogue,
    standing: Standing,
    ending: Ending,
    questions: Sequence[AskedQuestion],
    *,
    claimed_minutes: int,
) -> Iterator[Wait]:
    """Quizzes and work to be read, practice to be confirmed, and what was asked or decided."""
    yield from _of_quizzes(course, standing)
    yield from _of_work(course, standing)
    yield from _of_questions(questions)
    speak = speaking()
    if standing.claimed_since is not None:
        hours = speak.hours(claimed_minutes)
        text = speak.say("%(hours)s of practice to be confirmed", hours=hours)
        yield _wait(text, standing.claimed_since, url_for("fieldwork.index"))
    asked_for = course.assignments.get(ending.asked_for or "")
    if ending.asked_since is not None and asked_for is not None:
        title = asked_for.title.in_language(language())
        text = speak.say("“%(title)s”: your trainer decides about more time", title=title)
        yield _wait(text, ending.asked_since, url_for("assignments.show", slug=asked_for.slug))
    if ending.decision_since is not None:
        text = speak.gettext("Your certificate: the decision waits for a second person")
        yield _wait(text, ending.decision_since, url_for("certificates.mine"))
    if ending.appeal_since is not None and ending.appeal_decided is None:
        text = speak.gettext("Your appeal: somebody who did not decide before decides about it")
        yield _wait(text, ending.appeal_since, url_for("certificates.mine"))


def _of_quizzes(course: Catalogue, standing: Standing) -> Iterator[Wait]:
    for slug, quiz in course.quizzes.items():
        if slug in standing.quizzes_waiting:
            since = [end.submitted_at for end in standing.quizzes_ended[slug] if end.waits]
            title = quiz.title.in_language(language())
            text = speaking().say(
                "Quiz “%(title)s”: your trainer reads what you wrote", title=title
            )
            yield _wait(text, min(since), url_for("quizzes.show", slug=slug))


def _of_work(course: Catalogue, standing: Standing) -> Iterator[Wait]:
    waiting = standing.work().waiting
    for slug, assignment in course.assignments.items():
        if slug in waiting:
            title = assignment.title.in_language(language())
            text = speaking().say("“%(title)s” waits for marking", title=title)
            yield _wait(text, standing.handed_in[slug], url_for("assignments.show", slug=slug))


def _of_questions(questions: Sequence[AskedQuestion]) -> Iterator[Wait]:
    for one in questions:
        if one.waits_since is not None:
            title = one.lesson.title.in_language(language())
            text = speaking().say(
                "Your question about “%(title)s” waits for an answer", title=title
            )
            yield _wait(text, one.waits_since, one.href)


def _wait(text: str, since: datetime, href: str) -> Wait:
    return Wait(text, since_day(speaking(), since), href)
