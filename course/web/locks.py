"""What is not open yet: the reason in one sentence, and a link to what has to be done first."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.course_path import Lock, LockCode
from content.curriculum import Module
from course.catalogue import catalogue
from course.errors import ConsentsMissing, Locked
from course.sentences import LOCK_TEXTS
from course.web.i18n import speaking


@dataclass(frozen=True, slots=True)
class LockShown:
    """A closed door on a page."""

    sentence: str
    href: str


def shown(lock: Lock) -> LockShown:
    """How a lock is said, and where its key lies."""
    if lock.code is LockCode.CONSENTS_FIRST:
        return LockShown(speaking().gettext(LOCK_TEXTS[lock.code]), url_for("study.consents"))
    module = catalogue().curriculum.module(lock.module)
    sentence = speaking().say(LOCK_TEXTS[lock.code], number=module.number)
    return LockShown(sentence, _key(lock.code, module))


def lead_to_consents(error: ConsentsMissing) -> ResponseReturnValue:
    """Whoever has not accepted the declarations is led to them, whatever was asked for."""
    sentence = speaking().error(error.code, error.facts)
    if request.method == "PUT":
        return {"error": error.code, "sentence": sentence}, 409
    flash(sentence, "wait")
    return redirect(url_for("study.consents"), 303)


def show_lock(error: Locked) -> ResponseReturnValue:
    """The page of a closed door."""
    lock = Lock(LockCode(str(error.facts["code"])), str(error.facts["slug"]))
    told = shown(lock)
    if request.method == "PUT":
        return {"error": error.code, "sentence": told.sentence}, 409
    return render_template("study/locked.html", lock=told), 409


def _key(code: LockCode, module: Module) -> str:
    if code is LockCode.QUIZ_FIRST and module.quiz is not None:
        return url_for("quizzes.show", slug=module.quiz)
    return url_for("study.course", _anchor=module.slug)
