"""Files of a draft: attached and taken off again, said who is in them, found clean or not."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil

from sqlalchemy.orm import Session

from assessments.fields import FileField
from course.actions.audit import note
from course.actions.draft_versions import check_draft
from course.actions.letters import post
from course.errors import FileRefused, Unreadable
from course.models import Submission, SubmissionFile
from course.queries.assignments import assignment_of, files_of
from course.queries.work_files import is_picture, sent_so_far
from course.stored_file import StoredFile
from course.terms import Act, LetterKind, PeopleInPicture, ScanState, SubmissionState

MOST_FILES = 40
"""Attached to the drafts of one person for one assignment, the same content counted once."""

MOST_MEGABYTES_SENT = 150
"""Sent by one person for one assignment, with what was taken off: it is kept too."""

MEGABYTE = 1024 * 1024


def check_room(
    session: Session, draft: Submission, *, field: str, name: str, size: int, sha256: str = ""
) -> None:
    """Refuse a file that does not fit beside what was sent, before anything is made of it.

    `size` in bytes; `sha256` where it is known, because the same content is counted once. Raises
    NotADraft, Unreadable where the form has no such field, and FileRefused.
    """
    check_draft(draft)
    asked = next((one for one in assignment_of(draft).fields if one.name == field), None)
    if not isinstance(asked, FileField):
        raise Unreadable
    there = [file for file in files_of(draft, field) if file.sha256 != sha256]
    if len(there) >= asked.max_files:
        full = {"found": len(there) + 1, "at_most": asked.max_files}
        raise FileRefused(reason="too_many_files", name=name, **full)
    others = {key: one for key, one in sent_so_far(session, draft).items() if key != sha256}
    attached = sum(one.attached for one in others.values())
    if attached >= MOST_FILES:
        full = {"found": attached, "at_most": MOST_FILES}
        raise FileRefused(reason="files_used_up", name=name, **full)
    megabytes = (sum(one.bytes for one in others.values()) + size) / MEGABYTE
    if megabytes > MOST_MEGABYTES_SENT:
        full = {"found": ceil(megabytes), "at_most": MOST_MEGABYTES_SENT}
        raise FileRefused(reason="space_used_up", name=name, **full)


def add_file(
    session: Session,
    draft: Submission,
    *,
    field: str,
    stored: StoredFile,
    at: datetime,
    scan: ScanState = ScanState.NOT_ASKED,
) -> SubmissionFile:
    """Attach a stored file to a field of a draft; the same file again is attached once.

    `scan` is WAITING where a scanner is configured. Raises what `check_room` raises, and
    FileRefused for a file in which a virus was found before.
    """
    name, size = stored.name, stored.bytes
    check_room(session, draft, field=field, name=name, size=size, sha256=stored.sha256)
    known = next((file for file in draft.files if file.sha256 == stored.sha256), None)
    if known is None:
        known = SubmissionFile(
            media_type=stored.media_type,
            bytes=stored.bytes,
            sha256=stored.sha256,
            stored_as=stored.stored_as,
            original_sha256=stored.original_sha256,
            added_at=at,
            scan=scan,
        )
        draft.files.append(known)
    if known.scan == ScanState.INFECTED:
        raise FileRefused(reason="file_infected", name=name)
    known.field, known.name, known.removed_at = field, name, None
    draft.saved_at = at
    session.flush()
    return known


def remove_file(session: Session, file: SubmissionFile, *, at: datetime) -> None:
    """Take a file off a draft. Raises NotADraft."""
    check_draft(file.submission)
    file.removed_at = at
    file.submission.saved_at = at
    session.flush()


def tell_people_in_picture(
    session: Session, file: SubmissionFile, people: PeopleInPicture, *, at: datetime
) -> None:
    """Say who is in a picture of a draft. Raises NotADraft, and Unreadable for other files."""
    check_draft(file.submission)
    if not is_picture(file):
        raise Unreadable
    file.people_in_picture = people
    file.submission.saved_at = at
    session.flush()


def record_scan(session: Session, file: SubmissionFile, *, infected: bool, at: datetime) -> None:
    """Write down what the scanner said. A file with a virus is taken off a draft.

    It stays with work that was handed in, which is what it was; nobody opens it there either.
    """
    file.scan = ScanState.INFECTED if infected else ScanState.CLEAN
    file.scanned_at = at
    facts = {"scan": file.scan.value, "sha256": file.sha256}
    note(session, Act.FILE_SCANNED, by=None, subject=file, at=at, facts=facts)
    if not infected:
        return
    work, person = file.submission, file.submission.enrolment.person
    path = f"/submissions/{work.id}"
    if work.state == SubmissionState.DRAFT:
        file.removed_at, path = at, f"/assignments/{work.assignment_slug}"
    post(
        session,
        LetterKind.FILE_INFECTED,
        to=person,
        key=f"scan-{file.id}",
        at=at,
        facts={
            "assignment_title": assignment_of(work).title.in_language(person.language),
            "path": path,
        },
    )


def copies_of(files: Iterable[SubmissionFile], *, at: datetime) -> list[SubmissionFile]:
    """The same stored files, to be attached to the next piece of work; none with a virus."""
    return [
        SubmissionFile(
            field=file.field,
            name=file.name,
            media_type=file.media_type,
            bytes=file.bytes,
            sha256=file.sha256,
            stored_as=file.stored_as,
            original_sha256=file.original_sha256,
            people_in_picture=file.people_in_picture,
            scan=file.scan,
            scanned_at=file.scanned_at,
            added_at=at,
        )
        for file in files
        if file.scan != ScanState.INFECTED
    ]
