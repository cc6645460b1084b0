"""Each figure opened: as promised, as of a day, in parts, and down to what stands behind it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.clock import local_day, now
from course.database import reading
from course.errors import NotFound
from course.models import Agreement, Programme
from course.permissions import Permission
from course.queries.figure_people import Part, people_counted, people_left_out
from course.queries.figures import Share, SplitBy, figure_on, growth, splits_on
from course.queries.institutions import agreements_of
from course.queries.programmes import targets_of
from course.reports.indicators import (
    PersonProof,
    count_agreements,
    count_people,
    institutions_in_use,
)
from course.reports.overview import MonthEnd, month_ends
from course.reports.people import evidence_of_people
from course.terms import Indicator, Sex
from course.web.access import allow
from course.web.forms.cohorts import read_day
from course.web.numbers import page_number, row_number
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.programmes.glance import FigureShown
from course.web.programmes.ways import way_to_mend

Proof = TypeVar("Proof")

logger = logging.getLogger(__name__)

ON_A_PAGE = 50
NOT_KNOWN = "unknown"
SPLITS: tuple[SplitBy, ...] = ("sex", "city", "cohort")


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that the page is asked for: today where none was typed, or none that is a day."""

    day: date
    typed: str
    fault: Fault | None

    @classmethod
    def asked(cls, today: date) -> "AsOf":
        """Read it from the address."""
        typed = request.args.get("as_of", "").strip()
        if not typed:
            return cls(today, today.isoformat(), None)
        day = read_day(typed)
        return cls(day or today, typed, None if day else Fault("not_a_date"))


@dataclass(frozen=True, slots=True)
class Shown(Generic[Proof]):
    """A page of what stands behind a figure, each with its proof, and how many there are in all."""

    proofs: Sequence[Proof]
    total: int
    page: int

    @classmethod
    def of(cls, proofs: Sequence[Proof], page: int) -> "Shown[Proof]":
        """One page of all that there are."""
        first = first_of(page)
        return cls(proofs[first : first + ON_A_PAGE], len(proofs), page)

    @property
    def first(self) -> int:
        """The place of the first one in the whole list, counted from 1."""
        return first_of(self.page) + 1

    @property
    def more(self) -> bool:
        """Whether others come after them."""
        return self.first + len(self.proofs) <= self.total


def first_of(page: int) -> int:
    """How many come before a page."""
    return (page - 1) * ON_A_PAGE


@bp.get("/indicators/<indicator>")
@allow(Permission.SEE_PROGRAMME)
def indicator(indicator: str) -> ResponseReturnValue:
    """Who or what stands behind a figure as of a day, and who or what is left out, and why."""
    if indicator not in set(Indicator):
        raise NotFound
    name, programme = Indicator(indicator), programme_here(Permission.SEE_PROGRAMME)
    as_of = AsOf.asked(local_day(now()))
    shown = {Indicator.QUALIFIED_ORGANISERS: _people, Indicator.INSTITUTIONS: _institutions}
    page = shown[name](programme, as_of)
    return page, 422 if as_of.fault else 200


def _people(programme: Programme, as_of: AsOf) -> str:
    session, day, part = reading(), as_of.day, _part()
    target = targets_of(session, programme).get(Indicator.QUALIFIED_ORGANISERS)
    days = month_ends(since=programme.starts_on, as_of=day)
    grown = growth(session, programme, days)
    figure, splits = figure_on(session, programme, day), _splits(programme, day)
    parts = splits[part.by] if part.by else ()
    total = sum(one.counted for one in parts if one.key == part.key) if part.by else figure
    counted, left_out, agrees = _listed(programme, day, part, total)
    return render_template(
        "programmes/organisers.html",
        indicator=Indicator.QUALIFIED_ORGANISERS,
        programme=programme,
        as_of=as_of,
        figure=FigureShown.of(figure, target, 0),
        growth=[MonthEnd(one, grown[one]) for one in days],
        splits=splits,
        part=part,
        counted=counted,
        left_out=left_out,
        agrees=agrees,
        way_to_mend=way_to_mend,
        address=_address,
    )


