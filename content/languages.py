"""The two languages of the course, and a text that exists in both."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Language(StrEnum):
    """A language in which the whole course exists."""

    PL = "pl"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages; neither is ever empty."""

    pl: str
    en: str

    def in_language(self, language: Language) -> str:
        match language:
            case Language.PL:
                return self.pl
            case Language.EN:
                return self.en
            case _ as never:
                assert_never(never)
