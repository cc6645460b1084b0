"""No text that is typed stops or slows the comparison with what is accepted."""

import os
from time import thread_time

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.typed import LONGEST_TEXT, fold, is_accepted, is_near_miss
from content.languages import Language

CASES = 20_000 if os.environ.get("FULL_SIZE") else 400
TEN_KILOBYTES = 10_000
SLOWEST = 0.1
"""Seconds of this thread for ten kilobytes, whatever else the machine does."""

# Letters that a normal form takes long to put in order, or makes many of.
HARD = "\u0301\u0316\u0345\u0f73\u0f71\ufdfa\u1fa7\uac01\u0130ßŁł.„ \ud800"
letters = st.characters(codec=None) | st.sampled_from(HARD)
texts = st.text(letters, max_size=80)
long_texts = st.builds(
    lambda start, again: (start + again * TEN_KILOBYTES)[:LONGEST_TEXT],
    st.text(letters, max_size=5),
    st.text(letters, min_size=1, max_size=6),
)


def cut(text: str) -> str:
    """No more than ten kilobytes of it."""
    sent = text.encode("utf-8", "surrogatepass")[:TEN_KILOBYTES]
    return sent.decode("utf-8", "ignore")


@settings(max_examples=CASES, deadline=None)
@given(texts, st.lists(texts, max_size=3))
def test_any_text_is_compared_with_any_variants(typed: str, variants: list[str]) -> None:
    accepted = {Language.PL: variants, Language.EN: [typed[::-1]]}
    right, near = is_accepted(typed, accepted), is_near_miss(typed, accepted)
    assert not (right and near)
    assert is_accepted(typed, {Language.EN: [*variants, typed]})
    assert not is_near_miss(typed, {Language.EN: [*variants, typed]})
    assert is_accepted(f" {typed.lower()}. ", {Language.PL: [typed.lower()]})


@settings(max_examples=CASES, deadline=None)
@given(texts)
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


@settings(max_examples=CASES // 4, deadline=None)
@given(long_texts, texts)
def test_ten_kilobytes_are_compared_at_once(typed: str, variant: str) -> None:
    sent = cut(typed)
    accepted = {Language.PL: [variant, "społeczność"], Language.EN: ["x" * 60]}
    for compare in (is_accepted, is_near_miss):
        began = thread_time()
        compare(sent, accepted)
        assert thread_time() - began < SLOWEST


def test_the_longest_answers_that_are_compared_by_letters_take_no_time() -> None:
    accepted = {Language.PL: ["ą" * 59 + letter for letter in "abcdefghij"]}
    began = thread_time()
    assert not is_near_miss("z" * 60, accepted)
    assert thread_time() - began < SLOWEST
