"""The close-out pack: all that a programme leaves, in one archive that needs no service."""

from course.closeout.pack import pack
from course.closeout.parts import Asked

__all__ = ["Asked", "pack"]
