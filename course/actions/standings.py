"""What was judged about people, written down: only the lines and spans that changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from course.models import CountedSpan, Programme, Standing


def replace_kept(
    session: Session,
    model: type[Standing | CountedSpan],
    *,
    stale: Sequence[int],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Let rows take the place of those with the ids named: two statements at most."""
    if stale:
        session.execute(delete(model).where(model.id.in_(stale)))
    if rows:
        session.execute(insert(model), [dict(row) for row in rows])


def say_kept(programme: Programme, *, at: datetime) -> None:
    """Note that everything about a programme is kept, so that its figures may be read."""
    programme.standings_kept_at = at
