"""What the credential of a certificate says, gathered when it is issued."""

import secrets
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.requirements import Rule
from content.languages import Language, Text
from course.clock import LOCAL_ZONE
from course.credentials.award import Award, Identity, IdentityKind
from course.credentials.status import PLACES
from course.language import voice
from course.models import Certificate, Person
from course.models.base import Json

SALT_BYTES = 16


def award_of(certificate: Certificate, rule: Rule, person: Person, *, status_index: int) -> Award:
    """The facts of a certificate that has its number and code, as its credential tells them."""
    cohort, expires_on = certificate.facts["cohort"], certificate.expires_on
    return Award(
        code=certificate.code,
        number=certificate.number,
        standard_code=certificate.standard_code,
        title=rule.title,
        summary=_summary(certificate.facts, rule),
        criteria=Text(
            pl=_criteria(certificate.facts, Language.PL) or rule.title.pl,
            en=_criteria(certificate.facts, Language.EN) or rule.title.en,
        ),
        identities=tuple(
            Identity(kind, value, secrets.token_hex(SALT_BYTES))
            for kind, value in (
                (IdentityKind.NAME, certificate.holder_name),
                (IdentityKind.EMAIL, person.email),
            )
            if value
        ),
        starts_on=date.fromisoformat(cohort["starts_on"]),
        ends_on=date.fromisoformat(cohort["ends_on"]),
        issued_at=certificate.issued_at,
        expires_at=_end_of(expires_on) if expires_on else None,
        status_index=status_index,
    )


def free_status_index(session: Session) -> int:
    """A place in the status lists that no certificate ever had, drawn by chance.

    A new list begins when one is half full, so that a draw seldom has to be repeated. For a write
    that has its turn: nobody else draws meanwhile.
    """
    used = session.scalar(
        select(func.count()).select_from(Certificate).where(Certificate.status_index.is_not(None))
    )
    first = (used or 0) // (PLACES // 2) * PLACES
    while True:
        index = first + secrets.randbelow(PLACES)
        taken = select(Certificate.id).where(Certificate.status_index == index)
        if session.scalar(taken) is None:
            return index


def _end_of(day: date) -> datetime:
    """The last second of a day here."""
    midnight = datetime.combine(day + timedelta(days=1), time(), LOCAL_ZONE)
    return midnight - timedelta(seconds=1)


def _summary(facts: Json, rule: Rule) -> Text:
    """How it was seen that the person can do it; rules without a certificate's text say less."""
    return Text(**facts["verified"]) if facts["verified"] else rule.title


def _criteria(facts: Json, language: Language) -> str:
    """Markdown: what was reached, how it was seen, and what the certificate is not."""
    say = voice(language).gettext
    groups = (
        (say("Knowledge"), facts["outcomes"]["knowledge"]),
        (say("Skills"), facts["outcomes"]["skills"]),
        (say("Social competences"), facts["outcomes"]["social"]),
    )
    parts = [
        f"**{name}**\n\n" + "\n".join(f"- {line[language]}" for line in lines)
        for name, lines in groups
        if lines
    ]
    parts += [facts[part][language] for part in ("verified", "disclaimer") if facts[part]]
    return "\n\n".join(parts)
