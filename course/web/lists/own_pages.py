"""Lists whose page shows more than a table of their cells: the same rows, in the same order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from assessments.counting import Condition
from course.catalogue import catalogue
from course.database import reading
from course.exporting import ListAsked
from course.permissions import Permission, may_anywhere
from course.queries.lists.register import RegisterRow
from course.queries.lists.results import newest_works
from course.reports.gaps import PersonGaps
from course.reports.lists import Looking
from course.reports.lists.agreements import agreements_of
from course.reports.lists.attendance import ENOUGH_PERCENT, attended, meetings_of
from course.reports.lists.gaps import GapTold, count_people, gaps_told, people_with_gaps
from course.reports.lists.gradebook import OUTCOME_TEXTS, results_of, works_asked
from course.reports.lists.progress import progress_of, totals_of
from course.reports.lists.register import certificates_of, remark_on
from course.reports.lists.registry import LISTINGS
from course.sentences import N_
from course.terms import ListKind
from course.web.checklist import Way, evidence_ways
from course.web.i18n import language, speaking
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a page shows: its rows and their number, and what stands beside them."""

    template: str
    rows: Callable[[Session, Looking], Iterable[Any]]
    how_many: Callable[[Session, Looking], int]
    beside: Callable[[ListAsked, Sequence[Any]], Mapping[str, object]]
    on_a_page: int = 100


@dataclass(frozen=True, slots=True)
class GapShown:
    """One thing that is missing, and where it is mended."""

    said: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class WorkShown:
    """A quiz or an assignment as the head of a column."""

    slug: str
    label: str
    title: str


def _progress(asked: ListAsked, _rows: Sequence[Any]) -> Mapping[str, object]:
    return {"totals": totals_of(reading(), asked.looking)}


def _results(asked: ListAsked, _rows: Sequence[Any]) -> Mapping[str, object]:
    quizzes, assignments = works_asked(asked.looking)
    course = catalogue()
    said = {outcome: speaking().gettext(text) for outcome, text in OUTCOME_TEXTS.items()}
    return {
        "quizzes": [_work(slug, course.quizzes) for slug in quizzes],
        "assignments": [_work(slug, course.assignments) for slug in assignments],
        "outcomes": said,
    }


def _work(slug: str, known: Mapping[str, Any]) -> WorkShown:
    title = known[slug].title.in_language(language()) if slug in known else slug
    return WorkShown(slug, slug.upper(), title)


def _attendance(asked: ListAsked, _rows: Sequence[Any]) -> Mapping[str, object]:
    """Each meeting only where one cohort is asked for: of several they are too many."""
    one_cohort = asked.looking.asked.cohort_id or asked.looking.asked.meeting_id
    return {
        "meetings": meetings_of(reading(), asked.looking) if one_cohort else (),
        "enough": ENOUGH_PERCENT,
    }


def _gaps(asked: ListAsked, rows: Sequence[PersonGaps]) -> Mapping[str, object]:
    works = newest_works(reading(), visitor(), [one.line.place.enrolment_id for one in rows])
    return {
        "people": [
            (one, [_gap(one, told, works) for told in gaps_told(one, asked.looking)])
            for one in rows
        ]
    }


def _gap(one: PersonGaps, told: GapTold, works: Mapping[int, Mapping[str, int]]) -> GapShown:
    place_id = one.line.place.enrolment_id
    if told.requirement is not None:
        way = evidence_ways(place_id, works.get(place_id, {}))(told.requirement)
    else:
        way = _mended_at(one, told.condition)
    href, label = way or (url_for("programmes.standing", enrolment_id=place_id), N_("See why"))
    return GapShown(told.said, href, speaking().gettext(label))


def _mended_at(one: PersonGaps, condition: Condition | None) -> Way | None:
    """The page on which the visitor can put a condition of counting right; none where nobody can.

    Who audits mends nothing, and is led to the reasons instead.
    """
    if not may_anywhere(visitor(), Permission.PROPOSE_DECISIONS):
        return None
    place = one.line.place
    match condition.code if condition else None:
        case "participant_record":
            href = url_for("participants.show", enrolment_id=place.enrolment_id)
            return href, N_("Complete the data")
        case "certificate_issued" if place.waiting_decision_id is not None:
            href = url_for("certificates.show", decision_id=place.waiting_decision_id)
            return href, N_("Open the decision")
        case "certificate_issued":
            href = url_for("programmes.standing", enrolment_id=place.enrolment_id)
            return href, N_("Propose the certificate")
        case "assessed_after_end":
            href = url_for("cohorts.person", enrolment_id=place.enrolment_id)
            return href, N_("End the participation")
        case _:
            return None


def _register(asked: ListAsked, rows: Sequence[RegisterRow]) -> Mapping[str, object]:
    remarks = {row.certificate_id: remark_on(row, speaking()) for row in rows}
    return {"remarks": remarks, "notes": asked.listing.notes(reading(), asked.looking)}


def _nothing(_asked: ListAsked, _rows: Sequence[Any]) -> Mapping[str, object]:
    return {}


def _count_of(kind: ListKind) -> Callable[[Session, Looking], int]:
    return LISTINGS[kind].count


OWN_PAGES: Mapping[ListKind, OwnPage] = {
    ListKind.PROGRESS: OwnPage(
        "lists/progress.html", progress_of, _count_of(ListKind.PROGRESS), _progress
    ),
    ListKind.GRADEBOOK: OwnPage(
        "lists/gradebook.html", results_of, _count_of(ListKind.GRADEBOOK), _results
    ),
    ListKind.ATTENDANCE: OwnPage(
        "lists/attendance.html", attended, _count_of(ListKind.ATTENDANCE), _attendance
    ),
    ListKind.REGISTER: OwnPage(
        "lists/register.html", certificates_of, _count_of(ListKind.REGISTER), _register
    ),
    ListKind.AGREEMENTS: OwnPage(
        "lists/agreements.html", agreements_of, _count_of(ListKind.AGREEMENTS), _nothing
    ),
    ListKind.GAPS: OwnPage("lists/gaps.html", people_with_gaps, count_people, _gaps, on_a_page=25),
}
