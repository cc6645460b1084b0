"""A thing with an id and a text: what is matched, ordered or chosen from."""

from dataclasses import dataclass

from content.languages import Text


@dataclass(frozen=True, slots=True)
class Item:
    """The id is what forms send and rows keep; the text may be corrected."""

    id: str
    text: Text
