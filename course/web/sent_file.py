"""The one PDF or picture that a form brought along, and the way back to it."""

import mimetypes

from flask import Response, request

from assessments.fields import FileKind
from course.settings_here import settings_here
from course.stored_file import StoredFile
from course.uploads import download, store


def sent_file(field: str) -> StoredFile | None:
    """The file that was sent, kept; none if none was. Raises FileRefused."""
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    return store(
        sent.stream,
        name=sent.filename,
        kinds=(FileKind.PDF, FileKind.IMAGE),
        folder=settings_here().files,
    )


def was_file_sent(field: str) -> bool:
    """Whether a file came along, which the browser forgets when the page comes back."""
    sent = request.files.get(field)
    return sent is not None and bool(sent.filename)


def kept_file(stored_as: str, name: str) -> Response:
    """Answer with a file that was kept; its name tells what it is."""
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return download(stored_as, name=name, media_type=media_type, folder=settings_here().files)
