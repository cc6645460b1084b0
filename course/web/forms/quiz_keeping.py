"""What a trainer types about quizzes: a reason, extra time, a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from assessments.faults import Fault
from course.actions.quiz_keeping import MOST_EXTRA_TIME, SHORTEST_REASON
from course.web.forms.cohorts import LONGEST_REASON, read_text
from course.web.forms.people import Typed, read_line

_DIGITS = 9  # no more are read, so that nobody can send a number that takes long to read
Faults = Mapping[str, Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonForm:
    """Why something is changed; `preview` is what the trainer saw of it, in short.

    `knows_loss`: the trainer said to know that somebody loses a pass.
    """

    reason: str = ""
    leave_falling: bool = True
    knows_loss: bool = False
    preview: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed) -> "ReasonForm":
        """Read the form."""
        reason, fault = read_text(typed.get("reason", ""), at_most=LONGEST_REASON)
        if fault is None and len(reason) < SHORTEST_REASON:
            fault = Fault("too_short", {"found": len(reason), "at_least": SHORTEST_REASON})
        return cls(
            reason=reason,
            leave_falling="leave_falling" in typed,
            knows_loss="knows_loss" in typed,
            preview=typed.get("preview", ""),
            faults={"reason": fault} if fault else {},
        )

    def checked(self, preview: str, *, loses: bool) -> "ReasonForm":
        """The form with one fault more where a pass would be lost and nobody said to know it.

        What changed since it was shown has to be shown first, so then it is no fault yet.
        """
        if self.preview != preview or self.leave_falling or self.knows_loss or not loses:
            return self
        return replace(self, faults={**self.faults, "knows_loss": Fault("not_ticked")})

    def shows(self, preview: str) -> "ReasonForm":
        """The same form under a preview; what was known of another one is not known of this."""
        known = self.knows_loss and self.preview == preview
        return replace(self, preview=preview, knows_loss=known)


@dataclass(frozen=True, slots=True)
class TimeForm:
    """Extra time in percent: what was chosen, or typed instead, and what was wrong with it."""

    OFFERED: ClassVar = (0, 25, 50, 100)

    percent: int
    chosen: str = ""
    other: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def stored(cls, percent: int) -> "TimeForm":
        """What is set now."""
        offered = percent in cls.OFFERED
        return cls(percent, str(percent) if offered else "", "" if offered else str(percent))

    @classmethod
    def of(cls, typed: Typed) -> "TimeForm":
        """Read the form: a number of one's own goes before those that are offered."""
        chosen, other = typed.get("percent", ""), read_line(typed.get("other", ""))
        said = other.removesuffix("%").strip() or chosen
        if not (said.isascii() and said.isdecimal()):
            return cls(0, chosen, other, {"other": Fault("not_a_number")})
        if len(said) > _DIGITS or int(said) > MOST_EXTRA_TIME:
            fault = Fault("number_too_large", {"maximum": MOST_EXTRA_TIME})
            return cls(0, chosen, other, {"other": fault})
        return cls(int(said), chosen, other)
