"""The file that a form of this folder brought along."""

from flask import request

from assessments.fields import FileKind
from course.settings_here import settings_here
from course.stored_file import StoredFile
from course.uploads import store


def sent_file() -> StoredFile | None:
    """The PDF or the picture that was sent, kept; none if none was. Raises FileRefused."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    return store(
        sent.stream,
        name=sent.filename,
        kinds=(FileKind.PDF, FileKind.IMAGE),
        folder=settings_here().files,
    )


def was_file_sent() -> bool:
    """Whether a file came along, which the browser forgets when the page comes back."""
    sent = request.files.get("file")
    return sent is not None and bool(sent.filename)
