"""Which deeds of a programme are asked for: about whom, by whom, of which kind, on what, when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from course.clock import day_begins
from course.errors import NotFound
from course.models import AuditEntry, Person, Programme
from course.queries.audit import ABOUT_SOMEBODY, Deed, belongs_to, subjects_of, with_person
from course.terms import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsAsked:
    """A filter of the audit trail; what is none is not asked."""

    act: Act | None = None
    about_id: int | None = None  # a person
    by_id: int | None = None  # a person
    subject_kind: str | None = None  # a table
    subject_id: int | None = None
    since: date | None = None
    until: date | None = None

    def condition(self) -> ColumnElement[bool]:
        """What an entry has to fulfil."""
        asked: list[ColumnElement[bool]] = []
        if self.act is not None:
            asked.append(AuditEntry.act == self.act)
        if self.about_id is not None:
            asked.append(_about(self.about_id))
        if self.by_id is not None:
            asked.append(AuditEntry.actor_id == self.by_id)
        if self.subject_kind is not None:
            asked.append(AuditEntry.subject_kind == self.subject_kind)
        if self.subject_id is not None:
            asked.append(AuditEntry.subject_id == self.subject_id)
        if self.since is not None:
            asked.append(AuditEntry.at >= day_begins(self.since))
        if self.until is not None:
            asked.append(AuditEntry.at < day_begins(self.until + timedelta(days=1)))
        return and_(true(), *asked)


def deed_in(session: Session, programme: Programme, entry_id: int) -> Deed:
    """One entry that belongs to a programme. Raises NotFound."""
    row = session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(belongs_to(programme.id), AuditEntry.id == entry_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return Deed(*row)


def names_asked(session: Session, programme: Programme, ids: Collection[int]) -> Mapping[int, str]:
    """The names of those of these people who have to do with the programme."""
    here = subjects_of(programme.id)[Person.__tablename__]
    rows = session.execute(
        select(Person.id, Person.name).where(Person.id.in_(ids), Person.id.in_(here))
    )
    return {row.id: row.name for row in rows}


def hash_before(session: Session, entry: AuditEntry) -> str | None:
    """The hash of the entry before this one, of whatever programme; none before the first."""
    return session.scalar(
        select(AuditEntry.hash)
        .where(AuditEntry.id < entry.id)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )


def _about(person_id: int) -> ColumnElement[bool]:
    """An entry about any row behind which this person stands."""
    return or_(
        *(
            and_(
                AuditEntry.subject_kind == model.__tablename__,
                AuditEntry.subject_id.in_(
                    with_person(model).where(Person.id == person_id).with_only_columns(model.id)
                ),
            )
            for model in ABOUT_SOMEBODY
        )
    )
