"""Keep an authored definition exactly as people met it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import Assignment, JournalForm, Quiz
from assessments.participants import ParticipantForm
from assessments.reading import Definition, as_json
from assessments.reading import digest as digest_of
from assessments.requirements import Rule
from course.models import AuthoredVersion
from course.models.base import Json
from course.terms import VersionKind

_KINDS = {
    Quiz: VersionKind.QUIZ,
    Assignment: VersionKind.ASSIGNMENT,
    JournalForm: VersionKind.JOURNAL,
    Rule: VersionKind.RULE,
    ParticipantForm: VersionKind.PARTICIPANT_FORM,
}


def keep_version(
    session: Session,
    kind: VersionKind,
    *,
    slug: str,
    digest: str,
    definition: Json,
    at: datetime,
) -> AuthoredVersion:
    """The stored version of a definition; stored now if nobody met it before."""
    known = session.get(AuthoredVersion, digest)
    if known is not None:
        return known
    version = AuthoredVersion(
        digest=digest, kind=kind, slug=slug, definition=definition, first_used_at=at
    )
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError:  # met by somebody else at the same moment
        return session.get_one(AuthoredVersion, digest)
    return version


def keep_definition(session: Session, definition: Definition, *, at: datetime) -> AuthoredVersion:
    """The stored version of what the repository's authors define, as it is now."""
    return keep_version(
        session,
        _KINDS[type(definition)],
        slug=definition.slug,
        digest=digest_of(definition),
        definition=as_json(definition),
        at=at,
    )
