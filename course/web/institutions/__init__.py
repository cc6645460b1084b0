"""The doors of partner bodies: the register, and the deeds on their agreements."""

from course.web.institutions import agreements, proofs, register, ways
from course.web.institutions.blueprint import bp

__all__ = ["agreements", "bp", "proofs", "register", "ways"]
