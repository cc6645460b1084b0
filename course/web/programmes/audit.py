"""The audit trail of a programme: what was done, by whom, about whom, when."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from course.actions.audit import FIRST_HASH, entry_hash
from course.database import reading
from course.models import AuditEntry
from course.permissions import Permission, may
from course.queries.audit import about, deeds_of
from course.queries.deeds_asked import deed_in, hash_before, names_asked
from course.sentences import SUBJECT_TEXTS
from course.terms import Act, ReadingReason
from course.web.access import allow
from course.web.forms.deeds import DeedsForm
from course.web.i18n import speaking
from course.web.numbers import row_number
from course.web.programme_here import programme_here
from course.web.programmes.blueprint import bp
from course.web.visitors import visitor

ON_A_PAGE = 50


@bp.get("/audit")
@allow(Permission.READ_AUDIT)
def audit() -> ResponseReturnValue:
    """Deeds about anything of the programme, newest first; those that are asked for."""
    programme, session = programme_here(Permission.READ_AUDIT), reading()
    form = DeedsForm.of(request.args)
    before = request.args.get("before", type=row_number)
    found = deeds_of(
        session, programme, before=before, most=ON_A_PAGE + 1, asked=form.asked.condition()
    )
    deeds = found[:ON_A_PAGE]
    asked_of = [one for one in (form.asked.about_id, form.asked.by_id) if one is not None]
    page = render_template(
        "programmes/audit.html",
        programme=programme,
        deeds=deeds,
        about=about(session, deeds),
        before=before,
        more=len(found) > ON_A_PAGE,
        form=form,
        names=names_asked(session, programme, asked_of) if asked_of else {},
        acts=sorted(((act.value, speaking().word(act)) for act in Act), key=lambda one: one[1]),
        subjects=SUBJECT_TEXTS,
        sees_programme=may(visitor(), Permission.SEE_PROGRAMME, programme_id=programme.id),
    )
    return page, 422 if form.faults else 200


@bp.get("/audit/<int:deed_id>")
@allow(Permission.READ_AUDIT)
def deed(deed_id: int) -> ResponseReturnValue:
    """One entry with everything it says, and whether its hash and its link hold."""
    programme, session = programme_here(Permission.READ_AUDIT), reading()
    found = deed_in(session, programme, deed_id)
    entry = found.entry
    return render_template(
        "programmes/deed.html",
        programme=programme,
        deed=found,
        why=_why_read(entry),
        whom=about(session, [found]).get((entry.subject_kind, entry.subject_id)),
        holds=entry.hash == entry_hash(entry)
        and (hash_before(session, entry) or FIRST_HASH) == entry.previous_hash,
        subjects=SUBJECT_TEXTS,
        sees_programme=may(visitor(), Permission.SEE_PROGRAMME, programme_id=programme.id),
    )


def _why_read(entry: AuditEntry) -> str | None:
    """Why a participant's data were read, in words; nothing of other deeds."""
    why = entry.facts.get("why") if entry.act is Act.PARTICIPANT_RECORD_READ else None
    return speaking().word(ReadingReason(why)) if why in set(ReadingReason) else None
