"""Another implementation accepts what we sign, rejects every change, and reads what is closed."""

import copy
import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from content.languages import Text
from course.actions.certificates import revoke_certificate
from course.credentials.award import Award, Identity, IdentityKind, credential_of
from course.credentials.documents import Document
from course.credentials.proof import signed_anew
from course.credentials.published import issuer_document
from course.credentials.status import PLACES, list_address, list_of, status_list
from course.credentials.verifying import Cause, proof_cause
from tests.judging import Judge, Judgement, judging
from tests.make import MONDAY
from tests.make_certificates import ISSUER, make_certificate, make_successor
from tests.make_credentials import ISSUED_AT, make_award, make_issuer
from tests.pages import PageClient
from tests.people import Cast
from tests.reliability.scene import FULL_SIZE
from tests.unit.course.credentials.test_published_vector import MULTIKEY, VECTOR

ACCEPTED, REJECTED = (10_000, 10_000) if FULL_SIZE else (100, 1_000)
LATER = ISSUED_AT + timedelta(days=1)
LETTERS = (
    "aąbcćżźĄŻ 0-„”\n\t\"\\<&]]>'\N{NO-BREAK SPACE}ё漢\N{PARTY POPPER}e\N{COMBINING ACUTE ACCENT}"
)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with judging() as judge:
        yield judge


def words(chance: random.Random, longest: int = 40) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(1, longest)))


def any_award(chance: random.Random) -> Award:
    kinds = (IdentityKind.NAME, IdentityKind.EMAIL)[: chance.randint(1, 2)]
    return make_award(
        number=words(chance),
        title=Text(words(chance), words(chance)),
        summary=Text(words(chance), words(chance)),
        criteria=Text(words(chance, 2_000), words(chance, 2_000)),
        identities=tuple(Identity(kind, words(chance), words(chance, 9)) for kind in kinds),
        issued_at=ISSUED_AT - timedelta(seconds=chance.randrange(10**8)),
        expires_at=chance.choice([None, LATER + timedelta(days=chance.randrange(1, 3_000))]),
        status_index=chance.randrange(4 * PLACES),
    )


def published(credential: Document, *, closed: bool = False) -> dict[str, Document]:
    """What a verifier finds at the addresses that a credential names."""
    entry = credential["credentialStatus"]
    number = int(entry["statusListCredential"].rsplit("/", 1)[1])
    places = [int(entry["statusListIndex"])] if closed else []
    listed = status_list(places, number=number, issuer=ISSUER, changed_at=ISSUED_AT)
    return {ISSUER.id: issuer_document(ISSUER), listed["id"]: listed}


# What holds
def test_what_we_sign_is_accepted(judge: Judge) -> None:
    chance = random.Random(2026)
    for _ in range(ACCEPTED):
        credential = credential_of(any_award(chance), ISSUER)
        judged = judge(credential, documents=published(credential), at=LATER)
        assert judged == Judgement(verified=True, closed=False, why=None), credential


def test_the_published_vector_is_accepted(judge: Judge) -> None:
    owner = VECTOR["issuer"]["id"]
    method = VECTOR["proof"]["verificationMethod"]
    key = {"id": method, "type": "Multikey", "controller": owner, "publicKeyMultibase": MULTIKEY}
    document = {**issuer_document(ISSUER), "id": owner}
    document |= {"verificationMethod": [key], "assertionMethod": [method]}
    assert judge(VECTOR, documents={owner: document}, at=LATER).verified


def test_a_closed_credential_verifies_and_is_closed(judge: Judge) -> None:
    """The trap: who reads `verified` alone takes a revoked credential for a good one."""
    credential = credential_of(make_award(), ISSUER)
    judged = judge(credential, documents=published(credential, closed=True), at=LATER)
    assert (judged.verified, judged.closed) == (True, True)


def test_our_lists_are_decoded_there(judge: Judge) -> None:
    closed = {0, 7, 8, 12_345, PLACES - 1}
    document = issuer_document(ISSUER)
    listed = status_list(closed, number=1, issuer=ISSUER, changed_at=ISSUED_AT)
    for place in sorted(closed | {1, 9, 12_344, 12_346, PLACES - 2}):
        credential = credential_of(make_award(status_index=place), ISSUER)
        known = {ISSUER.id: document, listed["id"]: listed}
        assert judge(credential, documents=known, at=LATER).closed is (place in closed)


