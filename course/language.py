"""Texts, dates, numbers and sort keys in a given language.

Needs no request: pages, letters and papers speak with the same voice.
"""

import gettext
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from assessments.participants import to_mend
from content.languages import Language
from course.clock import LOCAL_ZONE, local_day
from course.sentences import (
    ADVICE_TEXTS,
    ANSWER_TEXTS,
    CONDITION_TEXTS,
    DATA_MISSING,
    ENUM_TEXTS,
    ERROR_TEXTS,
    EXCHANGE_TEXTS,
    FIELD_TEXTS,
    GROUND_TEXTS,
    KIND_TEXTS,
    NOTHING_WAITS,
    RELIABILITY_TEXTS,
    REQUIREMENT_TEXTS,
)

CATALOGUES = Path(__file__).parent / "translations"

_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_SORT = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET)}
_FOLDED = str.maketrans("ąćęłńóśźż", "acelnoszz")
_BREAKABLE_SPACE = re.compile(
    r" (?:(?<=[aiouwzAIOUWZ] )(?<![^\s(>„–\"]. )"  # after a one-letter word
    r"|(?<=[Zz]e )(?<![^\s(>„–\"].. )"  # after ze
    r"|(?<=\d )(?=\d{3}\b|[a-zA-Zżź%])"  # within a number, and between it and its unit
    r"|(?<=\bnr )(?=\d|SZ/)|(?<=\bNo\. )(?=\d)"  # between "nr" and its number
    r"|(?<=, czas )(?=polski)|(?<=, Polish )(?=time))"  # in the zone of a time
    # in text only, not in tags and typed words; a word may stand in a tag of its own
    r"(?=(?:<(?:a|em|strong|b|abbr|span)\b[^<>]*>)?[^\s<>][^<>]*(?:<(?!/textarea|/option)|\Z))"
)


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogue of a language, compiled in memory. English is what the code says."""
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=str(language))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def sort_key(name: str) -> str:
    """A key that sorts names by surname in Polish order (ą after a) on every database alike."""
    *given, surname = name.split() or [""]
    return alphabet_key(" ".join([surname, *given]))


def alphabet_key(words: str) -> str:
    """A key that sorts titles and names of institutions, from their first word, in Polish order."""
    return "".join(_SORT.get(letter, letter) for letter in words.lower())[:400]


def folded(words: str) -> str:
    """Lower case without Polish marks, for forgiving search: `zazolc` finds `zażółć`."""
    return words.lower().translate(_FOLDED)


def hard_spaces(words: str) -> str:
    """Non-breaking spaces after one-letter words and between a number and its unit.

    Takes plain words or a whole page: tags, text areas and options stay as they are.
    """
    return _BREAKABLE_SPACE.sub("\N{NO-BREAK SPACE}", words)


class Voice:
    """Everything that can be said in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = Locale.parse(str(language) if language is Language.PL else "en_GB")
        self._texts = translations(language)
        self.gettext = self._texts.gettext
        self.ngettext = self._texts.ngettext
        self.pgettext = self._texts.pgettext
        self.npgettext = self._texts.npgettext

    def say(self, message: str, **facts: object) -> str:
        """A message of the catalogue with its facts filled in."""
        return self.gettext(message) % self._spoken(facts)

    def say_count(self, one: str, many: str, num: int, **facts: object) -> str:
        """A message that depends on a number, given as `num`."""
        return self.ngettext(one, many, num) % self._spoken({**facts, "num": num})

    def error(self, code: str, facts: Mapping[str, object]) -> str:
        """The sentence for a domain error."""
        return self.say(ERROR_TEXTS[code], **facts)

    def fault(self, code: str, facts: Mapping[str, object]) -> str:
        """The sentence for a fault of something typed or chosen."""
        return self.say(FIELD_TEXTS[code], **facts)

    def remark(self, code: str, facts: Mapping[str, object]) -> str:
        """What there is to say about a line of a file of questions."""
        kinds = {
            name: self.gettext(KIND_TEXTS[str(value)])
            for name, value in facts.items()
            if name in {"kind", "other"} and value in KIND_TEXTS
        }
        return self.say(EXCHANGE_TEXTS[code], **{**facts, **kinds})

    def requirement(self, code: str, facts: Mapping[str, object]) -> str:
        """A line of the checklist. Slugs are given as titles already."""
        spoken = {name: self._required(code, name, value) for name, value in facts.items()}
        nothing_waits = code == "field_minutes_short" and not facts["claimed"]
        return self.say(NOTHING_WAITS if nothing_waits else REQUIREMENT_TEXTS[code], **spoken)

    def condition(self, code: str, facts: Mapping[str, object], *, met: bool) -> str:
        """Whether a condition of being counted is met, by what day, and what is missing."""
        when_met, when_not = CONDITION_TEXTS[code]
        missing = cast("Collection[str]", facts.get("missing", ()))
        if not met and missing:
            return self.say(DATA_MISSING, missing=self.answers(missing))
        return self.say(when_met if met else when_not, **facts)

    def answers(self, missing: Collection[str]) -> str:
        """Missing answers of a participants' form by their names: `PESEL, kod pocztowy`."""
        known = ((name, ANSWER_TEXTS.get(name)) for name in to_mend(missing))
        return ", ".join(self.gettext(words) if words else name for name, words in known)

    def ground(self, code: str) -> str:
        """Why somebody may not judge or decide about a person."""
        return self.gettext(GROUND_TEXTS[code])

    def advice(self, code: str, facts: Mapping[str, object]) -> str:
        """What to do about a question of a quiz."""
        return self.say(ADVICE_TEXTS[code], **facts)

    def reliability(self, code: str, facts: Mapping[str, object]) -> str:
        """How reliable a quiz is, or why that is not told."""
        return self.say(RELIABILITY_TEXTS[code], **facts)

    def word(self, value: StrEnum) -> str:
        """The name of an enum's value as people read it."""
        return self.gettext(ENUM_TEXTS[type(value), value.value])

    def day(self, value: date | datetime) -> str:
        """`niedziela, 6 grudnia 2026`."""
        return format_date(_day(value), "EEEE, d MMMM y", locale=self.locale)

    def day_without_weekday(self, value: date | datetime) -> str:
        """`6 grudnia 2026`."""
        return format_date(_day(value), "d MMMM y", locale=self.locale)

    def short_day(self, value: date | datetime) -> str:
        """`06.12.2026`, in English `06/12/2026`."""
        pattern = "dd.MM.y" if self.language is Language.PL else "dd/MM/y"
        return format_date(_day(value), pattern, locale=self.locale)

    def day_and_month(self, value: date | datetime) -> str:
        """`12.11.`, in English `12/11`: where the year is plain."""
        pattern = "dd.MM." if self.language is Language.PL else "dd/MM"
        return format_date(_day(value), pattern, locale=self.locale)

    def long_day_and_month(self, value: date | datetime) -> str:
        """`6 grudnia`: in a sentence, where the year is plain."""
        return format_date(_day(value), "d MMMM", locale=self.locale)

    def month(self, value: date | datetime) -> str:
        """`listopad 2026`."""
        return format_date(_day(value), "LLLL y", locale=self.locale)

    def short_month(self, value: date | datetime) -> str:
        """`lis`."""
        return format_date(_day(value), "LLL", locale=self.locale)

    def clock(self, value: datetime) -> str:
        """`12:03` where the programme takes place."""
        return format_time(value.astimezone(LOCAL_ZONE), "HH:mm", locale=self.locale)

    def clock_to_second(self, value: datetime) -> str:
        """`12:03:07`, for records."""
        return format_time(value.astimezone(LOCAL_ZONE), "HH:mm:ss", locale=self.locale)

    def moment_to_second(self, value: datetime) -> str:
        """`06.12.2026, 12:03:07`, for records."""
        return f"{self.short_day(value)}, {self.clock_to_second(value)}"

    def clock_and_day(self, value: datetime, now: datetime) -> str:
        """`12:03` of today, `18:42, 20.11.2026` of another day."""
        clock = self.clock(value)
        same_day = local_day(value) == local_day(now)
        return clock if same_day else f"{clock}, {self.short_day(value)}"

    def moment(self, value: datetime) -> str:
        """`niedziela 6 grudnia 2026, 18:42, czas polski`: whenever a time is read in words."""
        return self._in_words(value, "EEEE d MMMM y")

    def coming(self, value: datetime) -> str:
        """`niedziela 6 grudnia, 18:42, czas polski`: of what lies ahead; the year is plain."""
        return self._in_words(value, "EEEE d MMMM")

    def span(self, value: datetime, minutes: int, *, year: bool = True) -> str:
        """`niedziela 6 grudnia 2026, 09:00–15:00, czas polski`: from when until when."""
        until = value + timedelta(minutes=minutes)
        return self._in_words(value, "EEEE d MMMM y" if year else "EEEE d MMMM", until=until)

    def near_day(self, value: date | datetime) -> str:
        """`niedziela 6 grudnia`: in a list, where the year is plain."""
        return format_date(_day(value), "EEEE d MMMM", locale=self.locale)

    def number(self, value: float | Decimal) -> str:
        """A number with the language's own decimal mark."""
        return format_decimal(value, locale=self.locale)

    def percent(self, value: float | Decimal) -> str:
        """`75%`; the value is in percent already. Rounded down: 69.99 is never shown as 70."""
        return f"{format_decimal(_tenths(value), format='#,##0.#', locale=self.locale)}%"

    def hours(self, minutes: int) -> str:
        """Minutes as `2 h 30 min`."""
        hours, rest = divmod(minutes, 60)
        parts = [f"{hours} h"] * bool(hours or not rest) + [f"{rest} min"] * bool(rest)
        return " ".join(parts)

    def _in_words(self, value: datetime, pattern: str, *, until: datetime | None = None) -> str:
        """Day and time with the zone: who is abroad, or reads in another zone, must not guess."""
        day = format_date(_day(value), pattern, locale=self.locale)
        clock = self.clock(value) if until is None else f"{self.clock(value)}–{self.clock(until)}"
        zone = self.gettext("Polish time")
        return f"{day}, {clock}, {zone}"

    def _spoken(self, facts: Mapping[str, object]) -> dict[str, object]:
        return {name: self._fact(value) for name, value in facts.items()}

    def _required(self, code: str, name: str, value: object) -> object:
        """Minutes are said as hours, and percents as everywhere."""
        if _is_minutes(code, name):
            return self.hours(int(str(value)))
        return _tenths(value) if isinstance(value, Decimal) else value

    def _fact(self, value: object) -> object:
        match value:
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case Decimal():
                return self.number(value)
            case timedelta():
                return self.hours(int(value.total_seconds() // 60))
            case StrEnum() if (type(value), value.value) in ENUM_TEXTS:
                return self.word(value)
            case _:
                return value


@cache
def voice(language: Language) -> Voice:
    """The voice of a language, made once."""
    return Voice(language)


def _tenths(percent: float | Decimal) -> Decimal:
    """A percent with one decimal, rounded down."""
    return Decimal(str(percent)).quantize(Decimal("0.1"), ROUND_DOWN)


def _is_minutes(code: str, name: str) -> bool:
    return "_minutes_" in code and name in {"have", "needed", "claimed"}


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value
