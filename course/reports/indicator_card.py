"""The card of indicators as PDF: what was promised, what was reached, by what it is proved.

It goes to the funder, so it names certificates and agreements by number, and no person.
"""

from dataclasses import dataclass
from datetime import datetime

from content.languages import Language
from course.language import Voice, voice
from course.models import IndicatorSnapshot
from course.models.base import Json
from course.papers import pdf_of
from course.queries.snapshots import Names
from course.reports.formats.document import grouped_digest
from course.reports.frozen_words import say_rows, say_split
from course.reports.lists.documents import programme_title
from course.reports.snapshots import PROVED
from course.templating import paper_environment
from course.terms import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorOnCard:
    """One indicator as the card tells it."""

    heading: str
    promise: Json | None
    figure: int
    percent: float | None
    splits: list[tuple[str, list[tuple[str, int]]]]
    numbers: list[str]
    proved: int | None  # of institutions: how many use the model


def indicator_card_pdf(
    snapshot: IndicatorSnapshot, names: Names, language: Language, *, at: datetime
) -> bytes:
    """The card of frozen figures, made at a moment. Raises PapersUnavailable."""
    speaking, figures = voice(language), snapshot.figures
    page = (
        paper_environment(language)
        .get_template("papers/indicators.html")
        .render(
            snapshot=snapshot,
            programme=snapshot.programme,
            programme_title=programme_title(snapshot.programme, language),
            purpose=speaking.word(snapshot.purpose),
            indicators=[
                _indicator(Indicator(name), told, names, speaking)
                for name, told in figures["indicators"].items()
            ],
            rule=figures["counting"]["rule"],
            digest=grouped_digest(snapshot.digest),
            at=at,
        )
    )
    return pdf_of(page)


def _indicator(name: Indicator, told: Json, names: Names, speaking: Voice) -> IndicatorOnCard:
    promise, figure = told["promise"], told["figure"]
    target = promise["target"] if promise else None
    return IndicatorOnCard(
        heading=speaking.word(name),
        promise=promise,
        figure=figure,
        percent=int(1000 * figure / target) / 10 if target else None,
        splits=[
            (
                say_split(split, speaking),
                say_rows(split, rows, names.cohorts, speaking),
            )
            for split, rows in told["split"].items()
        ],
        numbers=sorted(_number(line, names) for line in told["counted"]),
        proved=told["split"]["use"][PROVED] if "use" in told["split"] else None,
    )


def _number(line: Json, names: Names) -> str:
    """A certificate by its number; an agreement by its number, with the institution."""
    if "person" in line:
        return str(line["number"])
    through = line["agreements"][str(line["through"])]
    name = names.institutions.get(line["institution"], "")
    return f"{through['number']} – {name}"
