import pytest

from assessments.registers import read_nip, read_teryt


@pytest.mark.parametrize(
    "typed", ["6840011227", "684-001-12-27", "PL 684 001 12 27", " pl6840011227 "]
)
def test_a_nip_is_read_however_it_is_written(typed: str) -> None:
    assert read_nip(typed) == "6840011227"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "6840011224",  # the last digit does not add up
        "684001122",
        "68400112273",
        "684001122x",
        "٦٨٤٠٠١١٢٢٧",  # digits, but not ours
        "1234567890",  # its sum leaves 10, which is never given out
    ],
)
def test_what_does_not_add_up_is_no_nip(typed: str) -> None:
    assert read_nip(typed) is None


def test_a_teryt_code_has_seven_digits() -> None:
    assert read_teryt("1861 011") == "1861011"
    assert read_teryt("186101") is None
    assert read_teryt("Krosno") is None


@pytest.mark.parametrize(
    "code",
    [
        "1861011",  # Krosno
        "1862011",  # Przemyśl
        "1807052",  # a rural municipality of the county of Krosno
        "0265011",  # Wałbrzych, a county again since 2013
        "1465011",  # Warszawa
        "1465108",  # its district
    ],
)
def test_municipalities_that_exist_are_read(code: str) -> None:
    assert read_teryt(code) == code


@pytest.mark.parametrize(
    "code",
    [
        "1961011",  # voivodeships have even numbers
        "3461011",
        "1800011",  # no county
        "1822011",  # one more than there are
        "1865011",  # no such city
        "0263011",  # Wałbrzych until 2003
        "1431011",  # the county of Warsaw, dissolved in 2002
        "1861012",  # a city is urban
        "1807006",  # no municipality, no kind
        "1807056",
    ],
)
def test_municipalities_that_cannot_exist_are_not(code: str) -> None:
    assert read_teryt(code) is None


def test_there_are_as_many_counties_as_in_the_register() -> None:
    counties = [
        f"{voivodeship:02}{county:02}"
        for voivodeship in range(100)
        for county in range(100)
        if read_teryt(f"{voivodeship:02}{county:02}011")
    ]
    assert sum(code[2:] < "61" for code in counties) == 314
    assert sum(code[2:] >= "61" for code in counties) == 66
