"""The programme that the visitor looks at: named in the address, else the last, else the first."""

from flask import request, session
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from course.database import reading
from course.errors import NotFound
from course.models import Programme
from course.permissions import Permission
from course.visibility import programmes_with
from course.web.visitors import visitor


def programmes_here(permission: Permission) -> list[Programme]:
    """The programmes in which the visitor holds a permission, with their rules, newest first."""
    return list(
        reading().scalars(
            select(Programme)
            .where(programmes_with(visitor(), permission))
            .options(joinedload(Programme.rule_version))
            .order_by(Programme.starts_on.desc(), Programme.id)
        )
    )


def programme_here(permission: Permission) -> Programme:
    """One of them. Raises NotFound when the visitor has none, or not the one that is named."""
    return chosen_among(programmes_here(permission))


def chosen_among(found: list[Programme]) -> Programme:
    """The programme that is named, else the last one looked at, else the first. Raises NotFound."""
    named = request.args.get("programme")
    if named is not None:
        found = [programme for programme in found if programme.code == named]
    kept = session.get("programme")
    chosen = next((programme for programme in found if programme.code == kept), None)
    if chosen is None:
        chosen = next(iter(found), None)
    if chosen is None:
        raise NotFound
    if session.get("programme") != chosen.code:
        session["programme"] = chosen.code
    return chosen
