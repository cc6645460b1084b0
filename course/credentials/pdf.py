"""A credential within a PDF: the attachment `credential.json`. Nothing in it is run or drawn."""

from importlib import import_module
from io import BytesIO
from itertools import islice
from typing import Any

from course.credentials.documents import LARGEST_BYTES, BadDocument

ATTACHMENT = "credential.json"
LARGEST_PDF = 25 * 1024 * 1024
MOST_ATTACHMENTS = 20
_LIMITS = {
    "maximum_declared_stream_length": LARGEST_PDF,
    "array_maximum_element_count": 20_000,
    "dictionary_maximum_element_count": 20_000,
    "stream_filters_maximum_length": 2,
    "stream_decoding_work_maximum_length": LARGEST_PDF,
    **dict.fromkeys(
        (
            "array_based_stream_maximum_output_length",
            "lzw_maximum_output_length",
            "run_length_maximum_output_length",
            "zlib_maximum_output_length",
            "zlib_maximum_recovery_input_length",
        ),
        4 * 1024 * 1024,
    ),
}


def unbake(paper: bytes) -> bytes:
    """The credential attached to a paper. Raises BadDocument for none and for more than one."""
    if len(paper) > LARGEST_PDF:
        raise BadDocument("too large")
    try:
        found = _attached(paper)
    except Exception as wrong:  # a hostile file may break the reader anywhere
        raise BadDocument("no PDF") from wrong
    if len(found) != 1 or len(found[0]) > LARGEST_BYTES:
        raise BadDocument("not one credential")
    return found[0]


def _attached(paper: bytes) -> list[bytes]:
    pypdf: Any = import_module("pypdf")  # a third of a second: loaded with the first PDF
    with pypdf.apply_configuration(**_LIMITS):
        reader = pypdf.PdfReader(BytesIO(paper), strict=True)
        first = islice(reader.attachment_list, MOST_ATTACHMENTS)
        return [one.content for one in first if one.name == ATTACHMENT]
