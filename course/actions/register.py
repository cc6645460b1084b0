"""That the register of certificates left the house."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note
from course.models import Programme
from course.terms import Act


def note_register_exported(
    session: Session,
    programmes: Sequence[Programme],
    counts: Mapping[int, int],
    *,
    digest: str,
    at: datetime,
) -> None:
    """Note for each programme that its certificates went out; `counts` has how many, by its id."""
    for programme in programmes:
        facts = {"certificates": counts.get(programme.id, 0), "sha256": digest}
        note(session, Act.REGISTER_EXPORTED, by=None, subject=programme, at=at, facts=facts)
