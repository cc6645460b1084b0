"""The credential of one certificate: an Open Badges 3.0 achievement, in Polish and in English.

Who holds it is told by salted hashes alone: a stranger who was told the name or the address can
compare, others learn neither. No birth date, no PESEL, no plain name, no evidence about a person.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from content.languages import Text
from course.credentials.contexts import CREDENTIALS, OPEN_BADGES
from course.credentials.documents import Document
from course.credentials.keys import Issuer
from course.credentials.proof import instant, signed
from course.credentials.status import status_entry

ISSUER_NAME = "Społecznie Zorganizowani"
_ADDRESS = re.compile(r"https?://[^/?#]+(?:/[^?#]*)?/v/([A-Z0-9]{1,64})/credential\.json")


class IdentityKind(StrEnum):
    """By what a holder may be recognised; words of Open Badges."""

    NAME = "name"
    EMAIL = "emailAddress"


@dataclass(frozen=True, slots=True)
class Identity:
    """Something that the holder is known by, and the chance that is hashed with it."""

    kind: IdentityKind
    value: str
    salt: str

    def hashed(self) -> str:
        """`sha256$` and the hash of the value with the salt after it."""
        value = unicodedata.normalize("NFC", self.value)
        return f"sha256${hashlib.sha256(f'{value}{self.salt}'.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Everything that the credential says."""

    code: str
    number: str
    standard_code: str
    title: Text
    summary: Text
    criteria: Text  # Markdown: what was asked, how it was seen, and what it is not
    identities: tuple[Identity, ...]
    starts_on: date
    ends_on: date
    issued_at: datetime
    expires_at: datetime | None
    status_index: int


def credential_of(award: Award, issuer: Issuer) -> Document:
    """The signed credential of an award."""
    unsigned = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": credential_id(issuer.base_url, award.code),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": profile_of(issuer),
        "validFrom": instant(award.issued_at),
        # A wallet shows the achievement, in Polish; the English edition stands around it.
        "name": award.title.en,
        "description": award.criteria.en,
        "credentialSubject": _subject(award, issuer.base_url),
        "credentialStatus": status_entry(issuer.base_url, award.status_index),
    }
    if award.expires_at is not None:
        unsigned["validUntil"] = instant(award.expires_at)
    return signed(unsigned, issuer=issuer, at=award.issued_at)


def profile_of(issuer: Issuer) -> Document:
    """Who issues, as it stands in each credential."""
    return {
        "id": issuer.id,
        "type": ["Profile"],
        "name": ISSUER_NAME,
        "url": issuer.base_url,
    }


def credential_id(base_url: str, code: str) -> str:
    """The address of a credential; it is its id as well."""
    return f"{base_url}/v/{code}/credential.json"


def code_in(credential: Document) -> str | None:
    """The code in the address of a credential, wherever it was issued."""
    address = credential.get("id")
    found = _ADDRESS.fullmatch(address) if isinstance(address, str) else None
    return found[1] if found else None


def _subject(award: Award, base_url: str) -> Document:
    achievement = f"{base_url}/competences#{award.standard_code}"
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity.hashed(),
                "identityType": identity.kind.value,
                "salt": identity.salt,
            }
            for identity in award.identities
        ],
        "licenseNumber": award.number,
        "activityStartDate": award.starts_on.isoformat(),
        "activityEndDate": award.ends_on.isoformat(),
        "achievement": {
            "id": achievement,
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "inLanguage": "pl",
            "name": award.title.pl,
            "description": award.summary.pl,
            "criteria": {"narrative": award.criteria.pl},
            "image": {"id": f"{base_url}/badge.png", "type": "Image"},
            "related": [{"id": f"{achievement}-en", "type": ["Related"], "inLanguage": "en"}],
        },
    }