def _listed(
    programme: Programme, day: date, part: Part, total: int
) -> tuple[Shown[PersonProof], Shown[PersonProof], bool]:
    """A page of who is counted and one of who is not, all judged anew as of the day.

    And whether that agrees with what is kept, by which they were found.
    """
    session, page, left = reading(), page_number(), page_number("left")
    ids = people_counted(session, programme, day, part, first=first_of(page), most=ON_A_PAGE)
    others = people_left_out(session, programme, day, first=first_of(left), most=ON_A_PAGE)
    evidence = evidence_of_people(session, programme, [*ids, *others.person_ids])
    judged = count_people(evidence, as_of=day)
    proofs = {one.place.person_id: one for one in (*judged.counted, *judged.left_out)}
    wrong = [one for one in ids if one not in proofs or not proofs[one].counted.yes]
    wrong += [one for one in others.person_ids if one not in proofs or proofs[one].counted.yes]
    if wrong:
        logger.warning("people %s count otherwise than it is kept", wrong)
    return (
        Shown([proofs[one] for one in ids if one in proofs], total, page),
        Shown([proofs[one] for one in others.person_ids if one in proofs], others.total, left),
        not wrong,
    )


def _splits(programme: Programme, day: date) -> Mapping[SplitBy, Sequence[Share]]:
    """The figure in parts; of the sexes women, men and who is not known, always in this order."""
    splits = splits_on(reading(), programme, day)
    order = [*Sex, None]
    return {**splits, "sex": sorted(splits["sex"], key=lambda one: order.index(one.key))}


def _part() -> Part:
    """The part of the figure that the address names. Raises NotFound for what is none."""
    for by in SPLITS:
        typed = request.args.get(by)
        if typed is not None:
            return Part(by, _key(by, typed))
    return Part()


def _key(by: SplitBy, typed: str) -> str | int | None:
    try:
        match by:
            case "sex":
                return None if typed == NOT_KNOWN else Sex(typed)
            case "city":
                return typed
            case "cohort":
                return row_number(typed)
    except ValueError as wrong:
        raise NotFound from wrong


def _address(**changed: object) -> str:
    """This page with a part or page of its lists changed; None leaves a name out."""
    kept = request.args.to_dict() | (request.view_args or {})
    return url_for(
        "programmes.indicator",
        **{name: value for name, value in (kept | changed).items() if value is not None},
    )


def _institutions(programme: Programme, as_of: AsOf) -> str:
    session, day = reading(), as_of.day
    agreements = agreements_of(session, programme)
    count = count_agreements(agreements, as_of=day)
    target = targets_of(session, programme).get(Indicator.INSTITUTIONS)
    return render_template(
        "programmes/agreements.html",
        indicator=Indicator.INSTITUTIONS,
        programme=programme,
        as_of=as_of,
        figure=FigureShown.of(count.achieved, target, 0),
        growth=_agreed(programme, agreements, day),
        in_use=len(institutions_in_use(count)),
        splits=_split([one.agreement for one in count.counted]),
        counted=Shown.of(count.counted, page_number()),
        left_out=Shown.of(count.left_out, page_number("left")),
        address=_address,
    )


def _agreed(programme: Programme, agreements: Sequence[Agreement], day: date) -> Sequence[MonthEnd]:
    return [
        MonthEnd(one, count_agreements(agreements, as_of=one).achieved)
        for one in month_ends(since=programme.starts_on, as_of=day)
    ]


def _split(agreements: Sequence[Agreement]) -> Mapping[str, Mapping[object, int]]:
    """Counted institutions by city and by kind; each adds up to the figure."""
    cities: dict[object, int] = {}
    kinds: dict[object, int] = {}
    for agreement in agreements:
        institution = agreement.institution
        cities[institution.city] = cities.get(institution.city, 0) + 1
        kinds[institution.kind] = kinds.get(institution.kind, 0) + 1
    return {"city": cities, "kind": kinds}
