"""Participants' forms as programmes froze them."""

from sqlalchemy.orm import Session

from assessments.participants import ParticipantForm
from assessments.reading import participant_form_from_json
from course.models import AuthoredVersion, Programme

_read: dict[str, ParticipantForm] = {}
"""Forms read already: a digest means the same for ever, so they are read once a process."""


def participant_form_by_digest(session: Session, digest: str) -> ParticipantForm:
    """The form exactly as it was when its version was kept."""
    if digest not in _read:
        version = session.get_one(AuthoredVersion, digest)
        _read[digest] = participant_form_from_json(version.definition)
    return _read[digest]


def participant_form_of(session: Session, programme_id: int) -> ParticipantForm | None:
    """The form that a programme froze; None while it has none."""
    digest = session.get_one(Programme, programme_id).participant_form_digest
    return participant_form_by_digest(session, digest) if digest else None
