"""What is typed about certificates."""

from assessments.faults import Fault
from course.language import folded

LONGEST_REASON = 400
LONGEST_NAME = 200


def line_fault(typed: str, longest: int) -> Fault | None:
    """What is wrong with a line that may not be empty."""
    if not typed:
        return Fault("required")
    if len(typed) > longest:
        return Fault("too_long", {"found": len(typed), "at_most": longest})
    return None


def initials(name: str) -> str:
    """`Ł. Ć.`: what a stranger sees of a holder who did not agree to more."""
    return " ".join(f"{word[0]}." for word in name.split())


def is_same_name(typed: str, name: str) -> bool:
    """Whether somebody typed a name, or its surname, forgiving case, Polish marks and order."""
    words, known = folded(typed).split(), folded(name).split()
    return sorted(words) == sorted(known) or words == known[-1:]
