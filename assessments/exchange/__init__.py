"""Questions from and for other programs. Bytes in, a quiz and remarks out; and back.

A remark is a code with its facts and the line it is about: a fault stops, a loss only tells.
"""

from assessments.exchange.decoding import MOST_BYTES
from assessments.exchange.drafts import Wanted, id_from
from assessments.exchange.formats import Format, exported, format_in, imported
from assessments.exchange.remarks import (
    FAULT_CODES,
    LOSS_CODES,
    Exported,
    Imported,
    Remark,
)

__all__ = [
    "FAULT_CODES",
    "LOSS_CODES",
    "MOST_BYTES",
    "Exported",
    "Format",
    "Imported",
    "Remark",
    "Wanted",
    "exported",
    "format_in",
    "id_from",
    "imported",
]
