"""Files that a form of practical work sent: checked, stored, attached, or refused by field."""

from collections.abc import Callable, Mapping
from typing import cast

from flask import current_app, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assessments.definitions import Assignment
from assessments.fields import Fault, FileField
from course.actions.files import add_file, check_room
from course.clock import now
from course.database import reading, writing
from course.errors import FileRefused, FilesAway, FilesFull
from course.models import Submission
from course.queries.assignments import submission_for
from course.settings_here import settings_here
from course.terms import ScanState
from course.uploads import size_of, store
from course.web.forms.assignments import fields_for_files
from course.web.visitors import visitor

STATUS = {"files_full": 507, "files_away": 503}
"""Where it is not the file's fault that it was not kept."""

FindDraft = Callable[[Session], Submission]


def take_files(
    assignment: Assignment, draft: Submission, held_in: FindDraft
) -> Mapping[str, Fault]:
    """Check, store and attach the files that were chosen; what was refused, by field.

    `held_in` finds the draft again, held in the write that attaches them.
    """
    refused: dict[str, Fault] = {}
    draft_id = draft.id
    for field in fields_for_files(assignment.fields):
        for sent in request.files.getlist(field.name):
            if not sent.filename:
                continue
            try:
                _take(draft_id, held_in, field, sent)
            except FileRefused as error:
                refused[field.name] = Fault(cast("str", error.facts["reason"]), error.facts)
            except (FilesFull, FilesAway) as failed:
                current_app.logger.exception("a file is not kept")
                refused[field.name] = Fault(failed.code)
    return refused


def status_of(refused: Mapping[str, Fault]) -> int:
    """What an answer that refuses files says of itself."""
    return max(STATUS.get(fault.code, 422) for fault in refused.values())


def _take(draft_id: int, held_in: FindDraft, field: FileField, sent: FileStorage) -> None:
    """Nothing is stored that would not fit; nothing is written while a picture is drawn.

    The draft is looked up for each file, because attaching the one before expired it.
    """
    name, settings = sent.filename or "", settings_here()
    size = size_of(sent.stream)
    draft = submission_for(reading(), visitor(), draft_id)
    check_room(reading(), draft, field=field.name, name=name, size=size)
    reading().rollback()
    stored = store(sent.stream, name=name, kinds=field.kinds, folder=settings.files)
    scan = ScanState.WAITING if settings.clamd else ScanState.NOT_ASKED
    with writing() as session:
        held = held_in(session)
        add_file(session, held, field=field.name, stored=stored, at=now(), scan=scan)
