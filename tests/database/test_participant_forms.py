"""Programmes keep the very form that they began with."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.participants import ParticipantForm
from course.models import AuthoredVersion
from course.queries.participant_forms import participant_form_by_digest, participant_form_of
from course.terms import VersionKind
from tests.make import make_version
from tests.participant_answers import FORMS, SM_EFS
from tests.people import Cast


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_is_kept_once_and_read_as_it_was(session: Session, form: ParticipantForm) -> None:
    version = make_version(session, form)
    assert make_version(session, form) is version
    assert (version.kind, version.slug) == (VersionKind.PARTICIPANT_FORM, form.slug)
    session.flush()
    session.expire_all()
    assert participant_form_by_digest(session, version.digest) == form


def test_a_corrected_form_leaves_the_chosen_one_as_it_is(session: Session, cast: Cast) -> None:
    assert participant_form_of(session, cast.programme.id) is None
    cast.programme.participant_form_digest = make_version(session, SM_EFS).digest
    corrected = make_version(session, replace(SM_EFS, version=2))
    session.flush()
    assert participant_form_of(session, cast.programme.id) == SM_EFS
    kept = session.scalars(
        select(AuthoredVersion.digest).where(AuthoredVersion.slug == SM_EFS.slug)
    ).all()
    assert len(kept) == 2
    assert corrected.digest != cast.programme.participant_form_digest
