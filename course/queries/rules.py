"""Rules as programmes froze them."""

from sqlalchemy.orm import Session

from assessments.reading import rule_from_json
from assessments.requirements import Rule
from course.models import AuthoredVersion, Programme

_read: dict[str, Rule] = {}
"""Rules read already: a digest means the same for ever, so they are read once a process."""


def frozen_rule(version: AuthoredVersion) -> Rule:
    """The rule exactly as it was frozen in this version."""
    if version.digest not in _read:
        _read[version.digest] = rule_from_json(version.definition)
    return _read[version.digest]


def rule_by_digest(session: Session, digest: str) -> Rule:
    """The same, found by its digest; a rule read before costs no statement."""
    return _read.get(digest) or frozen_rule(session.get_one(AuthoredVersion, digest))


def rule_of(session: Session, programme_id: int) -> Rule | None:
    """The rule that a programme froze; None while it has none."""
    digest = session.get_one(Programme, programme_id).rule_digest
    return rule_by_digest(session, digest) if digest else None
