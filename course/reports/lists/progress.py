"""How far the people of each cohort have come: read, passed, practised, and when last seen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from assessments.qualification import Qualification, judge
from assessments.requirements import Rule
from content.curriculum import Module
from course.permissions import Permission
from course.queries.lists.places import ListedPlace, count_places, listed_places
from course.queries.lists.progress import CohortTotals, cohort_totals, last_signs, lessons_read
from course.queries.record_lines import Fact, FactRow
from course.queries.records import fact_rows_of, record_from
from course.queries.rules import frozen_rule
from course.reports.lists.asked import Filter
from course.reports.lists.cells import CellKind, Column, Line, Spoken
from course.reports.lists.conditions import PLACE_STATES, of_place
from course.reports.lists.listing import Listing, Looking, fixed
from course.sentences import N_
from course.terms import FieldEntryState, ListKind, MeetingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one person has come in one cohort; what no rule asks for is None."""

    place: ListedPlace
    modules: tuple[int, int] | None
    quizzes: tuple[int, int] | None
    assignments: tuple[int, int] | None
    requirements: tuple[int, int] | None
    meetings: Mapping[MeetingKind, int]  # minutes
    practice: int
    claimed: int
    last_seen: date | None


def progress_of(session: Session, looking: Looking) -> Iterator[Progress]:
    """Everybody who is asked for, by name."""
    version = looking.programme.rule_version
    rule = None if version is None else frozen_rule(version)
    modules = _modules(looking, rule)
    asked = of_place(looking.asked)
    found = listed_places(session, looking.by, looking.programme.id, *asked, skip=looking.skip)
    for piece in found:
        ids = [place.enrolment_id for place in piece]
        facts, read = fact_rows_of(session, ids), lessons_read(session, ids)
        seen = last_signs(session, ids)
        for place in piece:
            own = facts[place.enrolment_id]
            judged = judge(rule, record_from(own)) if rule else None
            yield Progress(
                place=place,
                modules=_read(modules, read[place.enrolment_id]),
                quizzes=_met_of(judged, "quiz_"),
                assignments=_met_of(judged, "assignment_"),
                requirements=_met_of(judged, ""),
                meetings=_meetings(own),
                practice=_practised(own, FieldEntryState.CONFIRMED),
                claimed=_practised(own, FieldEntryState.CLAIMED),
                last_seen=seen.get(place.enrolment_id),
            )


def _rows(session: Session, looking: Looking) -> Iterator[Line]:
    for one in progress_of(session, looking):
        place = one.place
        yield Line(
            place.enrolment_id,
            (
                place.name,
                place.cohort,
                Spoken(place.state.value, looking.speaking.word(place.state)),
                *(one.modules or (None, None)),
                *(one.quizzes or (None, None)),
                *(one.assignments or (None, None)),
                *(one.meetings[kind] for kind in MeetingKind),
                one.practice,
                one.claimed,
                *(one.requirements or (None, None)),
                one.last_seen,
            ),
        )


def _count(session: Session, looking: Looking) -> int:
    return count_places(session, looking.by, looking.programme.id, *of_place(looking.asked))


def totals_of(session: Session, looking: Looking) -> Sequence[CohortTotals]:
    """The totals of each cohort in which somebody is asked for."""
    return cohort_totals(session, looking.by, looking.programme.id, *of_place(looking.asked))


def _notes(session: Session, looking: Looking) -> Sequence[str]:
    """The totals in words, for files."""
    speaking = looking.speaking
    return [
        speaking.say(
            "%(cohort)s: people %(people)s, requirements met %(met)s of %(asked)s,"
            " practice %(practice)s, certificates %(certified)s, counted %(counted)s.",
            cohort=one.cohort,
            people=one.people,
            met=one.met,
            asked=one.asked,
            practice=speaking.hours(one.practice),
            certified=one.certified,
            counted=one.counted,
        )
        for one in totals_of(session, looking)
    ]


PROGRESS = Listing(
    kind=ListKind.PROGRESS,
    heading=N_("Progress of cohorts"),
    purpose=N_("How far each person has come, and when they were last seen at work."),
    file_name=N_("progress"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=frozenset({Filter.WORDS, Filter.COHORT, Filter.CITY, Filter.STATE}),
    states=PLACE_STATES,
    columns=fixed(
        Column("name", N_("Person"), 24),
        Column("cohort", N_("Cohort"), 20),
        Column("state", N_("State"), 14),
        Column("modules_read", N_("Modules read"), 13, CellKind.NUMBER),
        Column("modules_asked", N_("of modules"), 12, CellKind.NUMBER, on_paper=False),
        Column("quizzes_passed", N_("Quizzes passed"), 12, CellKind.NUMBER),
        Column("quizzes_asked", N_("of quizzes"), 12, CellKind.NUMBER, on_paper=False),
        Column("assignments_passed", N_("Assignments passed"), 12, CellKind.NUMBER),
        Column("assignments_asked", N_("of assignments"), 12, CellKind.NUMBER, on_paper=False),
        Column("workshop_minutes", N_("Workshops, minutes"), 13, CellKind.NUMBER),
        Column("supervision_minutes", N_("Supervisions, minutes"), 13, CellKind.NUMBER),
        Column("review_minutes", N_("Review talks, minutes"), 12, CellKind.NUMBER, on_paper=False),
        Column("practice_minutes", N_("Practice confirmed, minutes"), 14, CellKind.NUMBER),
        Column(
            "claimed_minutes", N_("Practice claimed, minutes"), 9, CellKind.NUMBER, on_paper=False
        ),
        Column("met", N_("Requirements met"), 13, CellKind.NUMBER),
        Column("asked", N_("Requirements in all"), 13, CellKind.NUMBER),
        Column("last_seen", N_("Last seen"), 13, CellKind.DAY),
    ),
    rows=_rows,
    count=_count,
    notes=_notes,
)


def _modules(looking: Looking, rule: Rule | None) -> Sequence[Module] | None:
    """The modules on the way; all of them where a rule names no work."""
    if looking.course is None:
        return None
    works = rule.works if rule else None
    return [
        module
        for module in looking.course.curriculum.modules
        if works is None or not works.isdisjoint({module.quiz, module.assignment})
    ]


def _read(modules: Sequence[Module] | None, read: frozenset[str]) -> tuple[int, int] | None:
    if modules is None:
        return None
    whole = sum(all(lesson.slug in read for lesson in module.lessons) for module in modules)
    return whole, len(modules)


def _met_of(judged: Qualification | None, code: str) -> tuple[int, int] | None:
    """How many lines of the rule are met, of those whose code begins so."""
    met = [line.met for line in judged.judged if line.code.startswith(code)] if judged else []
    return (sum(met), len(met)) if met else None


def _meetings(facts: Iterable[FactRow]) -> Mapping[MeetingKind, int]:
    """Minutes present at meetings of each kind, make-ups in the place of what was missed."""
    minutes = dict.fromkeys(MeetingKind, 0)
    for row in facts:
        if row.fact is Fact.MEETING:
            minutes[MeetingKind(row.detail)] += row.first
    return minutes


def _practised(facts: Iterable[FactRow], state: FieldEntryState) -> int:
    return sum(row.first for row in facts if row.fact is Fact.PRACTICE and row.detail == state)
