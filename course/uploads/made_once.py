"""Files made from what everybody may read: made once, and found again by their key."""

import hashlib

from course.uploads.places import Folder, place_of
from course.uploads.storing import told_where_it_fails


def place_for(key: str) -> str:
    """Where the file with this key is kept, or will be."""
    kept = hashlib.sha256(f"made-once:{key}".encode()).hexdigest()
    return f"{kept[:2]}/{kept[2:]}"


def is_made(key: str, *, folder: Folder) -> bool:
    """Whether a file with this key is there already. Raises FilesAway."""
    with told_where_it_fails():
        try:
            place_of(folder).open(place_for(key)).close()
        except FileNotFoundError:
            return False
    return True


def keep_made(key: str, content: bytes, *, folder: Folder) -> str:
    """Keep what was made, as `stored_as`. Raises FilesFull and FilesAway."""
    place, stored_as = place_of(folder), place_for(key)
    with told_where_it_fails(), place.incoming() as file:
        file.write(content)
        place.keep(file, stored_as)
    return stored_as
