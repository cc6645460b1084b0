"""What is arranged about practical work: its day, more time for one person, talks after returns."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session, contains_eager, joinedload

from assessments.due_days import due_day, moved_days, submissions_allowed
from course.errors import NotFound
from course.models import (
    AssignmentPlan,
    Cohort,
    Enrolment,
    Extension,
    Person,
    WorkTalk,
)
from course.queries.rules import rule_of
from course.visibility import cohorts_planned_by, enrolments_entered_for_by, own_enrolments

DueDays = Mapping[tuple[int, str], date]
"""The day by place and assignment, where one is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangements:
    """What was arranged with one trainee about one assignment, each in the order of time."""

    planned: date | None
    extensions: Sequence[Extension]
    talks: Sequence[WorkTalk]

    @property
    def due_on(self) -> date | None:
        """The last day for this trainee."""
        return due_day(self.planned, _given(self.extensions))

    def times_allowed(self, at_most: int) -> int:
        """How often this trainee may hand in, with what was allowed in talks."""
        return submissions_allowed(at_most, sum(talk.another_time for talk in self.talks))

    @property
    def open_request(self) -> Extension | None:
        """More time that was asked for and not answered yet."""
        return next((one for one in self.extensions if one.decided_at is None), None)


def plans_of(session: Session, cohort_id: int) -> Mapping[str, AssignmentPlan]:
    """What a cohort planned, by assignment."""
    plans = session.scalars(select(AssignmentPlan).where(AssignmentPlan.cohort_id == cohort_id))
    return {plan.assignment_slug: plan for plan in plans}


def plan_of(session: Session, cohort_id: int, slug: str) -> AssignmentPlan | None:
    """What a cohort planned for one assignment, if anything."""
    return session.scalar(
        select(AssignmentPlan).where(
            AssignmentPlan.cohort_id == cohort_id, AssignmentPlan.assignment_slug == slug
        )
    )


def cohort_to_plan(session: Session, person: Person, cohort_id: int) -> Cohort:
    """A cohort whose assignments the person plans. Raises NotFound."""
    return _cohort(session, _planned(person, cohort_id))


def cohort_to_plan_held(session: Session, person: Person, cohort_id: int) -> Cohort:
    """The same, held until the write ends: two who plan write one after the other."""
    return _cohort(session, _planned(person, cohort_id).with_for_update(of=Cohort, key_share=True))


def may_plan(session: Session, person: Person, cohort: Cohort) -> bool:
    """Whether a person plans the assignments of a cohort."""
    planned = select(Cohort.id).where(Cohort.id == cohort.id, cohorts_planned_by(person))
    return bool(session.scalar(select(exists(planned))))


def works_asked(session: Session, cohort: Cohort) -> frozenset[str] | None:
    """The quizzes and assignments that the programme asks for; None while no rule is frozen."""
    rule = rule_of(session, cohort.programme_id)
    return rule.works if rule else None


def marked_twice(session: Session, programme_id: int) -> frozenset[str]:
    """The assignments of which the programme's frozen rule has every piece marked twice."""
    rule = rule_of(session, programme_id)
    return rule.double_marked if rule else frozenset()


def due_days(session: Session, enrolment_ids: Collection[int]) -> DueDays:
    """The last day of each assignment for each of these places, in one statement."""
    planned: dict[tuple[int, str], date] = {}
    given: dict[tuple[int, str], list[date]] = defaultdict(list)
    both: CompoundSelect[*tuple[Any, ...]] = union_all(
        _days_planned(enrolment_ids), _days_given(enrolment_ids)
    )
    rows: Sequence[Any] = session.execute(both).all()
    for enrolment_id, slug, day, _, extension_id in sorted(rows, key=lambda row: tuple(row[3:])):
        if extension_id:
            given[enrolment_id, slug].append(day)
        else:
            planned[enrolment_id, slug] = day
    return moved_days(planned, given)


def arrangements_of(session: Session, enrolment_id: int, slug: str) -> Arrangements:
    """Everything arranged with a trainee about one assignment, with who decided and talked."""
    planned = session.scalar(
        select(AssignmentPlan.due_on)
        .join(Enrolment, Enrolment.cohort_id == AssignmentPlan.cohort_id)
        .where(Enrolment.id == enrolment_id, AssignmentPlan.assignment_slug == slug)
    )
    extensions = session.scalars(
        select(Extension)
        .where(Extension.enrolment_id == enrolment_id, Extension.assignment_slug == slug)
        .options(joinedload(Extension.decided_by))
        .order_by(Extension.id)
    ).all()
    talks = session.scalars(
        select(WorkTalk)
        .where(WorkTalk.enrolment_id == enrolment_id, WorkTalk.assignment_slug == slug)
        .options(joinedload(WorkTalk.held_by))
        .order_by(WorkTalk.id)
    ).all()
    return Arrangements(planned=planned, extensions=extensions, talks=talks)


