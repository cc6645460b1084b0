"""The texts that a trainee accepts, and the form that takes the ticks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from assessments.faults import Fault
from content.curriculum import Curriculum
from content.languages import Language, Text
from content.rendering import render_guide
from course.language import voice
from course.sentences import N_
from course.terms import REQUIRED_CONSENTS, ConsentKind
from course.web.forms.cohorts import read_day
from course.web.forms.people import read_line

GUIDES: Mapping[ConsentKind, str] = {
    ConsentKind.DECLARATION: "declaration",
    ConsentKind.ETHICS_CODE: "ethics-code",
    ConsentKind.DATA_NOTICE: "data-notice",
}

SHOW_NAME = N_(
    "I agree that whoever checks my certificate sees my full name. Without this they see initials."
    " I can change my mind at any time."
)


def consent_texts(curriculum: Curriculum) -> Mapping[ConsentKind, Text]:
    """What is accepted, word for word, in both languages."""
    guides = {kind: curriculum.guides[guide].body for kind, guide in GUIDES.items()}
    sentences = {language: voice(language).gettext(SHOW_NAME) for language in Language}
    name = Text(pl=sentences[Language.PL], en=sentences[Language.EN])
    return {**guides, ConsentKind.SHOW_NAME: name}


@dataclass(frozen=True, slots=True)
class TextToRead:
    """A required text as it stands on the page."""

    kind: ConsentKind
    title: str
    body: Markup


def texts_to_read(curriculum: Curriculum, language: Language) -> Sequence[TextToRead]:
    """The required texts in one language."""
    written = [
        (kind, curriculum.guides[guide].body.in_language(language))
        for kind, guide in GUIDES.items()
    ]
    return [_to_read(kind, *text.split("\n", 1)) for kind, text in written]


def _to_read(kind: ConsentKind, title: str, body: str) -> TextToRead:
    # our own text of the repository, rendered and made safe
    html = Markup(render_guide(body))  # noqa: S704
    return TextToRead(kind, title.removeprefix("# ").strip(), html)


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """The ticks of one page, and what is wrong with them."""

    kinds: frozenset[ConsentKind] = frozenset()
    faults: Mapping[ConsentKind, Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: Collection[str], *, before: Collection[ConsentKind]) -> Self:
        """Read the ticks; what was accepted before is not asked for again."""
        kinds = frozenset(kind for kind in ConsentKind if kind.value in sent)
        left_out = [k for k in REQUIRED_CONSENTS if k not in kinds and k not in before]
        return cls(kinds, {kind: Fault("not_ticked") for kind in left_out})


@dataclass(frozen=True, slots=True)
class PaperConsents:
    """What somebody accepted on paper: the ticks, and the day of the signature."""

    kinds: frozenset[ConsentKind] = frozenset()
    signed_on: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: MultiDict[str, str], *, today: date) -> Self:
        """Read the ticks and the day; nobody has signed tomorrow."""
        kinds = frozenset(kind for kind in ConsentKind if kind.value in sent.getlist("kinds"))
        typed = read_line(sent.get("signed_on", ""))
        day = read_day(typed)
        faults = {
            "kinds": None if kinds else Fault("not_ticked"),
            "signed_on": Fault("not_a_date") if day is None else None,
        }
        if day is not None and day > today:
            faults["signed_on"] = Fault("in_future")
        return cls(kinds, typed, {name: fault for name, fault in faults.items() if fault})

    @property
    def day(self) -> date | None:
        """The day of the signature; None where it cannot be read."""
        return read_day(self.signed_on)
