"""How secrets are made and compared."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from course.codes import ALPHABET
from course.models import Person, SignInLink
from course.sign_in_secrets import (
    Card,
    calendar_token_of,
    cards_of,
    code_hash,
    draw_batch,
    hash_card,
    hasher,
    is_calendar_token_of,
    is_token_of,
    link_id_of,
    spaced_code,
    subject_hash,
    token_of,
)
from course.terms import LinkPurpose

KEY, OTHER = b"k" * 32, b"o" * 32


def link_with(
    number: int,
    *,
    person_id: int = 1,
    purpose: LinkPurpose = LinkPurpose.SIGN_IN,
    second: int = 0,
) -> SignInLink:
    made = datetime(2026, 11, 23, 11, 3, second, tzinfo=UTC)
    return SignInLink(id=number, person_id=person_id, purpose=purpose, created_at=made)


def test_a_card_is_easily_read_aloud() -> None:
    for card in cards_of("batch", 200, KEY):
        assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", card.code)
        assert re.fullmatch("[0-9]{6}", card.pin)
    assert not set("O0I1") & set(ALPHABET)


def test_the_cards_of_a_batch_are_its_own() -> None:
    assert cards_of("a", 3, KEY) == cards_of("a", 5, KEY)[:3]
    drawn = [
        *cards_of("a", 50, KEY),
        *cards_of("b", 50, KEY),
        *cards_of("a", 50, OTHER),
        *cards_of(draw_batch(), 50, KEY),
    ]
    assert len({card.code for card in drawn}) == len(drawn)


def test_a_card_is_stored_only_as_hashes() -> None:
    card = Card("K7QF-2M9D", "482913")
    hashes = hash_card(card, KEY, hasher(cheap=True))
    assert hashes.code_hash == code_hash("k7qf 2m9d", KEY) != code_hash(card.code, OTHER)
    assert hasher(cheap=True).matches(hashes.pin_hash, card.pin)
    assert not hasher(cheap=True).matches(hashes.pin_hash, "482914")


def test_where_nothing_is_stored_nothing_matches() -> None:
    for stored in (None, "", "no hash at all"):
        assert not hasher(cheap=True).matches(stored, "")


def test_dear_hashes_have_the_cost_that_owasp_asks_for() -> None:
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in hasher(cheap=False).hash("x")


def test_a_token_belongs_to_one_link_and_one_key() -> None:
    link, next_link = link_with(7), link_with(8)
    token = token_of(link, KEY)
    assert link_id_of(token) == 7
    assert is_token_of(token, link, KEY)
    assert not is_token_of(token, next_link, KEY)
    assert not is_token_of(token, link, OTHER)
    assert not is_token_of("7." + token_of(next_link, KEY).partition(".")[2], link, KEY)
    reset = LinkPurpose.RESET
    for other in (link_with(7, person_id=2), link_with(7, purpose=reset), link_with(7, second=1)):
        assert not is_token_of(token, other, KEY)


@given(st.text(max_size=90))
def test_any_text_is_a_token_or_not_without_a_fall(typed: str) -> None:
    link_id = link_id_of(typed)
    assert link_id is None or link_id > 0
    assert not is_token_of(typed, link_with(1), KEY)
    assert len(spaced_code(typed)) <= 9
    assert len(code_hash(typed, KEY)) == len(subject_hash(KEY, typed)) == 64


def test_a_calendar_is_not_opened_by_the_address_of_who_had_its_number_before() -> None:
    first, second = (
        Person(id=7, calendar_version=1, joined_at=datetime(2026, 11, day, tzinfo=UTC))
        for day in (1, 2)
    )
    token = calendar_token_of(first, KEY)
    assert is_calendar_token_of(token, first, KEY)
    assert not is_calendar_token_of(token, second, KEY)
