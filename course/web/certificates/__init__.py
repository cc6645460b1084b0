"""The doors of certificates: decisions, appeals, the register, and the strangers' question."""

from course.web.certificates import (
    appeals,
    ceremony,
    corrections,
    decisions,
    issuing,
    register,
    verification,
)
from course.web.certificates.blueprint import bp

__all__ = [
    "appeals",
    "bp",
    "ceremony",
    "corrections",
    "decisions",
    "issuing",
    "register",
    "verification",
]
