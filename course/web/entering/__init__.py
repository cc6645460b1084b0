"""Doors of a trainer who types in work from paper, or as it was told, on its author's behalf."""

from course.web.entering import entry, files
from course.web.entering.blueprint import bp

__all__ = ["bp", "entry", "files"]
