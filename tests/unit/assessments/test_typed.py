from datetime import date
from decimal import Decimal

import pytest

from assessments.typed import (
    clean,
    day_in,
    fold,
    is_accepted,
    is_near_miss,
    number_in,
    plain_number,
    words_in,
)
from content.languages import Language


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("20", "20"),
        (" 20 ", "20"),
        ("0", "0"),
        ("007", "7"),
        ("2,5", "2.5"),
        ("2.50", "2.5"),
        ("+3", "3"),
        ("-2", "-2"),
        ("−2", "-2"),
        ("-0", "0"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("\uff12\uff10", "20"),
        ("100000", "100000"),
    ],
)
def test_numbers_are_read_as_poles_and_english_write_them(typed: str, number: str) -> None:
    read = number_in(typed)
    assert read == Decimal(number)
    assert read is not None
    assert plain_number(read) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ",5",
        "5,",
        "1.234,5",
        "10 20",
        "2 0",
        "dwa",
        "20 %",
        "1e3",
        "NaN",
        "٣",
        "9" * 16,
    ],
)
def test_what_is_not_one_number_is_none(typed: str) -> None:
    assert number_in(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-06",
        "06.12.2026",
        "6.12.2026",
        "6.12.2026 r.",
        "6/12/2026",
        "06-12-2026",
        " 2026-12-6 ",
    ],
)
def test_days_are_read_in_iso_and_day_first(typed: str) -> None:
    assert day_in(typed) == date(2026, 12, 6)


@pytest.mark.parametrize(
    "typed",
    ["", "jutro", "31.02.2026", "2026-13-01", "6.12.26", "6.12/2026", "12.2026", "0.0.0000"],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert day_in(typed) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "lodz"),
        (" ŻÓŁĆ ", "zolc"),
        ("rada   osiedla", "Rada\nosiedla"),
        ("\ufb01rma", "firma"),
        ("STRASSE", "straße"),
        ("z\u0307", "ż"),
    ],
)
def test_folding_forgets_case_spaces_and_polish_letters(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_keeps_other_words_apart() -> None:
    assert fold("parafraza") != fold("parafrazy")


def test_cleaning_makes_new_lines_alike_and_drops_what_nobody_types() -> None:
    assert clean("a\r\nb\rc\td\x00\x07\ud800ę") == "a\nb\nc\tdę"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("Idę, bo chcę.", 3),
        ("20-lecie e-mail m.in.", 3),
        ("słuchać – nie mówić", 3),
        ("raz\ndwa\u00a0trzy", 3),
    ],
)
def test_words_stand_between_spaces(text: str, words: int) -> None:
    assert words_in(text) == words


@pytest.mark.parametrize("typed", ["Żółw", "zolw", " ŻOŁW. ", "„żółw”", "turtle!"])
def test_variants_are_accepted_whatever_their_case_accents_and_marks(typed: str) -> None:
    assert is_accepted(typed, {Language.PL: ("żółw",), Language.EN: ("turtle",)})


@pytest.mark.parametrize(
    ("typed", "right", "near"),
    [
        ("parafraza", "parafraza", False),  # right, so not merely near
        ("parafrza", "parafraza", True),
        ("parafrazza", "parafraza", True),
        ("parafraze", "parafraza", True),
        ("praafraza", "parafraza", True),
        ("prafrazy", "parafraza", True),
        ("prafrzy", "parafraza", False),
        ("rade", "rada", True),
        ("rady!", "rada", True),
        ("ad", "rada", False),
        ("tka", "tak", False),  # too short to be told from another word
        ("", "parafraza", False),
        ("2018", "2019", False),
        ("art. 12a", "art. 12b", False),
        ("a" * 60 + "b", "a" * 61, False),
        ("a" * 59 + "b", "a" * 60, True),
    ],
)
def test_a_near_miss_is_a_slip_or_two_away(typed: str, right: str, near: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_near_miss(typed, {Language.PL: (right,)}) is near
