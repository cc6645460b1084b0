"""Filters that were saved under a name."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Person, Programme, SavedView
from course.terms import ListKind


def views_for(
    session: Session, person: Person, programme: Programme, kind: ListKind
) -> Sequence[SavedView]:
    """A person's own views of a list, and those that others share, by name, with who saved them.

    For who may open the list in this programme.
    """
    return session.scalars(
        select(SavedView)
        .where(
            SavedView.programme_id == programme.id,
            SavedView.list == kind,
            or_(SavedView.person_id == person.id, SavedView.shared),
        )
        .options(joinedload(SavedView.person))
        .order_by(SavedView.name, SavedView.id)
    ).all()


def own_view(session: Session, person: Person, view_id: int) -> SavedView:
    """A view that this person saved. Raises NotFound."""
    found = session.scalar(
        select(SavedView).where(SavedView.id == view_id, SavedView.person_id == person.id)
    )
    if found is None:
        raise NotFound
    return found


def view_named(
    session: Session, person: Person, programme: Programme, kind: ListKind, name: str
) -> SavedView | None:
    """The view that a person saved under this name."""
    return session.scalar(
        select(SavedView).where(
            SavedView.programme_id == programme.id,
            SavedView.person_id == person.id,
            SavedView.list == kind,
            SavedView.name == name,
        )
    )
