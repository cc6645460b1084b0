"""Codes that people read from paper and type."""

from hypothesis import given
from hypothesis import strategies as st

from course.codes import ALPHABET, CERTIFICATE_SIGNS, grouped, new_code, read_code

codes = st.text(ALPHABET, min_size=1, max_size=32)


def test_a_certificate_has_at_least_128_bits() -> None:
    assert len(set(ALPHABET)) == 32
    assert CERTIFICATE_SIGNS * 5 >= 128
    assert not set("O0I1") & set(ALPHABET)


def test_two_codes_differ() -> None:
    drawn = {new_code(CERTIFICATE_SIGNS) for _ in range(100)}
    assert len(drawn) == 100
    assert {len(code) for code in drawn} == {CERTIFICATE_SIGNS}
    assert set("".join(drawn)) <= set(ALPHABET)


def test_codes_stand_in_groups() -> None:
    assert grouped("K7QF2M9D") == "K7QF-2M9D"
    assert grouped("K7QF2M9DABCDEFGHJKLMNPQRST") == "K7QF-2M9D-ABCD-EFGH JKLM-NPQR-ST"


@given(codes)
def test_what_stands_on_paper_is_read_back(code: str) -> None:
    assert read_code(grouped(code)) == code
    assert read_code(f" {grouped(code).lower()}. ") == code
