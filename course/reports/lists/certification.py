"""The certification list as a table: its columns, its rows, and the filter in words."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy.orm import Session

from course.language import Voice
from course.permissions import Permission, may
from course.queries.standing_lines import NOTHING, StandingRow, conditions_kept
from course.queries.standings import PeopleFilter, count_standings, standing_rows
from course.reports.lists.asked import Filter
from course.reports.lists.cells import Cell, CellKind, Column, Line, Spoken
from course.reports.lists.listing import Listing, Looking, fixed
from course.sentences import N_
from course.terms import CertificationState, ListKind

COLUMNS = (
    Column("name", N_("Person"), 26),
    Column("cohort", N_("Cohort"), 20),
    Column("city", N_("City"), 13),
    Column("state", N_("State"), 18),
    Column("met", N_("Requirements met"), 14, CellKind.NUMBER),
    Column("asked", N_("Requirements in all"), 14, CellKind.NUMBER),
    Column("started_on", N_("Start of participation"), 13, CellKind.DAY),
    Column("ended_on", N_("End of participation"), 13, CellKind.DAY),
    Column("certificate", N_("Certificate"), 17),
    Column("issued_on", N_("Issued"), 12, CellKind.DAY),
    Column("why_not", N_("Why not counted"), 28),
)


def rows(session: Session, looking: Looking) -> Iterator[Line]:
    """Everybody who is asked for, as they stand now."""
    if _is_seen(looking):
        speaking = looking.speaking
        asked = wanted(looking)
        for row in standing_rows(session, looking.programme, asked, skip=looking.skip):
            yield Line(row.enrolment_id, cells_of(row, speaking))


def count(session: Session, looking: Looking) -> int:
    """How many they are."""
    if not _is_seen(looking):
        return 0
    return count_standings(session, looking.programme, wanted(looking))


CERTIFICATION = Listing(
    kind=ListKind.CERTIFICATION,
    heading=N_("People and certificates"),
    purpose=N_("Where everybody stands, who counts, and why the others do not yet."),
    file_name=N_("people"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=frozenset(Filter) - {Filter.MEETING, Filter.AS_OF},
    states=tuple(CertificationState),
    labels={Filter.SINCE: N_("Certificate from"), Filter.UNTIL: N_("Certificate to")},
    says={
        Filter.SINCE: N_("certificate since %(value)s"),
        Filter.UNTIL: N_("certificate until %(value)s"),
    },
    columns=fixed(*COLUMNS),
    rows=rows,
    count=count,
)


def wanted(looking: Looking) -> PeopleFilter:
    """The filter as the kept lines are asked."""
    asked = looking.asked
    return PeopleFilter(
        words=asked.words,
        cohort_id=asked.cohort_id,
        city=asked.city,
        state=CertificationState(asked.state) if asked.state else None,
        issued_from=asked.since,
        issued_to=asked.until,
    )


def _is_seen(looking: Looking) -> bool:
    """Who may see a programme sees all of its kept lines, and who may not sees none."""
    return may(looking.by, Permission.SEE_PROGRAMME, programme_id=looking.programme.id)


def cells_of(row: StandingRow, speaking: Voice) -> tuple[Cell, ...]:
    """The cells of a kept line."""
    return (
        row.name,
        row.cohort,
        row.city,
        _state(row.state, speaking),
        row.met if row.asked else None,
        row.asked or None,
        row.started_on,
        row.ended_on,
        row.number,
        row.issued_on,
        None if row.why_not == NOTHING else _why_not(row.why_not, speaking),
    )


@cache
def _state(state: CertificationState, speaking: Voice) -> Spoken:
    return Spoken(state.value, speaking.word(state))


def _why_not(kept: str, speaking: Voice) -> Spoken:
    """Why a person with a certificate does not count; of others the state says enough."""
    why = conditions_kept(kept)
    return Spoken(
        " ".join(condition.code for condition in why),
        "; ".join(
            speaking.condition(condition.code, condition.facts, met=False) for condition in why
        ),
    )
