"""The doors of participants' data: one's own page, the coordinator's, the form of a programme."""

from course.web.participants import own, programme, reading, recording
from course.web.participants.blueprint import bp

__all__ = ["bp", "own", "programme", "reading", "recording"]
