"""Keep an authored definition exactly as people met it."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import JournalForm, Quiz
from assessments.reading import as_json
from assessments.reading import digest as digest_of
from course.models import AuthoredVersion
from course.models.base import Json
from course.terms import VersionKind


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


def keep_quiz(session: Session, quiz: Quiz, *, at: datetime) -> AuthoredVersion:
    """The stored version of a bank, as it is now."""
    return keep_version(
        session,
        VersionKind.QUIZ,
        slug=quiz.slug,
        digest=digest_of(quiz),
        definition=as_json(quiz),
        at=at,
    )


def keep_journal_form(session: Session, form: JournalForm, *, at: datetime) -> AuthoredVersion:
    """The stored version of a form of the journal, as it is now."""
    return keep_version(
        session,
        VersionKind.JOURNAL,
        slug=form.slug,
        digest=digest_of(form),
        definition=as_json(form),
        at=at,
    )
