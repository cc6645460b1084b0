"""Days in a sentence: the weekday bends in Polish, so each has a sentence of its own."""

from datetime import date, datetime

from course.clock import local_day
from course.language import Voice
from course.sentences.mark import N_

_SINCE = (
    N_("since Monday, %(day)s"),
    N_("since Tuesday, %(day)s"),
    N_("since Wednesday, %(day)s"),
    N_("since Thursday, %(day)s"),
    N_("since Friday, %(day)s"),
    N_("since Saturday, %(day)s"),
    N_("since Sunday, %(day)s"),
)
_ON = (
    N_("on Monday, %(day)s"),
    N_("on Tuesday, %(day)s"),
    N_("on Wednesday, %(day)s"),
    N_("on Thursday, %(day)s"),
    N_("on Friday, %(day)s"),
    N_("on Saturday, %(day)s"),
    N_("on Sunday, %(day)s"),
)


def since_day(speaking: Voice, value: date | datetime) -> str:
    """`od wtorku, 24 listopada`."""
    return _said(speaking, _SINCE, value)


def on_day(speaking: Voice, value: date | datetime) -> str:
    """`we wtorek, 24 listopada`."""
    return _said(speaking, _ON, value)


def _said(speaking: Voice, sentences: tuple[str, ...], value: date | datetime) -> str:
    day = local_day(value) if isinstance(value, datetime) else value
    return speaking.say(sentences[day.weekday()], day=speaking.long_day_and_month(day))
