"""Frozen lines in words: whose they are, why somebody does not count, what a group is called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from assessments.counting import Condition
from assessments.differences import Line
from assessments.freezing import Figures
from course.queries.snapshots import Names
from course.reports.frozen_words import say_group, say_rows, say_split
from course.reports.snapshots import PROVED, SIGNED_ONLY, UNKNOWN, why_not
from course.sentences import N_
from course.terms import Indicator, Sex
from course.web.i18n import speaking

_SEXES = {Sex.WOMAN: N_("woman"), Sex.MAN: N_("man"), UNKNOWN: N_("not given")}


@dataclass(frozen=True, slots=True)
class LineTold:
    """A frozen line with the name behind it, and where its evidence is now."""

    name: str
    href: str
    numbers: Sequence[str]
    cohort: str
    sex: str
    city: str
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class IndicatorTold:
    """One indicator of frozen figures, to be read."""

    indicator: Indicator
    promise: Figures | None
    figure: int
    splits: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    counted: Sequence[LineTold]
    left_out: Sequence[LineTold]

    @property
    def target(self) -> int | None:
        """What was promised then."""
        return self.promise["target"] if self.promise else None


def told_indicators(figures: Figures, names: Names) -> list[IndicatorTold]:
    """Every indicator of frozen figures, with names for who may see them."""
    as_of = date.fromisoformat(figures["as_of"])
    return [
        IndicatorTold(
            Indicator(name),
            told["promise"],
            told["figure"],
            [
                (split_told(split), say_rows(split, rows, names.cohorts, speaking()))
                for split, rows in told["split"].items()
            ],
            [line_told(line, names, as_of) for line in told["counted"]],
            [line_told(line, names, as_of) for line in told["left_out"]],
        )
        for name, told in figures["indicators"].items()
    ]


def line_told(line: Line, names: Names, as_of: date) -> LineTold:
    """One line; who cannot be found any more is told by number."""
    if "institution" in line:
        return _institution_told(line, names, as_of)
    unnamed = speaking().say("Person no. %(number)s", number=line["person"])
    return LineTold(
        name=names.people.get(line["person"], unnamed),
        href=url_for("programmes.standing", enrolment_id=line["enrolment"]),
        numbers=[line["number"]] if line["number"] else [],
        cohort=names.cohorts.get(line["cohort"], str(line["cohort"])),
        sex=sex_told(line["sex"]),
        city=line["city"],
        why=[_condition_told(line, code, as_of) for code in why_not(line)],
    )


def since_told(line: Line, as_of: date) -> str:
    """Since when somebody or something counts: by the certificate, or by the agreement."""
    if "institution" in line:
        through = line["agreements"][str(line["through"])]
        return _condition_told(through, "agreement_in_force", as_of)
    return _condition_told(line, "certificate_issued", as_of)


def sex_told(sex: str | None) -> str:
    """The sex of one person."""
    return speaking().gettext(_SEXES[sex or UNKNOWN])


def split_told(split: str) -> str:
    """By what people or institutions are divided."""
    return say_split(split, speaking())


def group_told(split: str, group: str, names: Names) -> str:
    """What a group of a split is called."""
    return say_group(split, group, names.cohorts, speaking())


def _institution_told(line: Line, names: Names, as_of: date) -> LineTold:
    unnamed = speaking().say("Institution no. %(number)s", number=line["institution"])
    through = line["agreements"].get(str(line["through"]))
    shown = [through] if through else list(line["agreements"].values())
    return LineTold(
        name=names.institutions.get(line["institution"], unnamed),
        href=url_for("institutions.show", institution_id=line["institution"]),
        numbers=[agreement["number"] for agreement in shown],
        cohort="",
        sex=group_told("use", PROVED if line["proofs"] else SIGNED_ONLY, names),
        city=line["city"],
        why=[] if through else list(_agreements_told(shown, as_of)),
    )


def _agreements_told(agreements: Sequence[Line], as_of: date) -> Iterator[str]:
    for agreement in agreements:
        for code in why_not(agreement):
            yield f"{agreement['number']}: {_condition_told(agreement, code, as_of)}"


def _condition_told(line: Line, code: str, as_of: date) -> str:
    told = {"as_of": as_of, **line["conditions"][code]}
    met = told.pop("met")
    condition = Condition(code, met, {name: as_day(fact) for name, fact in told.items()})
    return speaking().condition(condition.code, condition.facts, met=condition.met)


def as_day(fact: object) -> object:
    """A frozen fact as it was: days as days, several names together."""
    if isinstance(fact, list):
        return tuple(fact)
    try:
        return date.fromisoformat(fact) if isinstance(fact, str) else fact
    except ValueError:
        return fact
