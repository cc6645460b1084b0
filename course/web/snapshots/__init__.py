"""The doors of frozen figures: freezing them, reading them, comparing them, taking them away."""

from course.web.snapshots import comparing, files, reading_them, taking
from course.web.snapshots.blueprint import bp

__all__ = ["bp", "comparing", "files", "reading_them", "taking"]
