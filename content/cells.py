"""Cells that no spreadsheet takes for a formula, and back."""

import re

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What tells Excel that a file is UTF-8."""

# What a spreadsheet would take for a formula, also behind apostrophes that were there before.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # noqa: RUF001 -- the wide ones


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: such a cell begins with an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