def talks_for_another(session: Session, enrolment_id: int, slug: str) -> int:
    """How many talks allowed this trainee to hand in once more."""
    allowing = select(func.count(WorkTalk.id)).where(
        WorkTalk.enrolment_id == enrolment_id,
        WorkTalk.assignment_slug == slug,
        WorkTalk.another_time.is_(True),
    )
    return session.scalar(allowing) or 0


def own_place_held(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """One's own place with its cohort, held until the write ends. Raises NotFound."""
    return _place(session, _held(_places(own_enrolments(person), enrolment_id)))


def place_to_arrange(session: Session, trainer: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody with whom a trainer arranges their work, held. Raises NotFound."""
    arranged = enrolments_entered_for_by(trainer)
    return _place(session, _held(_places(arranged, enrolment_id)))


def may_arrange(session: Session, person: Person, enrolment: Enrolment) -> bool:
    """Whether a person gives time, talks and types in work for this place."""
    arranged = select(Enrolment.id).where(
        Enrolment.id == enrolment.id, enrolments_entered_for_by(person)
    )
    return session.scalar(arranged) is not None


def open_requests(session: Session, trainer: Person) -> Sequence[Extension]:
    """More time asked of this trainer and not answered, what is wanted soonest first."""
    return session.scalars(
        _requests(trainer)
        .where(Extension.decided_at.is_(None))
        .order_by(Extension.wanted_until, Extension.id)
    ).all()


def request_to_decide(session: Session, trainer: Person, extension_id: int) -> Extension:
    """One of them, or one that was answered, held until the write ends. Raises NotFound."""
    found = session.scalar(
        _requests(trainer)
        .where(Extension.id == extension_id)
        .with_for_update(of=Extension)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    return found


def _requests(trainer: Person) -> Select[Extension]:
    return (
        select(Extension)
        .join(Extension.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(enrolments_entered_for_by(trainer))
        .options(
            contains_eager(Extension.enrolment).contains_eager(Enrolment.person),
            contains_eager(Extension.enrolment).contains_eager(Enrolment.cohort),
            joinedload(Extension.decided_by),
        )
    )


def _days_planned(enrolment_ids: Collection[int]) -> Select[int, str, date | None, datetime, int]:
    return (
        select(
            Enrolment.id,
            AssignmentPlan.assignment_slug,
            AssignmentPlan.due_on,
            AssignmentPlan.set_at,
            literal(0),
        )
        .join(AssignmentPlan, AssignmentPlan.cohort_id == Enrolment.cohort_id)
        .where(Enrolment.id.in_(enrolment_ids), AssignmentPlan.due_on.is_not(None))
    )


def _days_given(
    enrolment_ids: Collection[int],
) -> Select[int, str, date | None, datetime | None, int]:
    return select(
        Extension.enrolment_id,
        Extension.assignment_slug,
        Extension.given_until,
        Extension.decided_at,
        Extension.id,
    ).where(Extension.enrolment_id.in_(enrolment_ids), Extension.given_until.is_not(None))


def _given(extensions: Collection[Extension]) -> list[date]:
    """The days given, in the order in which they were."""
    decided = [one for one in extensions if one.given_until and one.decided_at]
    ordered = sorted(decided, key=lambda one: (one.decided_at, one.id))
    return [one.given_until for one in ordered if one.given_until]


def _planned(person: Person, cohort_id: int) -> Select[Cohort]:
    return (
        select(Cohort)
        .where(Cohort.id == cohort_id, cohorts_planned_by(person))
        .options(joinedload(Cohort.programme, innerjoin=True))
    )


def _cohort(session: Session, statement: Select[Cohort]) -> Cohort:
    cohort = session.scalar(statement)
    if cohort is None:
        raise NotFound
    return cohort


def _places(condition: ColumnElement[bool], enrolment_id: int) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .where(Enrolment.id == enrolment_id, condition)
        .options(
            joinedload(Enrolment.person, innerjoin=True),
            joinedload(Enrolment.cohort, innerjoin=True),
        )
    )


def _held(places: Select[Enrolment]) -> Select[Enrolment]:
    return places.with_for_update(of=Enrolment, key_share=True)


def _place(session: Session, statement: Select[Enrolment]) -> Enrolment:
    place = session.scalar(statement)
    if place is None:
        raise NotFound
    return place
