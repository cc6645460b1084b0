"""What a trainer asks of a file of questions, as the form sends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from assessments.exchange import Format, Wanted, format_in
from content.curriculum import Curriculum
from content.languages import Language

DETECT = ""
"""The format that the file's name and content tell."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The choices beside the file; what a form does not offer is taken as not chosen."""

    kind: str
    language: Language
    module: str
    outcome: str

    @classmethod
    def of(cls, form: Mapping[str, str], curriculum: Curriculum, default: Language) -> Self:
        """What was chosen, or what is usual."""
        modules = [module.slug for module in curriculum.modules]
        language = _one_of(form.get("language"), list(Language))
        return cls(
            kind=_one_of(form.get("kind"), list(Format)),
            language=Language(language or default),
            module=_one_of(form.get("module"), modules) or modules[0],
            outcome=_one_of(form.get("outcome"), outcome_codes(curriculum)),
        )

    def wanted(self) -> Wanted:
        """For the importer; the quiz is named after its module."""
        return Wanted(
            language=self.language,
            slug=self.module,
            module=self.module,
            outcome=self.outcome or None,
        )

    def format_of(self, name: str, content: bytes) -> Format | None:
        """The format chosen, or told by the file."""
        return Format(self.kind) if self.kind else format_in(name, content)


def outcome_codes(curriculum: Curriculum) -> Sequence[str]:
    """All outcomes of the course."""
    return [outcome.code for module in curriculum.modules for outcome in module.outcomes]


def _one_of(given: str | None, offered: Sequence[str]) -> str:
    return given if given is not None and given in offered else ""
