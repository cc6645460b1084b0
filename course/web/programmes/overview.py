"""The programme on one page, and each of its figures opened to what stands behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from flask import render_template, request
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.clock import local_day, now
from course.database import reading
from course.errors import NotFound
from course.models import IndicatorTarget
from course.permissions import Permission, may
from course.queries.counting import Place
from course.queries.exceptions import count_exceptions_waiting
from course.queries.institutions import agreements_of
from course.queries.programmes import targets_of
from course.reports.indicators import (
    INDICATORS,
    Count,
    Figure,
    count_agreements,
    count_people,
)
from course.reports.overview import (
    cohorts_of,
    growth_of,
    institutions_on_the_way,
    people_on_the_way,
    people_to_help,
)
from course.reports.people import certification_list, evidence_of
from course.terms import AgreementState, Indicator
from course.web.access import allow
from course.web.forms.cohorts import read_day
from course.web.programme_here import chosen_among, programme_here, programmes_here
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure as it is drawn: counted, on the way, and missing to the target."""

    figure: Figure
    near: int
    missing: int

    @classmethod
    def of(cls, count: Count[Any], target: IndicatorTarget | None, near: int) -> "FigureShown":
        """Share what is missing between what is on the way and what is not in sight."""
        lacking = max(target.target - count.achieved, 0) if target else 0
        drawn = min(near, lacking)
        return cls(Figure(count, target), drawn, lacking - drawn)


@bp.get("/programme")
@allow(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """Two figures, what needs somebody, how it grew, the cohorts."""
    programmes = programmes_here(Permission.SEE_PROGRAMME)
    programme, session, at = chosen_among(programmes), reading(), now()
    today = local_day(at)
    evidence = evidence_of(session, programme)
    lines = certification_list(session, programme, evidence, as_of=today)
    people = count_people(evidence, as_of=today)
    agreements = count_agreements(agreements_of(session, programme), as_of=today)
    targets = targets_of(session, programme)
    return render_template(
        "programmes/show.html",
        programmes=programmes,
        programme=programme,
        at=at,
        today=today,
        people=FigureShown.of(people, targets.get(people.indicator), people_on_the_way(lines)),
        institutions=FigureShown.of(
            agreements, targets.get(agreements.indicator), institutions_on_the_way(agreements)
        ),
        to_help=people_to_help(lines),
        to_decide=sum(_waits_for_visitor(line.place) for line in lines),
        to_except=count_exceptions_waiting(session, visitor()),
        to_move=[proof for proof in agreements.left_out if proof.state is not AgreementState.ENDED],
        growth=growth_of(evidence, since=programme.starts_on, as_of=today),
        cohorts=cohorts_of(lines),
        may_approve=may(visitor(), Permission.APPROVE_DECISIONS, programme_id=programme.id),
        may_keep=may(visitor(), Permission.KEEP_PROGRAMME, programme_id=programme.id),
    )


@bp.get("/indicators/<indicator>")
@allow(Permission.SEE_PROGRAMME)
def indicator(indicator: str) -> ResponseReturnValue:
    """Who or what stands behind a figure as of a day, and who or what is left out, and why."""
    if indicator not in set(Indicator):
        raise NotFound
    name = Indicator(indicator)
    programme, today = programme_here(Permission.SEE_PROGRAMME), local_day(now())
    typed = request.args.get("as_of", "").strip()
    as_of, fault = _day(typed, today)
    count = INDICATORS[name](reading(), programme, as_of=as_of)
    page = render_template(
        _template(name),
        programme=programme,
        figure=Figure(count, targets_of(reading(), programme).get(name)),
        as_of=as_of,
        typed=typed or today.isoformat(),
        fault=fault,
    )
    return page, 422 if fault else 200


def _day(typed: str, today: date) -> tuple[date, Fault | None]:
    if not typed:
        return today, None
    day = read_day(typed)
    return (today, Fault("not_a_date")) if day is None else (day, None)


def _waits_for_visitor(place: Place) -> bool:
    """Whether a proposal waits that somebody else made, about somebody else."""
    me = visitor().id
    return place.waiting_decision_id is not None and me not in {
        place.waiting_decision_by_id,
        place.person_id,
    }


def _template(name: Indicator) -> str:
    match name:
        case Indicator.QUALIFIED_ORGANISERS:
            return "programmes/organisers.html"
        case Indicator.INSTITUTIONS:
            return "programmes/agreements.html"
        case _:
            assert_never(name)
