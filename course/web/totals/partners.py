"""Who sees the totals of a programme as its lead partner: granted and taken back here."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.people import end_role, grant_role
from course.clock import now
from course.database import reading, writing
from course.errors import AlreadyGranted, EmailMissing, OwnRole
from course.permissions import Permission
from course.queries.totals import partner_to_end, partners_of
from course.terms import AddressForm, Role
from course.web.access import allow
from course.web.forms.cohorts import PersonForm
from course.web.i18n import language, speaking
from course.web.invitations import known_or_invited
from course.web.programme_here import programme_here
from course.web.totals.blueprint import bp
from course.web.visitors import visitor


@bp.get("/programme/partners")
@allow(Permission.KEEP_PROGRAMME)
def partners() -> ResponseReturnValue:
    """The lead partner's people, and a form for one more."""
    return _page(PersonForm(language=language().value))


@bp.post("/programme/partners")
@allow(Permission.KEEP_PROGRAMME)
def grant() -> ResponseReturnValue:
    """Let somebody see the totals; who is new here gets an invitation."""
    form = PersonForm.of(request.form, email_needed=True)
    if form.faults:
        return _page(form), 422
    try:
        with writing() as session:
            programme = programme_here(Permission.KEEP_PROGRAMME)
            person = known_or_invited(session, form)
            grant_role(
                session, person, Role.LEAD_PARTNER, programme=programme, by=visitor(), at=now()
            )
            name, code = person.name, programme.code
    except (OwnRole, AlreadyGranted, EmailMissing) as refusal:
        flash(speaking().error(refusal.code, refusal.facts), "bad")
        return redirect(url_for(".partners"), 303)
    flash(speaking().say("%(name)s sees the totals now.", name=name))
    return redirect(url_for(".partners", programme=code), 303)


@bp.post("/programme/partners/<int:grant_id>/end")
@allow(Permission.KEEP_PROGRAMME)
def end(grant_id: int) -> ResponseReturnValue:
    """Take the role back."""
    with writing() as session:
        found = partner_to_end(session, visitor(), grant_id)
        name = found.person.name
        end_role(session, found, by=visitor(), at=now())
    flash(speaking().say("%(name)s sees the totals no longer.", name=name))
    return redirect(url_for(".partners"), 303)


def _page(form: PersonForm) -> str:
    programme = programme_here(Permission.KEEP_PROGRAMME)
    return render_template(
        "totals/partners.html",
        programme=programme,
        partners=partners_of(reading(), programme),
        form=form,
        address_forms=AddressForm,
    )
