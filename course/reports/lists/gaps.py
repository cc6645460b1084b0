"""What is missing of each person until they count, line by line, with the days that are left."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from assessments.counting import Condition
from assessments.qualification import Judged
from course.permissions import Permission
from course.queries.lists.places import Condition as Asked
from course.reports.gaps import NOT_YET, PersonGaps, count_people_with_gaps, gaps_of, not_yet
from course.reports.lists.asked import Filter
from course.reports.lists.cells import CellKind, Column, Line, Spoken
from course.reports.lists.conditions import of_place
from course.reports.lists.listing import Listing, Looking, fixed
from course.reports.requirement_lines import sentence_of
from course.sentences import N_
from course.terms import CertificationState, ListKind

REQUIREMENT = N_("requirement")
CONDITION = N_("condition of counting")


class GapTold(NamedTuple):
    """One thing that is missing, in words; a requirement of the rule, or what counting asks."""

    code: str
    said: str
    requirement: Judged | None = None
    condition: Condition | None = None


def people_with_gaps(session: Session, looking: Looking) -> Iterator[PersonGaps]:
    """Everybody who is asked for and does not count yet, by name."""
    return gaps_of(
        session,
        looking.by,
        looking.programme,
        *_asked(looking),
        as_of=looking.as_of,
        skip=looking.skip,
    )


def count_people(session: Session, looking: Looking) -> int:
    """How many they are."""
    return count_people_with_gaps(session, looking.by, looking.programme, *_asked(looking))


def gaps_told(one: PersonGaps, looking: Looking) -> Iterator[GapTold]:
    """What a person lacks, in words: first what the rule asks, then what counting asks."""
    for judged in one.requirements:
        said = sentence_of(judged, looking.course, looking.language)
        yield GapTold(judged.code, said, requirement=judged)
    for condition in one.conditions:
        said = looking.speaking.condition(condition.code, condition.facts, met=False)
        yield GapTold(condition.code, said, condition=condition)


def _rows(session: Session, looking: Looking) -> Iterator[Line]:
    speaking = looking.speaking
    for one in people_with_gaps(session, looking):
        line, place = one.line, one.line.place
        state = Spoken(line.state.value, speaking.word(line.state))
        for gap in gaps_told(one, looking):
            kind = (
                Spoken("requirement", speaking.gettext(REQUIREMENT))
                if gap.requirement
                else Spoken("condition", speaking.gettext(CONDITION))
            )
            yield Line(
                place.enrolment_id,
                (
                    *(place.name, place.cohort, place.city, state),
                    *(kind, Spoken(gap.code, gap.said)),
                    *(place.ended_on, line.last_day, line.days_left),
                ),
            )


def _count(session: Session, looking: Looking) -> int:
    return sum(
        len(one.requirements) + len(one.conditions) for one in people_with_gaps(session, looking)
    )


GAPS = Listing(
    kind=ListKind.GAPS,
    heading=N_("What is missing"),
    purpose=N_("What each person still needs before they count, and how many days are left."),
    file_name=N_("gaps"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=frozenset({Filter.WORDS, Filter.COHORT, Filter.CITY, Filter.STATE}),
    states=NOT_YET,
    columns=fixed(
        Column("name", N_("Person"), 22),
        Column("cohort", N_("Cohort"), 18),
        Column("city", N_("City"), 12, on_paper=False),
        Column("state", N_("State"), 14),
        Column("kind", N_("Kind"), 14, on_paper=False),
        Column("missing", N_("What is missing"), 46),
        Column("ended_on", N_("End of participation"), 12, CellKind.DAY),
        Column("last_day", N_("Decision by"), 12, CellKind.DAY),
        Column("days_left", N_("Days left"), 8, CellKind.NUMBER),
    ),
    rows=_rows,
    count=_count,
)


def _asked(looking: Looking) -> Sequence[Asked]:
    """Here a state is where somebody stands, not that of their place."""
    places = of_place(replace(looking.asked, state=None))
    if looking.asked.state is None:
        return places
    return [*places, not_yet(CertificationState(looking.asked.state))]
