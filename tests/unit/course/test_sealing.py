"""What is sealed opens by its key, in its place, and nowhere else."""

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from course.errors import SealBroken
from course.sealing import Place, Seals, new_key
from tests.data_keys import DATA_KEYS, OTHER_KEY

OLD, NEW = Seals(DATA_KEYS), Seals((OTHER_KEY, *DATA_KEYS))
HERE = Place(7, 2)

values = st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=60), max_size=8)


@given(values, st.integers(1, 10**9), st.integers(1, 10**6))
def test_what_is_sealed_opens_as_it_was(said: dict[str, str], enrolment: int, number: int) -> None:
    place = Place(enrolment, number)
    sealed = NEW.seal(said, of=place)
    assert NEW.unseal(sealed, of=place) == said
    assert not [one for one in said.values() if len(one) > 3 and one in sealed]


@pytest.mark.parametrize("elsewhere", [Place(8, 2), Place(7, 1)])
def test_a_row_put_in_the_place_of_another_is_noticed(elsewhere: Place) -> None:
    sealed = OLD.seal({"pesel": "44051401359"}, of=HERE)
    with pytest.raises(SealBroken):
        OLD.unseal(sealed, of=elsewhere)


def test_without_its_key_or_with_a_changed_letter_nothing_opens() -> None:
    sealed = OLD.seal({"city": "Krosno"}, of=HERE)
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    for seals, what in ((Seals((new_key(),)), sealed), (OLD, changed), (OLD, "")):
        with pytest.raises(SealBroken) as broken:
            seals.unseal(what, of=HERE)
        assert isinstance(broken.value.__cause__, InvalidToken)


def test_the_first_key_seals_and_every_key_opens() -> None:
    old, new = (seals.seal({"city": "Krosno"}, of=HERE) for seals in (OLD, NEW))
    assert NEW.unseal(old, of=HERE) == NEW.unseal(new, of=HERE)
    assert (NEW.is_newest(old), NEW.is_newest(new)) == (False, True)
    with pytest.raises(SealBroken):
        OLD.unseal(new, of=HERE)


def test_a_pesel_is_found_by_any_key_and_told_by_none() -> None:
    pesel = "44051401359"
    [old] = OLD.pesel_hashes(pesel)
    newest, older = NEW.pesel_hashes(pesel)
    assert old == older != newest
    assert pesel not in newest
    assert OLD.pesel_hashes("44051401360") != [old]
