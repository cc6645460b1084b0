"""Data Integrity proofs of the suite `eddsa-rdfc-2022` (W3C VC Data Integrity EdDSA 1.0).

Both the document and the facts of the proof are brought into canonical form and hashed; Ed25519
signs the two hashes together. The published vector of Open Badges is reproduced by the tests.
"""

import hashlib
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature

from course.credentials.canonical import canonical
from course.credentials.documents import BadDocument, Document
from course.credentials.keys import Issuer, PublicKeys, multibase, read_multibase

SIGNATURE_BYTES = 64
_FIXED = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
}
_FACTS = {*_FIXED, "created", "verificationMethod", "proofValue"}


class UnknownKey(Exception):
    """Signed with a key that is not among those given."""


def signed(document: Document, *, issuer: Issuer, at: datetime) -> Document:
    """The document with a proof by the issuer's newest key."""
    facts = {
        "type": _FIXED["type"],
        "created": instant(at),
        "verificationMethod": issuer.method,
        "cryptosuite": _FIXED["cryptosuite"],
        "proofPurpose": _FIXED["proofPurpose"],
    }
    value = multibase(issuer.private.sign(hash_data(document, facts)))
    return {**document, "proof": {**facts, "proofValue": value}}


def signed_anew(document: Document, *, issuer: Issuer, at: datetime) -> Document:
    """The same words under today's key, where the key that signed them counts no more."""
    then = issuer.at_home_of(document)
    if document["proof"]["verificationMethod"] in then.public_keys():
        return document
    return signed(unsigned(document), issuer=then, at=at)


def unsigned(document: Document) -> Document:
    """What a document says, without who vouches for it."""
    return {name: part for name, part in document.items() if name != "proof"}


def holds(document: Document, keys: PublicKeys) -> bool:
    """Whether one of these keys signed the document just as it is.

    Raises UnknownKey where another did, BadDocument where it has no proof that could be checked.
    """
    proof = document.get("proof")
    if not isinstance(proof, dict) or set(proof) != _FACTS:
        raise BadDocument("no proof that we know")
    if any(proof[name] != value for name, value in _FIXED.items()):
        raise BadDocument("another kind of proof")
    if not isinstance(proof["verificationMethod"], str) or not isinstance(proof["proofValue"], str):
        raise BadDocument("no proof")
    key = keys.get(proof["verificationMethod"])
    if key is None:
        raise UnknownKey(proof["verificationMethod"])
    try:
        value = read_multibase(proof["proofValue"], SIGNATURE_BYTES)
        facts = {name: fact for name, fact in proof.items() if name != "proofValue"}
        key.verify(value, hash_data(unsigned(document), facts))
    except (InvalidSignature, BadDocument):
        return False
    return True


def hash_data(document: Document, facts: Document) -> bytes:
    """The 64 bytes that are signed: the hash of the proof's facts, then that of the document."""
    config = {"@context": document.get("@context"), **facts}
    return b"".join(hashlib.sha256(canonical(part)).digest() for part in (config, document))


def instant(at: datetime) -> str:
    """An instant as credentials write it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
