"""The portfolio of one person: the work already there, by the list of the curriculum (4.3, 8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.qualification import Judged, Qualification
from assessments.requirements import AssignmentsPassed
from assessments.requirements import Portfolio as Asked
from course.models import Enrolment, FieldEntry, Observation, Person, SelfAssessment
from course.models import Submission as Work
from course.queries.places import place_where
from course.queries.validation import portfolio_of
from course.terms import ObservationKind, SelfAssessmentMoment
from course.visibility import portfolios_visible_to


@dataclass(frozen=True, slots=True)
class Piece:
    """An assignment of the rule: its newest submission, and whether it is missing."""

    slug: str
    work: Work | None
    met: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are of something, and how many the rule asks for."""

    have: int
    needed: int
    met: bool


@dataclass(frozen=True, slots=True)
class Assembled:
    """Everything that a panel reads, and what of it is missing."""

    pieces: Sequence[Piece]
    journal: Sequence[FieldEntry]
    entries: Counted
    self_assessments: Sequence[SelfAssessment]
    moments: Counted
    statements: Sequence[Observation]
    observations: Sequence[Observation]

    @property
    def missing(self) -> int:
        """How many things are missing; one for each piece, and one for each that is too few."""
        lacking = [piece for piece in self.pieces if not piece.met]
        return len(lacking) + (not self.entries.met) + (not self.moments.met)


def place_with_portfolio(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """One's own place, or that of somebody whose portfolio one may read. Raises NotFound."""
    return place_where(session, enrolment_id, portfolios_visible_to(person))


def assembled_for(
    session: Session, reader: Person, enrolment: Enrolment, qualification: Qualification | None
) -> Assembled:
    """The portfolio as it stands; without a rule there are pieces of work, and nothing missing."""
    there = portfolio_of(session, reader, enrolment.id)
    newest = {work.assignment_slug: work for work in there.submissions}
    own = session.scalars(
        select(SelfAssessment)
        .where(SelfAssessment.enrolment_id == enrolment.id)
        .order_by(SelfAssessment.id)
    ).all()
    judged = qualification.judged if qualification else ()
    moments = {one.moment for one in own}
    seen = there.observations
    return Assembled(
        pieces=_pieces(judged, newest),
        journal=there.practice,
        entries=_counted(judged, "journal_entries", len(there.practice)),
        self_assessments=own,
        moments=_counted(judged, "self_assessments", len(moments)),
        statements=[one for one in seen if one.kind is ObservationKind.WITNESS_STATEMENT],
        observations=[one for one in seen if one.kind is ObservationKind.OBSERVATION],
    )


def by_moment(
    rows: Sequence[SelfAssessment],
) -> list[tuple[SelfAssessmentMoment, list[SelfAssessment]]]:
    """Self-assessments by when they were made, in the order of competences."""
    return [
        (moment, sorted((one for one in rows if one.moment is moment), key=_code))
        for moment in SelfAssessmentMoment
        if any(one.moment is moment for one in rows)
    ]


def _code(row: SelfAssessment) -> tuple[int, str]:
    return len(row.competence), row.competence  # K2 before K10


def _pieces(judged: Sequence[Judged], newest: dict[str, Work]) -> list[Piece]:
    asked = {
        str(line.facts["assignment"]): line.met
        for line in judged
        if isinstance(line.requirement, AssignmentsPassed) and line.code.startswith("assignment_")
    }
    if not judged:
        return [Piece(slug, work, met=True) for slug, work in newest.items()]
    return [Piece(slug, newest.get(slug), met) for slug, met in asked.items()]


def _counted(judged: Sequence[Judged], name: str, have: int) -> Counted:
    """What the rule asks for, as the rule counts it; without one, what lies here."""
    for line in judged:
        if isinstance(line.requirement, Asked) and line.code.startswith(name):
            counted, needed = (int(str(line.facts[one])) for one in ("have", "needed"))
            return Counted(counted, needed, line.met)
    return Counted(have, 0, met=True)
