"""An address as a drawing that a phone reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno


@dataclass(frozen=True, slots=True)
class QrCode:
    """A drawing of dark squares in one path; `size` is the side of the whole in squares."""

    size: int
    path: str


def qr_code(address: str) -> QrCode:
    """An address as a QR code that survives a stain: a quarter of it may be lost."""
    code = segno.make(address, error="q", micro=False)
    rows = [
        f"M{column} {row}h{length}v1h-{length}z"
        for row, line in enumerate(code.matrix)
        for column, length in _runs(line)
    ]
    return QrCode(size=len(code.matrix), path="".join(rows))


def _runs(line: Sequence[int]) -> list[tuple[int, int]]:
    """Where the dark parts of a line begin, and how long they are."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(line):
        if dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((column, 1))
    return runs
