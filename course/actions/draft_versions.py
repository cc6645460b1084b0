"""States of a draft that lost against another one: kept beside it, found again, gone on from."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.errors import NotADraft, Unreadable
from course.models import DraftVersion, Submission
from course.terms import SubmissionState

Values = Mapping[str, object]


def take_version(
    session: Session, draft: Submission, version: DraftVersion, *, at: datetime
) -> None:
    """Go on from a version that had lost; what stood until now is kept in its place.

    Raises NotADraft, and Unreadable for a version of other work.
    """
    check_draft(draft)
    if version.submission_id != draft.id:
        raise Unreadable
    keep_beside(session, draft, draft.values, at)
    draft.values = dict(version.values)
    draft.revision += 1
    draft.saved_at = at
    session.flush()


def check_draft(submission: Submission) -> None:
    """Raise NotADraft for work in which nothing can be written."""
    if submission.state != SubmissionState.DRAFT:
        raise NotADraft


def lost_at(session: Session, draft: Submission) -> Mapping[str, DraftVersion]:
    """What lost against the draft as it stands now, by content."""
    lost = session.scalars(
        select(DraftVersion).where(
            DraftVersion.submission_id == draft.id, DraftVersion.revision == draft.revision
        )
    )
    return {content_key(version.values): version for version in lost}


def keep_beside(session: Session, draft: Submission, values: Values, at: datetime) -> DraftVersion:
    """Keep what was typed beside the draft, under the revision on which it lost."""
    version = DraftVersion(
        submission_id=draft.id, revision=draft.revision, values=dict(values), kept_at=at
    )
    session.add(version)
    session.flush()
    return version


def content_key(values: Values) -> str:
    """Equal for equal content."""
    return repr(sorted(values.items()))
