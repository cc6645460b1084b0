"""Keep an authored definition exactly as people met it."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.models import AuthoredVersion
from course.models.base import Json
from course.terms import VersionKind


def keep_version(  # noqa: PLR0913 -- the row's own columns
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
    session.add(version)
    session.flush()
    return version
