"""What a course still lacks, and what is getting old."""

from datetime import date, timedelta

import pytest

from content.completeness import lacks, warnings, words_in_language
from content.languages import Language
from content.translation import mark_translation
from tests.unit.content.sample import SampleCourse

TODAY = date(2026, 11, 26)
POLISH = "lessons/pl/m1/2-values.md"
ENGLISH = "lessons/en/m1/2-values.md"
SENTENCE = "Idziesz do sąsiada i pytasz, co go boli. "  # eight words
WHOLE = f"""\
# Wartości

{SENTENCE * 40} [Słuchaj](term:listening).

## Po tej lekcji

- jedno
- drugie

/// case
### Przypadek
{SENTENCE * 10}
///

| A | B |
|---|---|
| a | [[fact:first-year]] |

/// exercise | 20
### Ćwiczenie
{SENTENCE * 10}
///

/// mistake
### Błąd
{SENTENCE * 10}
///

/// remember
### Zapamiętaj
{SENTENCE * 10}
///

/// sources
- Skąd.
///
"""


def write(sample: SampleCourse, polish: str, english: str) -> None:
    sample.write(POLISH, polish)
    sample.write(ENGLISH, mark_translation(english, polish))


def told(sample: SampleCourse, path: str = ENGLISH) -> list[str]:
    found = lacks(sample.read(), today=TODAY, is_page=lambda address: address == "/course")
    return [fault.reason for fault in found if fault.path == f"content/{path}"]


def test_a_whole_lesson_lacks_nothing(sample: SampleCourse) -> None:
    write(sample, WHOLE, WHOLE)
    assert told(sample) == told(sample, POLISH) == []


@pytest.mark.parametrize(
    ("old", "new", "reasons"),
    [
        ("- drugie\n", "", ["the Polish text has more: item of a list"]),
        ("- drugie\n", "- drugie\n- trzecie\n", ["the Polish text has less: item of a list"]),
        (" [Słuchaj](term:listening).", "", ["no word of the glossary is explained"]),
        ("## Po", "### Po", ["the Polish text has more: heading ##"]),
        ("| a | [[fact:first-year]] |\n", "", ["the Polish text has more: [[fact:first-year]]"]),
        (
            "/// mistake",
            "/// case",
            ["there is no /// mistake", "the Polish text has more: /// mistake"],
        ),
        (SENTENCE * 40, SENTENCE, ["expected 600 to 1000 words, found 343"]),
        (SENTENCE * 40, SENTENCE * 100, ["expected 600 to 1000 words, found 1135"]),
    ],
)
def test_what_a_translation_lacks_is_named(
    sample: SampleCourse, old: str, new: str, reasons: list[str]
) -> None:
    write(sample, WHOLE, WHOLE.replace(old, new, 1))
    assert set(reasons) <= set(told(sample))


def test_a_missing_translation_is_the_only_lack(sample: SampleCourse) -> None:
    write(sample, WHOLE, WHOLE)
    sample.remove(ENGLISH)
    assert told(sample) == ["the English text is missing"]


def test_a_text_that_is_too_hard_is_named_unless_its_author_says_why(sample: SampleCourse) -> None:
    hard = "Organizowanie społecznościowe uwzględnia zapotrzebowanie mieszkańców okolicy. "
    write(sample, WHOLE.replace(SENTENCE * 40, hard * 45), WHOLE)
    assert any(reason.startswith("the fog index is ") for reason in told(sample, POLISH))
    sample.edit(
        "curriculum.yaml",
        "{slug: 2-values, minutes: 9, outcomes: [M1.E1]}",
        "{slug: 2-values, minutes: 9, outcomes: [M1.E1], reading_limit: {fog: 30, because: So.}}",
    )
    assert told(sample, POLISH) == []


def test_trainers_need_a_guide_to_each_module_in_both_languages(sample: SampleCourse) -> None:
    assert told(sample, "trainers/pl/m3.md") == ["trainers have no guide to the module"]
    assert told(sample, "trainers/pl/m1.md") == []
    sample.remove("trainers/en/m1.md")
    assert told(sample, "trainers/en/m1.md") == ["the English text is missing"]
    sample.remove("guides/en/help.md")
    assert told(sample, "guides/en/help.md") == ["the English text is missing"]


def test_a_guide_leads_to_what_is_there(sample: SampleCourse) -> None:
    links = (
        "[a](/lessons/m1/1-cycle), [b](/lessons/m1/9-none), [c](/guides/none), "
        "[d](/course), [e](/curse)"
    )
    sample.write("trainers/pl/m1.md", f"# Moduł 1\n\n{links}\n")
    found = told(sample, "trainers/pl/m1.md")
    assert [reason.partition(",")[0] for reason in found] == [
        'unknown page "/lessons/m1/9-none"',
        'unknown page "/guides/none"',
        'unknown page "/curse"',
    ]


def test_a_glossary_of_two_words_is_not_whole(sample: SampleCourse) -> None:
    assert told(sample, "glossary.yaml") == ["expected at least 60 terms, found 2"]


def test_old_english_and_old_facts_are_warned_of(sample: SampleCourse) -> None:
    write(sample, WHOLE, WHOLE)
    oldest = date(2026, 10, 1)
    found = {
        str(warning) for warning in warnings(sample.read(), today=oldest + timedelta(days=366))
    }
    assert 'content/facts.yaml:1: fact "first-year" was last checked on 2026-10-01' in found
    changed = "the Polish text was changed after this translation"
    assert f"content/guides/en/help.md:1: {changed}" in found
    assert f"content/trainers/en/m1.md:1: {changed}" in found
    assert f"content/lessons/en/m1/1-cycle.md:1: {changed}" in found
    assert f"content/{ENGLISH}:1: {changed}" not in found
    at_a_year = warnings(sample.read(), today=oldest + timedelta(days=365))
    assert not any("facts.yaml" in warning.path for warning in at_a_year)


def test_a_check_lies_in_the_past(sample: SampleCourse) -> None:
    sample.edit("facts.yaml", "2026-10-01", "2031-01-01")
    assert told(sample, "facts.yaml") == ['fact "first-year" cannot be checked in the future']


def test_words_are_those_of_all_lessons(sample: SampleCourse) -> None:
    before = words_in_language(sample.read(), Language.PL)
    sample.edit(POLISH, "Sześć zasad.", "Sześć zasad i jeszcze jedna.")
    assert words_in_language(sample.read(), Language.PL) == before + 3
    english = words_in_language(sample.read(), Language.EN)
    sample.remove(ENGLISH)
    assert words_in_language(sample.read(), Language.EN) == english - 2
