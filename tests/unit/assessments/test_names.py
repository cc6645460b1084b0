"""A name typed by a stranger against the name on the certificate."""

import pytest

from assessments.names import NameMatch, compare_names, initials, plain_name, surname_of

DOUBLE = "Łucja Maria Ćwikła-Brzęczyszczykiewicz"


@pytest.mark.parametrize(
    ("typed", "name", "match"),
    [
        # however it is written
        ("ana cwikla", "Ana Ćwikła", NameMatch.WHOLE),
        ("ĆWIKŁA,  Ana", "Ana Ćwikła", NameMatch.WHOLE),
        ("C\u0301wikła Ana", "Ana Ćwikła", NameMatch.WHOLE),  # a letter and its mark apart
        ("brzeczyszczykiewicz cwikla lucja maria", DOUBLE, NameMatch.WHOLE),
        ("Siobhan OBrien", "Siobhán O’Brien", NameMatch.WHOLE),
        ("Зінаїда Ковальчук", "Зінаїда Ковальчук", NameMatch.WHOLE),
        ("Strasse", "Jan Straße", NameMatch.SURNAME),
        # the surname
        ("cwikla", "Ana Ćwikła", NameMatch.SURNAME),
        ("Ćwikła–Brzęczyszczykiewicz", DOUBLE, NameMatch.SURNAME),
        ("Brzęczyszczykiewicz - Ćwikła", DOUBLE, NameMatch.SURNAME),
        ("Sowa Nowak", "Ewa Nowak - Sowa", NameMatch.SURNAME),
        ("Ł. Ćwikła-Brzęczyszczykiewicz", DOUBLE, NameMatch.SURNAME),
        ("Maria Ćwikła-Brzęczyszczykiewicz", DOUBLE, NameMatch.SURNAME),
        ("van der Berg", "Jan van der Berg", NameMatch.SURNAME),
        # less than the surname
        ("Ćwikła", DOUBLE, NameMatch.PART_OF_SURNAME),
        ("Łucja Ćwikła", DOUBLE, NameMatch.PART_OF_SURNAME),
        # another person
        ("Ola Ćwikła", "Ana Ćwikła", NameMatch.OTHER_FIRST_NAME),
        ("O. Ćwikła", "Ana Ćwikła", NameMatch.OTHER_FIRST_NAME),
        ("Ola Ćwikła", DOUBLE, NameMatch.DIFFERENT),
        ("Ćwikła Ćwikła", "Ana Ćwikła", NameMatch.OTHER_FIRST_NAME),
        ("Ana", "Ana Ćwikła", NameMatch.DIFFERENT),
        ("A. Ć.", "Ana Ćwikła", NameMatch.DIFFERENT),
        ("Ćwik", "Ana Ćwikła", NameMatch.DIFFERENT),
        ("", "Ana Ćwikła", NameMatch.DIFFERENT),
        ("-", "Ana Ćwikła", NameMatch.DIFFERENT),
    ],
)
def test_names_are_compared(typed: str, name: str, match: NameMatch) -> None:
    assert compare_names(typed, name) is match
    assert match.agrees is (match in {NameMatch.WHOLE, NameMatch.SURNAME})


def test_a_name_is_the_same_however_it_is_written() -> None:
    ways = ("Zażółć Gęślą-Jaźń", "zazolc gesla jazn", "JAŹŃ ZAŻÓŁĆ, Gęślą")
    assert {plain_name(way) for way in ways} == {"gesla jazn zazolc"}


@pytest.mark.parametrize(
    ("name", "shown", "surname"),
    [
        ("Łucja Ćwikła", "Ł. Ć.", "Ćwikła"),
        ("Ewa Nowak-Sowa", "E. N.-S.", "Nowak-Sowa"),
        ("Ewa Nowak – Sowa", "E. N.-S.", "Nowak-Sowa"),
        ("Ana", "A.", "Ana"),
        ("Ewa Nowak-", "E. N.", "Nowak-"),
        ("", "", ""),
    ],
)
def test_a_stranger_sees_initials(name: str, shown: str, surname: str) -> None:
    assert (initials(name), surname_of(name)) == (shown, surname)
