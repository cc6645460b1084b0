"""What the course as written still lacks, although it can be read and served.

An author hears all of it from `flask content check`; a server does not refuse it. The measures are
those of this course: lessons of 600 to 1,000 words in each language, with the same parts in both.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from content.callouts import Callout
from content.curriculum import Curriculum, Guide, Lesson
from content.faults import AuthoringFault, unknown
from content.languages import Language
from content.readability import readability_of, words_of
from content.reading import TRAINERS, lesson_path
from content.translation import Translation

FEWEST_WORDS, MOST_WORDS = 600, 1000
HIGHEST_FOG = Decimal(11)
LONGEST_UNCHECKED = timedelta(days=365)
FEWEST_TERMS = 60

_HEADING = re.compile(r"^(#{2,3}) ", re.MULTILINE)
_CALLOUT = re.compile(r"^/{3} (\w+)", re.MULTILINE)
_ROW = re.compile(r"^\|", re.MULTILINE)
_ITEM = re.compile(r"^(?:[-*+]|[0-9]+[.)]) ", re.MULTILINE)
_INSIDE = re.compile(r"\]\((/[^)\s]*)\)")
_NAMED = re.compile(r"(?:figure|lesson):[a-z0-9/-]+|\[\[fact:[a-z0-9-]+\]\]")


def words_in_language(curriculum: Curriculum, language: Language) -> int:
    """Words of all lessons that are written in a language."""
    return sum(
        words_of(lesson.body.in_language(language))
        for lesson in curriculum.lessons()
        if language is Language.PL or lesson.translation is not Translation.MISSING
    )


def lacks(
    curriculum: Curriculum, *, today: date, is_page: Callable[[str], bool]
) -> Iterator[AuthoringFault]:
    """Everything that keeps the course from being whole; `is_page` knows the app's addresses."""
    for lesson in curriculum.lessons():
        yield from _lacks_of(lesson)
    for path, guide in _guides(curriculum):
        if guide.translation is Translation.MISSING:
            yield _fault(path.format(Language.EN), "the English text is missing")
        yield from _lost_links(path, guide, curriculum, is_page)
    for module in curriculum.modules:
        if module.slug not in curriculum.trainer_guides:
            yield _fault(f"{TRAINERS}/pl/{module.slug}.md", "trainers have no guide to the module")
    for fact in curriculum.facts.values():
        if fact.checked_on > today:
            yield _fault("facts.yaml", f'fact "{fact.slug}" cannot be checked in the future')
    if len(curriculum.terms) < FEWEST_TERMS:
        reason = f"expected at least {FEWEST_TERMS} terms, found {len(curriculum.terms)}"
        yield _fault("glossary.yaml", reason)


def warnings(curriculum: Curriculum, *, today: date) -> Iterator[AuthoringFault]:
    """What an author should look at soon: old English, and facts checked over a year ago."""
    written = (
        *((lesson_path(one.slug, Language.EN), one.translation) for one in curriculum.lessons()),
        *((path.format(Language.EN), guide.translation) for path, guide in _guides(curriculum)),
    )
    for path, translation in written:
        if translation is Translation.OLDER:
            yield _fault(path, "the Polish text was changed after this translation")
    for fact in curriculum.facts.values():
        if today - fact.checked_on > LONGEST_UNCHECKED:
            reason = f'fact "{fact.slug}" was last checked on {fact.checked_on.isoformat()}'
            yield _fault("facts.yaml", reason)


def _guides(curriculum: Curriculum) -> Iterator[tuple[str, Guide]]:
    """Every guide, with its path that still wants the language."""
    for name, guide in curriculum.guides.items():
        yield f"guides/{{}}/{name}.md", guide
    for name, guide in curriculum.trainer_guides.items():
        yield f"{TRAINERS}/{{}}/{name}.md", guide


def _lost_links(
    path: str, guide: Guide, curriculum: Curriculum, is_page: Callable[[str], bool]
) -> Iterator[AuthoringFault]:
    """Links of a guide to lessons, guides and other pages that are not there."""
    known = {
        *(f"/lessons/{lesson.slug}" for lesson in curriculum.lessons()),
        *(f"/guides/{name}" for name in curriculum.guides),
    }
    for language in Language:
        for address in _INSIDE.findall(guide.body.in_language(language)):
            is_ours = address.startswith(("/lessons/", "/guides/"))
            if address not in known and (is_ours or not is_page(address)):
                yield _fault(path.format(language), unknown("page", address, known))


def _lacks_of(lesson: Lesson) -> Iterator[AuthoringFault]:
    for language in Language:
        path = lesson_path(lesson.slug, language)
        if language is Language.EN and lesson.translation is Translation.MISSING:
            yield _fault(path, "the English text is missing")
            continue
        body = lesson.body.in_language(language)
        words = words_of(body)
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            yield _fault(path, f"expected {FEWEST_WORDS} to {MOST_WORDS} words, found {words}")
        if "](term:" not in body:
            yield _fault(path, "no word of the glossary is explained")
        met = set(_CALLOUT.findall(body))
        for callout in Callout:
            if callout not in met:
                yield _fault(path, f"there is no /// {callout}")
    yield from _hard_to_read(lesson)
    yield from _different(lesson)


def _hard_to_read(lesson: Lesson) -> Iterator[AuthoringFault]:
    limit = lesson.reading_limit.fog if lesson.reading_limit else HIGHEST_FOG
    fog = readability_of(lesson.body.pl).fog
    if fog > limit:
        reason = f"the fog index is {fog}, at most {limit} is allowed: shorten sentences"
        yield _fault(lesson_path(lesson.slug, Language.PL), reason)


def _different(lesson: Lesson) -> Iterator[AuthoringFault]:
    """Parts that one language has and the other has not."""
    polish, english = _parts(lesson.body.pl), _parts(lesson.body.en)
    path = lesson_path(lesson.slug, Language.EN)
    for part in sorted((polish - english).keys()):
        yield _fault(path, f"the Polish text has more: {part}")
    for part in sorted((english - polish).keys()):
        yield _fault(path, f"the Polish text has less: {part}")


def _parts(body: str) -> Counter[str]:
    """What a translation keeps: headings, call-outs, rows, items, and what is named."""
    return Counter(
        [
            *(f"heading {marks}" for marks in _HEADING.findall(body)),
            *(f"/// {kind}" for kind in _CALLOUT.findall(body)),
            *("row of a table" for _ in _ROW.findall(body)),
            *("item of a list" for _ in _ITEM.findall(body)),
            *_NAMED.findall(body),
        ]
    )


def _fault(path: str, reason: str) -> AuthoringFault:
    return AuthoringFault(f"content/{path}", 1, reason)
