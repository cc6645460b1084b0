"""The published vector of Open Badges 3.0 is reproduced exactly.

Key and document stand in the implementation guide, chapter “Linked Data Proof Test Vector for Open
Badges 3.0”; the proof value is the one published for the context 3.0.3.
"""

import copy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from course.credentials.canonical import canonical
from course.credentials.keys import key_of_multikey, multibase, multikey
from course.credentials.proof import hash_data, holds, unsigned

SEED = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4"
MULTIKEY = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
PROOF_VALUE = (
    "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr"
)
DOCUMENT_HASH = "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773"
PROOF_HASH = "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19"
METHOD = f"https://example.edu/issuers/565049#{MULTIKEY}"
VECTOR: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "https://example.edu/issuers/565049",
        "type": ["Profile"],
        "url": "https://www.imsglobal.org",
        "name": "Example Corp",
    },
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and"
                " recognized upon review by Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to collaborate"
            " within a group environment.",
            "name": "Teamwork",
        },
    },
    "proof": {
        "type": "DataIntegrityProof",
        "created": "2010-01-01T19:23:24Z",
        "verificationMethod": METHOD,
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "proofValue": PROOF_VALUE,
    },
}
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SEED))


def test_the_hashes_are_those_published() -> None:
    facts = {name: value for name, value in VECTOR["proof"].items() if name != "proofValue"}
    assert hash_data(unsigned(VECTOR), facts).hex() == PROOF_HASH + DOCUMENT_HASH


def test_the_proof_value_is_the_one_published() -> None:
    facts = {name: value for name, value in VECTOR["proof"].items() if name != "proofValue"}
    assert multibase(KEY.sign(hash_data(unsigned(VECTOR), facts))) == PROOF_VALUE


def test_the_public_key_is_written_as_published() -> None:
    assert multikey(KEY.public_key()) == MULTIKEY
    assert key_of_multikey(MULTIKEY) == KEY.public_key()


def test_the_published_proof_holds_and_no_other() -> None:
    keys = {METHOD: KEY.public_key()}
    assert holds(VECTOR, keys)
    other = copy.deepcopy(VECTOR)
    other["credentialSubject"]["achievement"]["name"] = "Teamwork!"
    assert not holds(other, keys)


@pytest.mark.parametrize(
    "statement",
    [
        '<http://example.com/credentials/3527> <https://schema.org/name> "Teamwork Badge" .',
        '<https://example.edu/issuers/565049> <https://schema.org/name> "Example Corp" .',
    ],
)
def test_the_meaning_is_written_as_statements(statement: str) -> None:
    assert statement in canonical(unsigned(VECTOR)).decode().splitlines()
