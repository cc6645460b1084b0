import pytest

from course.registers import read_nip, read_teryt


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
