"""What a page that saves itself is told: what the server has, and what it says of it now."""

from collections.abc import Mapping

from flask import get_template_attribute, url_for
from flask.typing import ResponseReturnValue

from assessments.fields import MapField
from course.actions.assignments import SavedDraft
from course.queries.assignments import assignment_of, content_digest
from course.web.drafts import closed_sentence, form_of_work, receipt_for
from course.web.forms.assignments import WorkForm
from course.web.giving_away import warnings_drawn
from course.web.i18n import language, speaking
from course.web.saving import acknowledged
from course.web.told import different_fields
from course.web.what_is_missing import lacks_of


def reply_to(saved: SavedDraft, blanks: Mapping[str, str]) -> ResponseReturnValue:
    """The reply to a save; 409 where the draft had moved on, with what differs.

    `blanks`: the cells that stand on the page, by their names in the values.
    """
    draft = saved.draft
    reply = acknowledged(revision=draft.revision, at=draft.saved_at, sha256=content_digest(draft))
    assignment = assignment_of(draft)
    if saved.closed and saved.lost is not None:
        page = url_for("assignments.submission", submission_id=draft.id)
        return {"error": "kept_beside", "sentence": closed_sentence(draft), "page": page}, 409
    if saved.lost is not None:
        fields = different_fields(assignment, saved.lost.values, draft.values)
        names = ", ".join(field.label.in_language(language()) for field in fields)
        return reply | {"theirs": speaking().say("What differs: %(fields)s", fields=names)}, 409
    form = form_of_work(draft)
    counts = [
        {"value": count.value, "said": count.said, "met": count.met} for count in form.counts()
    ]
    return reply | {"receipt": receipt_for(draft), "counts": counts, "drawn": _drawn(form, blanks)}


def _drawn(form: WorkForm, blanks: Mapping[str, str]) -> Mapping[str, str]:
    """Parts of the page that follow from what is filled in, as the server draws them now."""
    parts = {
        field.name: _part("components/point_map.html", "point_map", field, form.drawn(field))
        for field in form.assignment.fields
        if isinstance(field, MapField)
    }
    parts |= warnings_drawn(form.assignment.fields, form.values, blanks)
    lacks = lacks_of(form)
    missing = _part("assignments/missing.html", "missing", lacks)
    return parts | {"missing": missing, "lacks": str(len(lacks))}


def _part(template: str, macro: str, *arguments: object) -> str:
    return str(get_template_attribute(template, macro)(*arguments))
