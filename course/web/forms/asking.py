"""What is typed when somebody asks about a lesson, answers, or shows an answer to the cohort."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.faults import Fault
from assessments.typed import clean
from course.actions.asking import LONGEST_WORDS, Words
from course.web.forms.people import Typed
from course.web.numbers import whole_number


@dataclass(frozen=True, slots=True)
class WordsForm:
    """Words, and the key that makes a second press arrive as the first.

    `seen`: the last word of others that the page showed. `refused`: why they were not taken.
    """

    text: str = ""
    wants_letter: bool = True
    seen: int = 0
    request_key: str = field(default_factory=lambda: secrets.token_hex(16))
    faults: Mapping[str, Fault] = field(default_factory=dict)
    refused: str = ""

    @classmethod
    def of(cls, typed: Typed) -> "WordsForm":
        """Read the form."""
        text = clean(typed.get("text", "")).strip()
        fault = _fault(text)
        return cls(
            text=text,
            wants_letter=typed.get("wants_letter") == "yes",
            seen=whole_number(typed.get("seen") or "0"),
            request_key=typed.get("request_key") or secrets.token_hex(16),
            faults={"text": fault} if fault else {},
        )

    @property
    def words(self) -> Words:
        """What is sent, once nothing is wrong."""
        return Words(self.text, self.request_key)


@dataclass(frozen=True, slots=True)
class ShowForm:
    """The question in the trainer's words, for the cohort; what may give a person away in it."""

    text: str = ""
    sure: bool = False
    warnings: tuple[str, ...] = ()
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed) -> "ShowForm":
        """Read the form."""
        text = clean(typed.get("text", "")).strip()
        fault = _fault(text)
        return cls(text, typed.get("sure") == "yes", faults={"text": fault} if fault else {})


def _fault(text: str) -> Fault | None:
    if not text:
        return Fault("required")
    if len(text) > LONGEST_WORDS:
        return Fault("too_long", {"found": len(text), "at_most": LONGEST_WORDS})
    return None
