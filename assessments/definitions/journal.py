"""The field journal: for each kind of practice outside, the short form that it is entered in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.fields import Column

DONE_ON = "done_on"
MINUTES = "minutes"
CHANNEL = "channel"
SELDOM_HEARD = "seldom_heard"
NEXT_STEP = "next_step"
NEXT_STEP_ON = "next_step_on"
RESIDENTS = "residents"
CODE = "code"
DONE = "done"
NOTHING = "none"
"""The id of the choice that says: nobody, no step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalForm:
    """How one kind of practice is entered.

    `line`: the field that says in a line what was done. `where`: values that make an entry one of
    this kind, where several kinds share a form. `table`: "<assignment>.<table>" whose columns these
    are, but for DONE, which is said later with one tap.
    """

    slug: str
    fields: tuple[Column, ...]
    line: str
    where: Mapping[str, str] = field(default_factory=dict, hash=False)
    table: str | None = None

    def has(self, name: str) -> bool:
        """Whether the form asks for this."""
        return any(column.name == name for column in self.fields)


Journal = Mapping[str, JournalForm]
"""Forms by the kind of entry."""
