"""Files of a draft: attached and taken off again."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.fields import FileField
from course.errors import FileRefused, NotADraft, Unreadable
from course.models import Submission, SubmissionFile
from course.queries.assignments import assignment_of, files_of
from course.stored_file import StoredFile
from course.terms import SubmissionState


def add_file(
    session: Session, draft: Submission, *, field: str, stored: StoredFile, at: datetime
) -> SubmissionFile:
    """Attach a stored file to a field of a draft; the same file again is attached once.

    Raises NotADraft, Unreadable where the form has no such field, and FileRefused where it is full.
    """
    _check_draft(draft)
    asked = next((one for one in assignment_of(draft).fields if one.name == field), None)
    if not isinstance(asked, FileField):
        raise Unreadable
    known = next((file for file in draft.files if file.sha256 == stored.sha256), None)
    there = [file for file in files_of(draft, field) if file is not known]
    if len(there) >= asked.max_files:
        full = {"found": len(there) + 1, "at_most": asked.max_files}
        raise FileRefused(reason="too_many_files", name=stored.name, **full)
    if known is None:
        known = SubmissionFile(
            media_type=stored.media_type,
            bytes=stored.bytes,
            sha256=stored.sha256,
            stored_as=stored.stored_as,
            added_at=at,
        )
        draft.files.append(known)
    known.field, known.name, known.removed_at = field, stored.name, None
    draft.saved_at = at
    session.flush()
    return known


def remove_file(session: Session, file: SubmissionFile, *, at: datetime) -> None:
    """Take a file off a draft. Raises NotADraft."""
    _check_draft(file.submission)
    file.removed_at = at
    file.submission.saved_at = at
    session.flush()


def copies_of(files: Iterable[SubmissionFile], *, at: datetime) -> list[SubmissionFile]:
    """The same stored files, to be attached to the next piece of work."""
    return [
        SubmissionFile(
            field=file.field,
            name=file.name,
            media_type=file.media_type,
            bytes=file.bytes,
            sha256=file.sha256,
            stored_as=file.stored_as,
            added_at=at,
        )
        for file in files
    ]


def _check_draft(submission: Submission) -> None:
    if submission.state != SubmissionState.DRAFT:
        raise NotADraft
