"""The Jinja environment without Flask, for letters and papers; `web.jinja` builds on it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from content.languages import Language, Text
from course.language import Voice, hard_spaces, voice
from course.spoken_days import on_day, since_day

TEMPLATES = Path(__file__).parent / "templates"

# Tags, and what stands in them untouched: the text of these is sent back or drawn as it is.
_TAGS = re.compile(r"(<(textarea|option|svg|template)\b.*?</\2>|<[^>]+>)", re.DOTALL)


def filters(speaking: Callable[[], Voice]) -> dict[str, Callable[..., Any]]:
    """Filters that speak the language of the moment."""
    return {
        "clock": lambda at: speaking().clock(at),
        "clock_to_second": lambda at: speaking().clock_to_second(at),
        "day": lambda on: speaking().day(on),
        "iso_day": lambda on: speaking().day(date.fromisoformat(on)),  # as letters keep it
        "iso_plain_day": lambda on: speaking().day_without_weekday(date.fromisoformat(on)),
        "iso_moment": lambda at: speaking().moment(datetime.fromisoformat(at)),
        "plain_day": lambda on: speaking().day_without_weekday(on),
        "short_day": lambda on: speaking().short_day(on),
        "day_and_month": lambda on: speaking().day_and_month(on),
        "month": lambda on: speaking().month(on),
        "short_month": lambda on: speaking().short_month(on),
        "moment": lambda at: speaking().moment(at),
        "coming": lambda at: speaking().coming(at),
        "near_day": lambda on: speaking().near_day(on),
        "on_day": lambda on: on_day(speaking(), on),
        "since_day": lambda on: since_day(speaking(), on),
        "span": lambda meeting, *, year=True: speaking().span(
            meeting.starts_at, meeting.minutes, year=year
        ),
        "hours": lambda minutes: speaking().hours(minutes),
        "moment_to_second": lambda at: speaking().moment_to_second(at),
        "number": lambda value: speaking().number(value),
        "percent": lambda value: speaking().percent(value),
        "word": lambda value: speaking().word(value),
        "condition": lambda told: speaking().condition(told.code, told.facts, met=told.met),
        "ground": lambda code: speaking().ground(code),
        "fault": lambda fault: speaking().fault(fault.code, fault.facts),
        "remark": lambda remark: speaking().remark(remark.code, remark.facts),
        "in_language": lambda text: _in_language(text, speaking().language),
        "nbsp": lambda words: type(words)(hard_spaces(words)),  # Markup stays Markup
    }


def paper_environment(language: Language) -> Environment:
    """An environment that renders letters and papers in one language, escaping HTML."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speaking = voice(language)
    environment.filters.update(filters(lambda: speaking))
    environment.globals["language"] = language
    install_texts(environment, lambda: speaking)
    return environment


def install_texts(environment: Environment, speaking: Callable[[], Voice]) -> None:
    """Bind the message functions of templates to the voice of the moment."""
    # The extension adds this method; its types do not know.
    install: Callable[..., None] = getattr(environment, "install_gettext_callables")  # noqa: B009
    install(
        lambda message: speaking().gettext(message),
        lambda one, many, count: speaking().ngettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, message: speaking().pgettext(context, message),
        npgettext=lambda context, one, many, n: speaking().npgettext(context, one, many, n),
    )


def _in_language(text: Text, language: Language) -> str:
    return text.in_language(language)


def _hard_spaces_between_tags(html: Markup) -> Markup:
    """Hard spaces in the text of a page, not in its tags, drawings and fields."""
    done, end = [], 0
    for tag in _TAGS.finditer(html):
        done += [hard_spaces(html[end : tag.start()]), tag.group()]
        end = tag.end()
    done.append(hard_spaces(html[end:]))
    return Markup("").join(map(Markup, done))
