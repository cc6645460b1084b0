"""Filters of lists, saved under a name to be looked at again."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note, take_turn
from course.models import Person, Programme, SavedView
from course.models.base import Json
from course.queries.views import view_named
from course.terms import Act, ListKind


def save_view(
    session: Session,
    programme: Programme,
    kind: ListKind,
    asked: dict[str, str],
    *,
    name: str,
    shared: bool,
    by: Person,
    at: datetime,
) -> SavedView:
    """Save a filter; under a name that the person has used for this list it replaces the old."""
    take_turn(session)
    view = view_named(session, by, programme, kind, name) or SavedView(
        programme_id=programme.id, person_id=by.id, list=kind, name=name
    )
    view.asked, view.shared, view.saved_at = asked, shared, at
    session.add(view)
    session.flush()
    facts: Json = {"list": kind.value, "view": view.id, "shared": shared}
    note(session, Act.VIEW_SAVED, by=by, subject=programme, at=at, facts=facts)
    return view


def remove_view(
    session: Session, view: SavedView, programme: Programme, *, by: Person, at: datetime
) -> None:
    """Remove a view of this programme; the trail still tells that there was one."""
    facts: Json = {"list": view.list.value, "view": view.id}
    note(session, Act.VIEW_REMOVED, by=by, subject=programme, at=at, facts=facts)
    session.delete(view)
