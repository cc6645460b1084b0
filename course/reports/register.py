"""The register of certificates as it leaves the house: hashes, numbers, states and days; no names.

`register.json` is signed over its exact bytes. A code is told by its SHA-256 only, and the hash of
a name is salted with the code itself: who holds the paper can look it up and compare the name, and
who holds only the register can do neither.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assessments.names import plain_name, surname_of
from course.clock import local_day
from course.credentials.keys import Issuer, multikey
from course.models import Certificate
from course.terms import CertificateState

FORMAT = "social-organiser-register/1"

Entry = Mapping[str, object]


def register_json(certificates: Sequence[Certificate], issuer: Issuer, *, as_of: datetime) -> bytes:
    """The register as of a moment, given the certificates in their order; ASCII, one on a line.

    The same certificates, issuer and moment give the same bytes.
    """
    entries = sorted(_entries(certificates, local_day(as_of)), key=lambda entry: str(entry["code"]))
    key = issuer.private.public_key()
    head = {
        "format": FORMAT,
        "issuer": issuer.base_url,
        "as_of": as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "key": {"id": issuer.method, "multikey": multikey(key), "public": _spki(key)},
    }
    lines = ",\n".join(_compact(entry) for entry in entries)
    whole = f'{_compact(head)[:-1]},"certificates":[\n{lines}\n]}}\n'
    return whole.replace("<", "\\u003c").encode("ascii")  # stands in the page as well


def _spki(key: Ed25519PublicKey) -> str:
    """A public key as browsers and OpenSSL read it (SubjectPublicKeyInfo), in base 64."""
    return b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def _compact(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, separators=(",", ":"))


def _entries(certificates: Sequence[Certificate], day: date) -> Iterable[Entry]:
    newest = {(one.person_id, one.standard_code): one for one in certificates}
    for one in certificates:
        yield _entry(one, newest[one.person_id, one.standard_code], day)


def _entry(certificate: Certificate, newest: Certificate, day: date) -> Entry:
    state = certificate.state_on(day)
    entry: dict[str, object] = {
        "code": _sha256(certificate.code),
        "number": certificate.number,
        "state": state.value,
        "issued_on": _day(certificate.issued_at),
    }
    if certificate.expires_on is not None:
        entry["expires_on"] = certificate.expires_on.isoformat()
    if certificate.revoked_at is not None:
        entry["revoked_on"] = _day(certificate.revoked_at)
    if certificate.superseded_at is not None:
        entry["superseded_on"] = _day(certificate.superseded_at)
    if state is CertificateState.SUPERSEDED:
        entry["newer"] = {"number": newest.number, "issued_on": _day(newest.issued_at)}
    if state is not CertificateState.REVOKED:  # of these a stranger learns no name at all
        entry["name"] = _salted(plain_name(certificate.holder_name), certificate.code)
        entry["surname"] = _salted(
            plain_name(surname_of(certificate.holder_name)), certificate.code
        )
    return entry


def _salted(name: str, code: str) -> str:
    return _sha256(f"{code}|{name}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _day(instant: datetime) -> str:
    return local_day(instant).isoformat()
