"""Receipts: four signs for what was saved."""

from assessments.receipts import LENGTH, SIGNS, receipt


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
