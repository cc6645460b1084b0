"""The four-stage card of one record, on screen and on paper."""

from io import BytesIO

from flask import redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from content.languages import Language
from course.catalogue import catalogue
from course.database import reading
from course.errors import NotFound
from course.permissions import Permission, may
from course.queries.observations import follows
from course.queries.stages import place_on_card
from course.queries.study import own_enrolment
from course.reports.stage_card import Course, StageCard, stage_card, stage_card_pdf
from course.web.access import signed_in
from course.web.i18n import language
from course.web.records.blueprint import bp
from course.web.visitors import visitor

PDF = "application/pdf"


@bp.get("/record")
@signed_in
def mine() -> ResponseReturnValue:
    """One's own card."""
    enrolment = own_enrolment(reading(), visitor())
    return redirect(url_for(".card", enrolment_id=enrolment.id), 303)


@bp.get("/enrolments/<int:enrolment_id>/record")
@signed_in
def card(enrolment_id: int) -> ResponseReturnValue:
    """Four stages, the comparison of each competence, what stands beside."""
    found, me = _card(enrolment_id, language()), visitor()
    programme_id = found.programme.id
    return render_template(
        "records/card.html",
        card=found,
        own=found.enrolment.person_id == me.id,
        follows=follows(reading(), me, enrolment_id),
        sees_programme=may(me, Permission.SEE_PROGRAMME, programme_id=programme_id),
    )


@bp.get("/enrolments/<int:enrolment_id>/record/<lang>")
@signed_in
def card_pdf(enrolment_id: int, lang: str) -> ResponseReturnValue:
    """The same on A4."""
    if lang not in set(Language):
        place_on_card(reading(), visitor(), enrolment_id)
        raise NotFound
    found = _card(enrolment_id, Language(lang))
    return send_file(
        BytesIO(stage_card_pdf(found, Language(lang))),
        mimetype=PDF,
        as_attachment=True,
        download_name=f"etapy-{enrolment_id}-{lang}.pdf",
    )


def _card(enrolment_id: int, lang: Language) -> StageCard:
    enrolment = place_on_card(reading(), visitor(), enrolment_id)
    course = Course(catalogue().curriculum.competences, catalogue().assignments)
    own = enrolment.person_id == visitor().id
    return stage_card(reading(), enrolment, course, lang, own=own)
