"""Receipts: four signs for what was saved."""

from hashlib import sha256

import pytest

from assessments.receipts import LENGTH, SIGNS, fingerprint, read_receipt, receipt


def test_the_same_facts_give_the_same_signs() -> None:
    assert receipt(12, "q1", 3, {"a": 1, "b": 2}) == receipt(12, "q1", 3, {"b": 2, "a": 1})


def test_other_facts_give_other_signs() -> None:
    found = {receipt(12, "q1", revision, {"text": "ą"}) for revision in range(200)}
    assert len(found) > 195


def test_signs_can_be_read_aloud() -> None:
    signs = receipt("anything")
    assert len(signs) == LENGTH
    assert set(signs) <= set(SIGNS)
    assert not set("ILOU") & set(SIGNS)


@pytest.mark.parametrize("typed", ["7K0X", "7k0x", " 7k 0x ", "7K-OX", "7ko x"])
def test_a_receipt_is_read_as_people_type_it(typed: str) -> None:
    assert read_receipt(typed) == "7K0X"


def test_signs_that_look_alike_are_the_same() -> None:
    assert read_receipt("IlL1") == "1111"


@pytest.mark.parametrize("typed", ["", "7K0", "7K0XX", "7KUX", "7KĄX", "7K_X"])
def test_what_cannot_be_a_receipt(typed: str) -> None:
    assert read_receipt(typed) is None


def test_every_receipt_can_be_read() -> None:
    found = [receipt(number) for number in range(100)]
    assert [read_receipt(code) for code in found] == found


def test_a_fingerprint_is_the_sha_256_of_the_answer() -> None:
    assert fingerprint({"text": "ą"}) == sha256('{"text":"ą"}'.encode()).hexdigest()
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
