"""A kept file as an answer: to be saved, never shown as a page of ours."""

from flask import Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from course.uploads.checking import size_of
from course.uploads.names import tidy
from course.uploads.places import Folder
from course.uploads.storing import open_stored

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Whatever a file is, a browser that opens it all the same lets it do nothing."""


def download(stored_as: str, *, name: str, media_type: str, folder: Folder) -> Response:
    """Answer with a kept file, chunk by chunk, whole or in the parts that were asked for.

    `name` is what it is saved as. Raises FileNotFoundError and FilesAway.
    """
    file = open_stored(stored_as, folder=folder)
    answer = send_file(
        file,
        mimetype=media_type,
        as_attachment=True,
        download_name=tidy(name),
        etag=stored_as.replace("/", ""),
        conditional=False,
    )
    size = size_of(file)
    answer.content_length = size
    answer.headers.update(HEADERS)
    try:
        answer.make_conditional(request, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable:
        file.close()
        raise
    return answer
