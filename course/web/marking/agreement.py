"""How far markers agree: in counts, and where there is enough, in percent and Cohen's kappa."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from assessments.statistics.agreement import FEWEST_WORKS, Agreement, agreement
from course.database import reading
from course.permissions import Permission
from course.queries.agreement import TwiceMarked, twice_marked
from course.web.access import allow
from course.web.i18n import speaking
from course.web.marking.blueprint import bp
from course.web.marking.queue import assignment_title
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """How markers of some pieces of work agreed, in words."""

    title: str
    works: int
    third: int
    outcomes: Agreement
    levels: Agreement

    def percent(self, found: Agreement) -> str:
        """The share that agrees, or nothing for too few."""
        return "" if found.percent is None else speaking().percent(round(found.percent))

    def kappa(self, found: Agreement) -> str:
        """Kappa with two places, or why there is none."""
        if found.kappa is not None:
            return speaking().number(round(Decimal(float(found.kappa)), 2))
        if found.silence == "one_class":
            return speaking().gettext("undefined: all were judged alike")
        return speaking().gettext("too few")


@bp.get("/marking/agreement")
@allow(Permission.SEE_COHORTS)
def compare() -> ResponseReturnValue:
    """Two independent judgements of the same work, compared for the programmes of the visitor."""
    works = twice_marked(reading(), visitor())
    return render_template(
        "marking/agreement.html",
        whole=_line(speaking().gettext("All together"), works),
        groups=[
            (
                "assignments",
                speaking().gettext("By assignment"),
                _lines(works, lambda one: one.slug, lambda one: assignment_title(one.slug)),
            ),
            (
                "cohorts",
                speaking().gettext("By cohort"),
                _lines(works, lambda one: one.cohort_id, lambda one: one.cohort),
            ),
        ],
        fewest=FEWEST_WORKS,
    )


def _lines(
    works: Iterable[TwiceMarked],
    key: Callable[[TwiceMarked], int | str],
    title: Callable[[TwiceMarked], str],
) -> list[AgreementLine]:
    groups = [list(group) for _, group in groupby(sorted(works, key=key), key=key)]
    return [_line(title(group[0]), group) for group in groups]


def _line(title: str, works: Sequence[TwiceMarked]) -> AgreementLine:
    levels = [pair for work in works for pair in work.levels]
    return AgreementLine(
        title=title,
        works=len(works),
        third=sum(work.went_to_third for work in works),
        outcomes=agreement([work.outcomes for work in works], works=len(works)),
        levels=agreement(levels, works=len(works)),
    )
