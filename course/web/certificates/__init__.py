"""The doors of certificates: decisions, the register, and the strangers' question."""

from course.web.certificates import decisions, register, verification
from course.web.certificates.blueprint import bp

__all__ = ["bp", "decisions", "register", "verification"]
