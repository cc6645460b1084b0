"""The doors of partner bodies: the register, and the deeds on their agreements."""

from course.web.institutions import agreements, register
from course.web.institutions.blueprint import bp

__all__ = ["agreements", "bp", "register"]
