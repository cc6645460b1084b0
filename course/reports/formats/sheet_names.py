"""The name of the only sheet of a workbook."""

import re

LONGEST = 31
"""Characters that Excel allows."""

_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_name(title: str) -> str:
    """What follows the programme in a title, in the letters and the length that Excel allows."""
    _, _, last = title.rpartition(": ")
    return _NOT_ALLOWED.sub("", last)[:LONGEST].strip("' ") or "1"