def test_an_old_key_verifies_and_a_withdrawn_one_does_not(judge: Judge) -> None:
    credential = credential_of(make_award(), ISSUER)
    rotated = make_issuer("key-2027", seed=2, old=ISSUER)
    withdrawn = make_issuer("key-2027", seed=2)
    for issuer, document, holds in (
        (rotated, credential, True),
        (withdrawn, credential, False),
        (withdrawn, signed_anew(credential, issuer=withdrawn, at=LATER), True),
    ):
        listed = status_list([], number=1, issuer=issuer, changed_at=ISSUED_AT)
        known = {issuer.id: issuer_document(issuer), listed["id"]: listed}
        assert judge(document, documents=known, at=LATER).verified is holds


def test_time_is_judged(judge: Judge) -> None:
    credential = credential_of(make_award(expires_at=LATER), ISSUER)
    for at, holds in (
        (ISSUED_AT - timedelta(days=1), False),
        (LATER - timedelta(days=0.5), True),
        (LATER + timedelta(days=1), False),
    ):
        assert judge(credential, documents=published(credential), at=at).verified is holds


# What was changed
def test_every_change_is_rejected_by_both(judge: Judge) -> None:
    chance = random.Random(1_000)
    credentials = [credential_of(any_award(chance), ISSUER) for _ in range(20)]
    known = [(credential, published(credential)) for credential in credentials]
    for turn in range(REJECTED):
        credential, documents = known[turn % len(known)]
        changed = change_of(credential, chance)
        assert not judge(changed, documents=documents, at=LATER).verified, changed
        cause = proof_cause(changed, ISSUER.public_keys())
        assert cause in {Cause.CHANGED, Cause.UNREADABLE, Cause.UNKNOWN_KEY}, (cause, changed)


def change_of(credential: Document, chance: random.Random) -> Document:
    """The credential with one thing in it changed so that it means something else."""
    changed = copy.deepcopy(credential)
    change = chance.choice([_retype, _retype, _retype, _drop, _add, _swap])
    change(changed, chance)
    return changed if changed != credential else change_of(credential, chance)


Place = tuple[dict[str, Any] | list[Any], Any]


def _leaves(value: object) -> Iterator[Place]:
    """Where the texts and truths of a document stand: a container, and a key in it."""
    pairs: Iterator[tuple[Any, object]] = iter(())
    if isinstance(value, dict):
        pairs = iter(value.items())
    elif isinstance(value, list):
        pairs = iter(enumerate(value))
    for key, part in pairs:
        if isinstance(part, dict | list):
            yield from _leaves(part)
        else:
            assert isinstance(value, dict | list)
            yield value, key


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _objects(part)


def _retype(changed: Document, chance: random.Random) -> None:
    """One sign more, less or other in any text; true becomes false."""
    container, key = chance.choice(list(_leaves(changed)))
    old = container[key]
    if isinstance(old, bool):
        container[key] = not old
        return
    at = chance.randrange(len(old))
    sign = chance.choice("xX7/żŻ")
    container[key] = chance.choice(
        [old[:at] + sign + old[at:], old[:at] + old[at + 1 :], old[:at] + sign + old[at + 1 :]]
    )


def _drop(changed: Document, chance: random.Random) -> None:
    parent = chance.choice(list(_objects(changed)))
    del parent[chance.choice(list(parent))]


def _add(changed: Document, chance: random.Random) -> None:
    parent = chance.choice(list(_objects(changed)))
    name = chance.choice(["name", "description", "grade", "evidence", "id", "@id"])
    parent[name] = f"https://evil.example/{chance.random()}"


def _swap(changed: Document, chance: random.Random) -> None:
    """Two texts change places; within a list of types that would mean the same."""
    texts = [(box, key) for box, key in _leaves(changed) if isinstance(box, dict)]
    (one, first), (other, second) = chance.sample(texts, 2)
    one[first], other[second] = other[second], one[first]


# What our doors give
def fetched(client: PageClient, address: str) -> Document:
    answer = client.get(address.removeprefix(ISSUER.base_url))
    assert answer.status_code == 200
    document = json.loads(answer.data)
    assert isinstance(document, dict)
    return document


def test_what_our_doors_give_is_accepted_until_it_is_closed(
    judge: Judge, session: Session, client: PageClient, cast: Cast
) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    by = cast.carla

    def judged() -> Judgement:
        credential = fetched(client, f"/v/{certificate.code}/credential.json")
        assert certificate.status_index is not None
        listed = list_address(ISSUER.base_url, list_of(certificate.status_index))
        documents = {address: fetched(client, address) for address in (ISSUER.id, listed)}
        return judge(credential, documents=documents, at=MONDAY + timedelta(days=1))

    assert judged() == Judgement(verified=True, closed=False, why=None)
    certificate = make_successor(session, certificate, (by, cast.cyryl))
    assert judged() == Judgement(verified=True, closed=False, why=None)
    revoke_certificate(session, certificate, reason="pomyłka", by=by, at=MONDAY)
    assert judged() == Judgement(verified=True, closed=True, why=None)
