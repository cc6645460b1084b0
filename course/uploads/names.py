"""Names of files as they may be shown."""

import unicodedata
from pathlib import Path

_LONGEST_NAME = 100
_LONGEST_ENDING = 10


def tidy(name: str) -> str:
    """A file's name as it may stand on a page and in a header: no path, nothing invisible."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    stem, suffix = Path(seen).stem, Path(seen).suffix
    return f"{stem[:_LONGEST_NAME]}{suffix[:_LONGEST_ENDING]}" or "plik"
