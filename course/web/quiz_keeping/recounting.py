"""Count a cohort's results anew: by a corrected key, or without a question. First a preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.recounting import regrade as count_by_key
from course.actions.recounting import void_question
from course.clock import now
from course.database import reading, writing
from course.errors import PreviewChanged
from course.models import Cohort, Person
from course.permissions import Permission
from course.queries.quiz_deeds import cohort_to_change, cohort_with_quizzes, void_of
from course.queries.quiz_keeping import voided_in
from course.queries.recounting import (
    Change,
    attempts_to_preview,
    changes_by_key,
    changes_by_void,
    leaves_nothing,
    losing_pass,
    question_to_void,
    shown,
)
from course.web.access import allow
from course.web.forms.quiz_keeping import ReasonForm
from course.web.i18n import speaking
from course.web.quiz_keeping.blueprint import bp
from course.web.quizzes.attempting import quiz_here
from course.web.reader import check_may_read_keys
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would change in a cohort, and whom that costs a pass."""

    template: str
    cohort: Cohort
    changes: Sequence[Change]
    losing: Sequence[Person]
    more: Mapping[str, object] = field(default_factory=dict)

    def checked(self, form: ReasonForm) -> ReasonForm:
        """The form with what is wrong in it under this preview."""
        return form.checked(shown(self.changes), loses=bool(self.losing))

    def page(self, form: ReasonForm, *, changed: bool = False) -> str:
        """The page; `changed`: something else was shown before."""
        return render_template(
            self.template,
            cohort=self.cohort,
            changes=self.changes,
            losing=[person.name for person in self.losing],
            falling=sum(change.falls for change in self.changes),
            form=form.shows(shown(self.changes)),
            changed=changed,
            **self.more,
        )


@bp.get("/cohorts/<int:cohort_id>/quizzes/<slug>/regrade")
@allow(Permission.KEEP_QUIZZES)
def preview_regrade(cohort_id: int, slug: str) -> ResponseReturnValue:
    """Whose result the questions as they are written today would change."""
    return _regrade(cohort_id, slug).page(ReasonForm())


@bp.post("/cohorts/<int:cohort_id>/quizzes/<slug>/regrade")
@allow(Permission.KEEP_QUIZZES)
def regrade(cohort_id: int, slug: str) -> ResponseReturnValue:
    """Do what the preview showed; where it would show something else by now, show that."""
    bank, preview = quiz_here(slug), _regrade(cohort_id, slug)
    form = preview.checked(ReasonForm.of(request.form))
    if form.faults:
        return preview.page(form), 422
    try:
        with writing() as session:
            results = count_by_key(
                session,
                cohort_to_change(session, visitor(), cohort_id),
                bank,
                preview=form.preview,
                leave_falling=form.leave_falling,
                reason=form.reason,
                by=visitor(),
                at=now(),
            )
    except PreviewChanged:
        return _regrade(cohort_id, slug).page(form, changed=True), 409
    _tell(len(results))
    return redirect(url_for(".preview_regrade", cohort_id=cohort_id, slug=slug), 303)


@bp.get("/cohorts/<int:cohort_id>/quizzes/<slug>/questions/<question>/void")
@allow(Permission.KEEP_QUIZZES)
def preview_void(cohort_id: int, slug: str, question: str) -> ResponseReturnValue:
    """Whose result would change if a question counted for nobody."""
    return _void(cohort_id, slug, question).page(ReasonForm())


@bp.post("/cohorts/<int:cohort_id>/quizzes/<slug>/questions/<question>/void")
@allow(Permission.KEEP_QUIZZES)
def void(cohort_id: int, slug: str, question: str) -> ResponseReturnValue:
    """Void the question, as the preview showed it."""
    bank, preview = quiz_here(slug), _void(cohort_id, slug, question)
    form = preview.checked(ReasonForm.of(request.form))
    if form.faults:
        return preview.page(form), 422
    try:
        with writing() as session:
            results = void_question(
                session,
                cohort_to_change(session, visitor(), cohort_id),
                bank,
                question,
                preview=form.preview,
                reason=form.reason,
                by=visitor(),
                at=now(),
            )
    except PreviewChanged:
        return _void(cohort_id, slug, question).page(form, changed=True), 409
    flash(speaking().gettext("The question counts for nobody now."))
    _tell(len(results))
    address = url_for(".preview_void", cohort_id=cohort_id, slug=slug, question=question)
    return redirect(address, 303)


def _regrade(cohort_id: int, slug: str) -> Preview:
    check_may_read_keys()
    session, bank = reading(), quiz_here(slug)
    cohort = cohort_with_quizzes(session, visitor(), cohort_id)
    attempts = attempts_to_preview(session, visitor(), cohort_id, slug)
    voided = voided_in(session, cohort_id, slug)
    changes = changes_by_key(session, attempts, bank, voided=voided)
    return Preview(
        template="keeping/regrade.html",
        cohort=cohort,
        changes=changes,
        losing=losing_pass(attempts, changes),
        more={"quiz": bank},
    )


def _void(cohort_id: int, slug: str, question_id: str) -> Preview:
    check_may_read_keys()
    session, bank = reading(), quiz_here(slug)
    cohort = cohort_with_quizzes(session, visitor(), cohort_id)
    attempts = attempts_to_preview(session, visitor(), cohort_id, slug)
    question = question_to_void(session, attempts, bank, question_id)
    voided = voided_in(session, cohort_id, slug)
    changes = changes_by_void(session, attempts, question_id, voided=voided)
    return Preview(
        template="keeping/void.html",
        cohort=cohort,
        changes=changes,
        losing=losing_pass(attempts, changes),
        more={
            "quiz": bank,
            "question": question,
            "known": void_of(session, cohort_id, slug, question_id),
            "impossible": leaves_nothing(session, attempts, bank, {*voided, question_id}),
        },
    )


def _tell(count: int) -> None:
    voice = speaking()
    if not count:
        flash(voice.gettext("No result was left to change."))
        return
    said = voice.say_count(
        "%(num)s result was counted anew.", "%(num)s results were counted anew.", count
    )
    flash(said)
