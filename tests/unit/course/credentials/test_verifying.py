"""The first cause against a credential, in the order of Open Badges 3.0."""

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from course.credentials.award import credential_of
from course.credentials.documents import Document
from course.credentials.proof import signed, unsigned
from course.credentials.status import status_list
from course.credentials.verifying import Cause, proof_cause, verify
from tests.make_credentials import ISSUED_AT, make_award, make_issuer

ISSUER = make_issuer()
KEYS = ISSUER.public_keys()
ENDS = datetime(2029, 11, 27, 22, 59, 59, tzinfo=UTC)
CREDENTIAL = credential_of(make_award(expires_at=ENDS), ISSUER)
OPEN = status_list({1, 2}, number=1, issuer=ISSUER, changed_at=ISSUED_AT)
CLOSED = status_list({12_345}, number=1, issuer=ISSUER, changed_at=ISSUED_AT)
LATER = ISSUED_AT + timedelta(days=1)


def changed(document: Document, *path: str, to: Any) -> Document:
    """A copy in which one value is another."""
    whole = copy.deepcopy(document)
    at = whole
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = to
    return whole


def test_a_credential_that_holds_has_no_cause_against_it() -> None:
    assert verify(CREDENTIAL, keys=KEYS, at=LATER, status_list=OPEN) is None


@pytest.mark.parametrize(
    ("at", "cause"),
    [
        (ISSUED_AT - timedelta(seconds=1), Cause.NOT_YET_VALID),
        (ISSUED_AT, None),
        (ENDS, None),
        (ENDS + timedelta(seconds=1), Cause.EXPIRED),
    ],
)
def test_it_holds_in_its_time(at: datetime, cause: Cause | None) -> None:
    assert verify(CREDENTIAL, keys=KEYS, at=at, status_list=OPEN) is cause


def test_a_closed_one_is_told() -> None:
    assert verify(CREDENTIAL, keys=KEYS, at=LATER, status_list=CLOSED) is Cause.CLOSED


FORGED_LIST = changed(CLOSED, "credentialSubject", to=OPEN["credentialSubject"])
OTHER_LIST = status_list({1}, number=2, issuer=ISSUER, changed_at=ISSUED_AT)
THEIR_LIST = status_list({1}, number=1, issuer=make_issuer(seed=9), changed_at=ISSUED_AT)


@pytest.mark.parametrize(
    "listed",
    [
        FORGED_LIST,
        OTHER_LIST,
        THEIR_LIST,
        {},
        {"credentialSubject": "x"},
        changed(OPEN, "credentialSubject", "encodedList", to="uAAAA"),
        changed(OPEN, "credentialSubject", "statusPurpose", to="suspension"),
        changed(OPEN, "proof", "verificationMethod", to="http://localhost/issuer#key-1999"),
    ],
)
def test_a_list_that_does_not_hold_says_nothing(listed: Document) -> None:
    assert verify(CREDENTIAL, keys=KEYS, at=LATER, status_list=listed) is Cause.STATUS_UNKNOWN


UNREADABLE = {
    "without a proof": unsigned(CREDENTIAL),
    "two proofs": changed(CREDENTIAL, "proof", to=[CREDENTIAL["proof"]] * 2),
    "another suite": changed(CREDENTIAL, "proof", "cryptosuite", to="eddsa-jcs-2022"),
    "another purpose": changed(CREDENTIAL, "proof", "proofPurpose", to="authentication"),
    "more in the proof": changed(CREDENTIAL, "proof", "nonce", to="1"),
    "a proof of numbers": changed(CREDENTIAL, "proof", "proofValue", to=5),
    "a key of numbers": changed(CREDENTIAL, "proof", "verificationMethod", to=["x"]),
    "no badge": changed(CREDENTIAL, "type", to=["VerifiableCredential"]),
    "a type in text": changed(CREDENTIAL, "type", to="OpenBadgeCredential"),
    "about nobody": changed(CREDENTIAL, "credentialSubject", "identifier", to=[]),
    "a subject in text": changed(CREDENTIAL, "credentialSubject", to="somebody"),
    "half a letter": changed(CREDENTIAL, "name", to="\ud800"),
}


@pytest.mark.parametrize("document", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_badge_of_our_kind_is_unreadable(document: Document) -> None:
    assert proof_cause(document, KEYS) is Cause.UNREADABLE


def test_an_unknown_key_is_told_from_a_change() -> None:
    other = credential_of(make_award(), make_issuer("key-1999", seed=3))
    assert proof_cause(other, KEYS) is Cause.UNKNOWN_KEY
    ours_in_name = credential_of(make_award(), make_issuer(seed=3))
    assert proof_cause(ours_in_name, KEYS) is Cause.CHANGED


@pytest.mark.parametrize(
    ("part", "value", "cause"),
    [
        ("validFrom", "tomorrow", Cause.UNREADABLE),
        ("validFrom", "2026-11-27", Cause.UNREADABLE),  # a day without its zone
        ("validUntil", "x", Cause.UNREADABLE),
        ("credentialStatus", "x:y", Cause.STATUS_UNKNOWN),
    ],
)
def test_even_our_own_key_makes_no_sense_of_nonsense(part: str, value: str, cause: Cause) -> None:
    odd = signed({**unsigned(CREDENTIAL), part: value}, issuer=ISSUER, at=ISSUED_AT)
    assert verify(odd, keys=KEYS, at=LATER, status_list=OPEN) is cause


def test_time_is_not_asked_before_the_proof() -> None:
    late = changed(CREDENTIAL, "validUntil", to="2000-01-01T00:00:00Z")
    assert verify(late, keys=KEYS, at=LATER, status_list=OPEN) is Cause.CHANGED
