"""The funder's data about participants.

On screen stands what is missing, never what was said. In a file stand the columns of the funder's
system first, in the order of its template; whoever takes it opens each seal, which is noted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from sqlalchemy.orm import Session

from assessments.participants import (
    FormColumn,
    ParticipantForm,
    Values,
    cell_of,
    code_of,
    columns_of,
)
from course.permissions import Permission
from course.queries.lists.participants import (
    COMPLETE,
    INCOMPLETE,
    ListedParticipant,
    count_participants,
    listed_participants,
)
from course.queries.lists.places import Condition
from course.queries.participant_forms import participant_form_of
from course.reports.formats.kinds import FileKind
from course.reports.lists.asked import Filter
from course.reports.lists.cells import Cell, CellKind, Column, Line, Spoken
from course.reports.lists.conditions import of_place
from course.reports.lists.listing import Listing, Looking
from course.reports.missing_data import missing_questions
from course.sentences import N_
from course.terms import ListKind


class Completeness(StrEnum):
    """Whether the data about a participant are all there."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


COMPLETENESS_TEXTS: Mapping[Completeness, str] = {
    Completeness.COMPLETE: N_("complete"),
    Completeness.INCOMPLETE: N_("incomplete"),
}
_WHERE = {Completeness.COMPLETE: COMPLETE, Completeness.INCOMPLETE: INCOMPLETE}
_BESIDE = (
    Column("person", N_("Person"), 24),
    Column("cohort", N_("Cohort"), 20),
    Column("place_state", N_("State"), 14),
    Column("participation_from", N_("Start of participation"), 12, CellKind.DAY),
    Column("participation_to", N_("End of participation"), 12, CellKind.DAY),
    Column("source", N_("Where from"), 16),
    Column("completeness", N_("Data"), 14),
    Column("missing", N_("What is missing"), 40),
    Column("followed_up", N_("Told after leaving"), 12),
)
"""What is known without opening a seal."""


def _columns(session: Session, looking: Looking) -> tuple[Column, ...]:
    _, asked = _form(session, looking)
    return (
        *(
            Column(column.items[0].name, column.heading.in_language(looking.language), 18)
            for column in asked
        ),
        *_BESIDE,
    )


def _rows(session: Session, looking: Looking) -> Iterator[Line]:
    form, asked = _form(session, looking)
    people = listed_participants(
        session, looking.by, looking.programme.id, *_conditions(looking), skip=looking.skip
    )
    for piece in people:
        said = looking.opens([one.enrolment_id for one in piece]) if looking.opens else {}
        for one in piece:
            values = said.get(one.enrolment_id, {})
            cells = (_cell(form, column, values, looking) for column in asked)
            yield Line(one.enrolment_id, (*cells, *_beside(form, one, looking)))


def _count(session: Session, looking: Looking) -> int:
    return count_participants(session, looking.by, looking.programme.id, *_conditions(looking))


PARTICIPANTS = Listing(
    kind=ListKind.PARTICIPANTS,
    heading=N_("Participants’ data"),
    purpose=N_("What the funder asks of participants, in the order of its own system."),
    file_name=N_("participants"),
    opened_with=Permission.READ_PARTICIPANTS,
    knows=frozenset({Filter.WORDS, Filter.COHORT, Filter.CITY, Filter.STATE}),
    labels={Filter.STATE: N_("Data")},
    states=tuple(Completeness),
    state_texts=dict(COMPLETENESS_TEXTS.items()),
    columns=_columns,
    rows=_rows,
    count=_count,
    kinds=(FileKind.XLSX, FileKind.ODS, FileKind.PLAIN_CSV),
    opens_seals=True,
)


def _form(
    session: Session, looking: Looking
) -> tuple[ParticipantForm | None, Sequence[FormColumn]]:
    """The form of the programme, and its columns where seals are opened.

    First those of the funder's template in its order, then the items that it does not ask for.
    """
    form = participant_form_of(session, looking.programme.id)
    if form is None or looking.opens is None:
        return form, ()
    own = (one for one in columns_of(form, official=False) if one.items[0].official is None)
    return form, (*columns_of(form, official=True), *own)


def _conditions(looking: Looking) -> Sequence[Condition]:
    asked = looking.asked
    places = of_place(replace(asked, state=None))
    return places if asked.state is None else [*places, _WHERE[Completeness(asked.state)]]


def _cell(
    form: ParticipantForm | None, column: FormColumn, values: Values, looking: Looking
) -> Cell:
    """Text always: a PESEL and a phone number begin with zeros."""
    words = cell_of(form, column, values, looking.language) if form else ""
    return Spoken(code_of(column, values), words) if words else None


def _beside(
    form: ParticipantForm | None, one: ListedParticipant, looking: Looking
) -> tuple[Cell, ...]:
    speaking = looking.speaking
    completeness = Completeness.COMPLETE if one.complete else Completeness.INCOMPLETE
    told = N_("yes") if one.followed_up else N_("no")
    missing = missing_questions(form, one.missing or (), looking.language)
    return (
        one.name,
        one.cohort,
        Spoken(one.state.value, speaking.word(one.state)),
        one.started_on,
        one.ended_on,
        None if one.source is None else Spoken(one.source.value, speaking.word(one.source)),
        Spoken(completeness.value, speaking.gettext(COMPLETENESS_TEXTS[completeness])),
        "; ".join(question for _, question in missing) or None,
        None if one.followed_up is None else Spoken(told, speaking.gettext(told)),
    )
