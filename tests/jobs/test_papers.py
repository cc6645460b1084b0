"""Papers made by the worker: once, in the end, and never another time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.certificates import revoke_certificate
from course.actions.papers import LONGEST_PAUSE, claim_paper
from course.jobs.papers import make_next_paper
from course.jobs.worker import work_once
from course.models import AuditEntry, Certificate, CertificatePaper
from course.printing import print_paper
from course.settings import Settings
from course.terms import Act
from course.uploads import open_stored, store_own
from tests.make import MONDAY
from tests.make_certificates import make_certificate, make_mark, make_successor
from tests.paper_samples import picture
from tests.people import Cast


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    made = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    session.commit()
    return made


def papers(session: Session) -> list[CertificatePaper]:
    session.commit()
    session.expire_all()
    return list(session.scalars(select(CertificatePaper).order_by(CertificatePaper.id)))


def content_of(paper: CertificatePaper, settings: Settings) -> bytes:
    assert paper.stored_as is not None
    with open_stored(paper.stored_as, folder=settings.files) as file:
        return file.read()


def make_all(settings: Settings, *, at: datetime = MONDAY) -> None:
    while make_next_paper(settings, clock=lambda: at):
        pass


def test_both_papers_are_wanted_at_issue_and_made_by_the_worker(
    session: Session, settings: Settings, certificate: Certificate
) -> None:
    assert [(paper.language, paper.made_at) for paper in papers(session)] == [
        (language, None) for language in Language
    ]
    letters = work_once(settings, lambda _: None, clock=lambda: MONDAY)
    assert letters == 1
    made = papers(session)
    assert [paper.made_at for paper in made] == [MONDAY] * 2
    assert {content_of(paper, settings)[:5] for paper in made} == {b"%PDF-"}
    assert len({paper.sha256 for paper in made}) == 2
    notes = session.scalars(
        select(AuditEntry.actor_id).where(AuditEntry.act == Act.CERTIFICATE_PAPER_MADE)
    )
    assert list(notes) == [None, None]
    assert not make_next_paper(settings, clock=lambda: MONDAY)


def test_a_paper_is_claimed_by_one_worker(session: Session, certificate: Certificate) -> None:
    claimed = [claim_paper(session, at=MONDAY) for _ in range(3)]
    assert [paper and paper.language for paper in claimed] == [*Language, None]


def test_what_fails_is_tried_again_ever_later(
    session: Session, settings: Settings, cast: Cast
) -> None:
    stored = store_own(picture(1), name="a.png", media_type="image/png", folder=settings.files)
    mark = make_mark(session, cast.programme, stored, by=cast.carla)
    mark.stored_as = f"00/{'0' * 62}"  # a file that is away
    make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    at, waits = MONDAY, []
    for _ in range(11):
        session.commit()
        make_all(settings, at=at)
        first = papers(session)[0]
        assert first.made_at is None
        assert first.not_before is not None
        waits.append(first.not_before - at)
        at = first.not_before
    minutes = [wait / timedelta(minutes=1) for wait in waits[:4]]
    assert minutes == [1, 2, 4, 8]
    assert waits[-1] == LONGEST_PAUSE
    assert first.tries == 11


def test_the_door_may_be_quicker_and_the_first_paper_stays(
    session: Session, settings: Settings, cast: Cast, certificate: Certificate
) -> None:
    by_door = print_paper(
        certificate.id, Language.PL, settings=settings, by=None, clock=lambda: MONDAY
    )
    make_all(settings)
    polish, english = papers(session)
    assert (polish.stored_as, polish.tries) == (by_door, 0)
    assert english.made_at == MONDAY
    again = print_paper(
        certificate.id, Language.PL, settings=settings, by=None, clock=lambda: MONDAY
    )
    assert again == by_door


def test_whatever_happens_the_old_bytes_stay(
    session: Session, settings: Settings, cast: Cast, certificate: Certificate
) -> None:
    make_all(settings)
    before = [content_of(paper, settings) for paper in papers(session)]
    new = make_successor(session, certificate, (cast.carla, cast.cyryl), holder_name="Ana Lis")
    revoke_certificate(session, new, reason="fałszywy dowód", by=cast.carla, at=MONDAY)
    cast.programme.title_pl, cast.programme.funder = "Inny tytuł", "Inny fundusz"
    cast.cohort.city = "Sanok"
    make_all(settings)
    made = papers(session)
    assert [content_of(paper, settings) for paper in made[:2]] == before
    assert len(made) == 4
    assert all(paper.made_at for paper in made)
