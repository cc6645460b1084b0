"""Deeds of studying: accepting the declarations, opening and finishing lessons."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from content.curriculum import Curriculum
from content.languages import Text
from course.actions.audit import note
from course.actions.versions import keep_version
from course.errors import ConsentsMissing, NotFound
from course.models import AuthoredVersion, Consent, Enrolment, LessonProgress, Person
from course.models.base import Json, Row
from course.queries.standing import Standing, standing_of
from course.queries.study import consents_of
from course.terms import REQUIRED_CONSENTS, Act, ConsentKind, VersionKind


def give_consents(
    session: Session,
    enrolment: Enrolment,
    *,
    kinds: Collection[ConsentKind],
    texts: Mapping[ConsentKind, Text],
    by: Person,
    at: datetime,
) -> None:
    """Accept texts word for word; what was accepted before stays as it is.

    Raises ConsentsMissing, and accepts nothing, while a required one is left out.
    """
    given = {consent.kind for consent in consents_of(session, enrolment.id)}
    if not given.union(kinds).issuperset(REQUIRED_CONSENTS):
        raise ConsentsMissing
    for kind in ConsentKind:
        if kind in kinds and kind not in given:
            version = _keep_text(session, kind, texts[kind], at)
            consent = Consent(
                enrolment_id=enrolment.id, kind=kind, text_digest=version.digest, given_at=at
            )
            _note_consent(session, consent, by=by, at=at)


def enter_consents(
    session: Session,
    enrolment: Enrolment,
    *,
    kinds: Collection[ConsentKind],
    texts: Mapping[ConsentKind, Text],
    signed_on: date,
    by: Person,
    at: datetime,
) -> None:
    """Type in what somebody accepted on paper; what they accepted before stays as it is."""
    given = {consent.kind for consent in consents_of(session, enrolment.id)}
    for kind in ConsentKind:
        if kind in kinds and kind not in given:
            consent = Consent(
                enrolment_id=enrolment.id,
                kind=kind,
                text_digest=_keep_text(session, kind, texts[kind], at).digest,
                given_at=at,
                signed_on=signed_on,
                entered_by_id=by.id,
            )
            _note_consent(session, consent, by=by, at=at)


def withdraw_name(session: Session, enrolment: Enrolment, *, by: Person, at: datetime) -> None:
    """Take back the consent to show one's name to strangers; nothing where it was not given."""
    for consent in consents_of(session, enrolment.id):
        if consent.kind is ConsentKind.SHOW_NAME:
            consent.withdrawn_at = at
            facts = {"kind": consent.kind.value}
            note(session, Act.CONSENT_WITHDRAWN, by=by, subject=consent, at=at, facts=facts)


def open_lesson(
    session: Session, curriculum: Curriculum, slug: str, *, by: Person, at: datetime
) -> None:
    """Remember when a trainee opened a lesson for the first time.

    Raises NotFound, ConsentsMissing, ParticipationOver or Locked.
    """
    standing = _standing_before(session, curriculum, slug, by)
    if slug not in standing.opened:
        _added(
            session,
            LessonProgress(enrolment_id=standing.enrolment_id, lesson_slug=slug, opened_at=at),
        )


def complete_lesson(
    session: Session, curriculum: Curriculum, slug: str, *, by: Person, at: datetime
) -> None:
    """Remember when a trainee finished reading a lesson; the first time counts.

    Raises NotFound, ConsentsMissing, ParticipationOver or Locked.
    """
    standing = _standing_before(session, curriculum, slug, by)
    if slug in standing.read:
        return
    if slug not in standing.opened:
        open_lesson(session, curriculum, slug, by=by, at=at)
    session.execute(
        update(LessonProgress)
        .where(
            LessonProgress.enrolment_id == standing.enrolment_id,
            LessonProgress.lesson_slug == slug,
            LessonProgress.completed_at.is_(None),
        )
        .values(completed_at=at)
    )


def _standing_before(
    session: Session, curriculum: Curriculum, slug: str, person: Person
) -> Standing:
    """Where the trainee stands, when the lesson exists and is open to them."""
    lesson = next((lesson for lesson in curriculum.lessons() if lesson.slug == slug), None)
    if lesson is None:
        raise NotFound
    standing = standing_of(session, person)
    standing.check_module(curriculum, curriculum.module(lesson.module))
    standing.check_going_on()
    return standing


def _note_consent(session: Session, consent: Consent, *, by: Person, at: datetime) -> None:
    """Keep a consent, unless another request was faster."""
    if not _added(session, consent):
        return
    facts: Json = {"kind": consent.kind.value, "text": consent.text_digest}
    if consent.signed_on is not None:
        facts["signed_on"] = consent.signed_on.isoformat()
    note(session, Act.CONSENT_GIVEN, by=by, subject=consent, at=at, facts=facts)


def _keep_text(session: Session, kind: ConsentKind, text: Text, at: datetime) -> AuthoredVersion:
    definition = {"pl": text.pl, "en": text.en}
    canonical = json.dumps([kind.value, definition], ensure_ascii=False, sort_keys=True)
    return keep_version(
        session,
        VersionKind.CONSENT,
        slug=kind.value,
        digest=sha256(canonical.encode()).hexdigest(),
        definition=definition,
        at=at,
    )


def _added(session: Session, row: Row) -> bool:
    """Add a row that may exist once; false when another request was faster."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
