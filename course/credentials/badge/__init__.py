"""The badge: the ring of twelve people from the certificate, with a credential baked in.

`badge.svg` is the source, its letters drawn as outlines so that it looks the same everywhere;
`badge.png` was made of it once, 600 points wide, in 256 colours.
"""

from pathlib import Path
from typing import Final

from course.credentials import png, svg
from course.credentials.documents import Document, written

_FOLDER = Path(__file__).parent
DRAWING: Final = (_FOLDER / "badge.svg").read_text(encoding="utf-8")
PICTURE: Final = (_FOLDER / "badge.png").read_bytes()


def badge_png(credential: Document) -> bytes:
    """The badge as a picture that carries this credential."""
    return png.bake(PICTURE, written(credential))


def badge_svg(credential: Document) -> bytes:
    """The badge as a drawing that carries this credential."""
    return svg.bake(DRAWING, written(credential).decode()).encode()
