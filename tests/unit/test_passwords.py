"""Which new passwords are refused."""

import pytest

from course.passwords import is_weak

WHO = {"name": "Anna Kowalska", "email": "ania.kowal@szkola.example"}


@pytest.mark.parametrize(
    "password",
    [
        "",
        "krótkie",
        "dziewięć!",
        "aaaaaaaaaaaa",
        "abababababab",
        "1234567890",
        "9876543210",
        "abcdefghij",
        "password123",
        "Password2026!",
        "P@ssw0rd2026",
        "haslo12345",
        "Hasło2026!!",
        "h4slo123456",
        "mojehaslo1",
        "qwertyuiop",
        "qwerty123456",
        "Polska2026!",
        "1qaz2wsx3edc",
        "zaq12wsxcde3",
        "Organizator1",
        "Spolecznie2026",
        "annakowalska",
        "Kowalska1987",
        "ania.kowal1!",
        "AnnaKowalska.1",
        "ania.kowal@szkola.example",
    ],
)
def test_what_is_guessed_early_is_refused(password: str) -> None:
    assert is_weak(password, **WHO)


@pytest.mark.parametrize(
    "password",
    [
        "trzy zielone gruszki",
        "cztery suche liście",
        "xK9-mQ2vLp7R",
        "kowalska lubi stare mapy",
        "Zupełnie inaczej 7",
        "ąęśćżźńółą12",
        "   spacje są w porządku",
    ],
)
def test_what_is_long_and_uncommon_is_taken(password: str) -> None:
    assert not is_weak(password, **WHO)


def test_who_has_no_address_has_no_address_to_avoid() -> None:
    assert not is_weak("trzy zielone gruszki", name="Jan", email="")
