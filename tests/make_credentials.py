"""An issuer with keys of its own, and the award of somebody invented."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from content.languages import Text
from course.credentials.award import Award, Identity, IdentityKind
from course.credentials.keys import Issuer

BASE_URL = "http://localhost"
CODE = "K7QF2M9DK7QF2M9DK7QF2M9DAB"
ISSUED_AT = datetime(2026, 11, 27, 9, 30, 5, tzinfo=UTC)


def make_issuer(
    signing: str = "key-2026", *, seed: int = 1, base_url: str = BASE_URL, **older: Issuer
) -> Issuer:
    """An issuer whose newest key is made of a number; keys of older ones only verify."""
    private = Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))
    public = {name: key for issuer in older.values() for name, key in issuer.public.items()}
    return Issuer(
        base_url=base_url,
        signing=signing,
        private=private,
        public={**public, signing: private.public_key()},
    )


def keep_key(folder: Path, issuer: Issuer) -> Path:
    """The folder, in which the issuer's newest key now lies."""
    path = folder / f"{issuer.signing}.pem"
    path.touch(mode=0o600)
    path.write_bytes(
        issuer.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return folder


def make_award(**facts: Any) -> Award:
    """What the credential of Łucja Ćwikła says, whatever else is told."""
    defaults: dict[str, Any] = {
        "code": CODE,
        "number": "SZ/2026/0012",
        "standard_code": "organizator-spoleczny-Q93873",
        "title": Text("Organizator Społeczny", "Social Organiser"),
        "summary": Text("Zażółć gęślą jaźń.", "Eight quizzes and a panel."),
        "criteria": Text("**Wiedza**\n\n- zna swoją rolę", "**Knowledge**\n\n- knows the role"),
        "identities": (
            Identity(IdentityKind.NAME, "Łucja Ćwikła", "9f3a"),
            Identity(IdentityKind.EMAIL, "lucja@example.org", "07c1"),
        ),
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 10, 30),
        "issued_at": ISSUED_AT,
        "expires_at": None,
        "status_index": 12_345,
    }
    return Award(**{**defaults, **facts})
