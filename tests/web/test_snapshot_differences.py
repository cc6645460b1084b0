"""The difference of two sets of figures is told person by person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import (
    Agreement,
    Certificate,
    Institution,
    ParticipantRecord,
    Person,
    Programme,
)
from course.terms import Indicator, InstitutionKind, Role, Sex
from tests.make import (
    MONDAY,
    make_agreement,
    make_cohort,
    make_enrolment,
    make_grant,
    make_institution,
    make_person,
    make_programme,
    make_target,
)
from tests.make_counting import (
    ENDED,
    begin_training,
    bring_forward,
    certify,
    make_record,
    make_use,
    noon,
)
from tests.make_snapshots import make_promised, make_proved, make_snapshot
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

TODAY = MONDAY.date()
DAY = timedelta(days=1)
ADDRESS = "/programme/snapshots"


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    return make_promised(session, cast)


@pytest.fixture
def certificate(session: Session, cast: Cast, programme: Programme) -> Certificate:
    return make_proved(session, cast, programme)


@pytest.fixture
def carla(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.carla)


def test_figures_of_another_programme_are_neither_corrected_nor_compared(
    session: Session, cast: Cast, carla: PageClient, programme: Programme
) -> None:
    other = make_programme(session, "Q9")
    make_grant(session, cast.carla, Role.COORDINATOR, other)
    elsewhere = make_snapshot(session, other, cast.carla).id
    here = make_snapshot(session, programme, cast.carla).id
    assert carla.get(f"{ADDRESS}/{here}/difference?with={elsewhere}").status_code == 404
    assert carla.get(f"{ADDRESS}/{here}/difference?with=x").status_code == 404
    looking = f"{ADDRESS}/new?programme={programme.code}&corrects={elsewhere}"
    assert carla.get(looking).status_code == 404


def test_the_difference_tells_persons_and_institutions(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    first = make_snapshot(session, cast.programme, cast.carla)
    other = make_cohort(session, cast.programme, title="Krosno, edycja 2")
    begin_training(session, other, cast.ben)
    place = make_enrolment(session, other, make_person(session, "Ewa Zając"))
    by = (cast.carla, cast.cyryl)
    certify(session, cast.programme, place, validator=cast.vera, by=by)
    certificate.number = "SZ/2026/9999"
    institution = make_institution(session, "MOPS w Przemyślu")
    agreement = make_agreement(session, cast.programme, institution, cast.carla)
    session.flush()
    page = carla.page(f"{ADDRESS}/{first.id}/difference?with=again")
    assert "Ewa Zając" in page.text
    assert "SZ/2026/9999" in page.text
    assert "MOPS w Przemyślu" in page.text
    assert agreement.number in page.text
    assert "+1" in page.text
    # nobody's words stand on it where nothing differs
    second = make_snapshot(session, cast.programme, cast.carla)
    same = carla.page(f"{ADDRESS}/{second.id}/difference")
    assert "Ewa Zając" not in same.text


def test_a_changed_record_shows_as_other_evidence(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    first_id = make_snapshot(session, cast.programme, cast.carla).id
    session.scalars(select(ParticipantRecord)).one().superseded_at = noon(TODAY)
    session.flush()
    make_record(
        session, cast.enrolment, cast.carla, revision=2, sex=Sex.WOMAN, recorded_at=noon(TODAY)
    )
    page = carla.page(f"{ADDRESS}/{first_id}/difference?with=again")
    assert "nie podano → kobieta" in page.text


@pytest.fixture
def agreed(session: Session, cast: Cast, programme: Programme) -> Agreement:
    """An agreement in force since two days, without a proof that the model is used."""
    institution = make_institution(session, "Biblioteka w Krośnie")
    draft = make_agreement(session, programme, institution, cast.carla)
    return bring_forward(session, draft, cast.cyryl, TODAY - 2 * DAY)


def test_an_institution_that_came_in_is_told_with_its_day(
    session: Session, cast: Cast, carla: PageClient, programme: Programme, agreed: Agreement
) -> None:
    early = make_snapshot(session, programme, cast.carla, as_of=TODAY - 9 * DAY).id
    late = make_snapshot(session, programme, cast.carla).id
    page = carla.page(f"{ADDRESS}/{early}/difference?with={late}")
    assert "Biblioteka w Krośnie" in page.text
    assert "21 listopada 2026" in page.text  # in force since
    back = carla.page(f"{ADDRESS}/{late}/difference?with={early}")
    assert "Ubyły: 1" in back.text
    assert "nic o tym nie ma" in back.text
    agreed.entered_at = MONDAY - 30 * DAY
    session.flush()
    early = make_snapshot(session, programme, cast.carla, as_of=TODAY - 9 * DAY).id
    back = carla.page(f"{ADDRESS}/{late}/difference?with={early}")
    assert "21.11.2026 → –" in back.text


def test_other_evidence_of_an_institution_and_another_promise(
    session: Session, cast: Cast, carla: PageClient, programme: Programme, agreed: Agreement
) -> None:
    first = make_snapshot(session, programme, cast.carla).id
    verified = {"verified_by_id": cast.cyryl.id, "verified_at": MONDAY}
    make_use(session, agreed, cast.carla, **verified)
    agreed.ended_on = TODAY + DAY
    session.get_one(Institution, agreed.institution_id).kind = InstitutionKind.NGO
    promise = make_target(session, programme, Indicator.INSTITUTIONS, 6)
    promise.definition = "Liczba instytucji."
    session.flush()
    page = carla.page(f"{ADDRESS}/{first}/difference?with=again")
    assert "urząd miasta (UM) → organizacja pozarządowa" in page.text
    assert "– → uchwała" in page.text
    assert "– → 6" in page.text
    assert "– → Liczba instytucji." in page.text


def test_days_of_a_person_that_changed(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    first = make_snapshot(session, cast.programme, cast.carla).id
    cast.enrolment.ended_on = ENDED - DAY
    session.flush()
    page = carla.page(f"{ADDRESS}/{first}/difference?with=again")
    assert "07.11.2026 → 06.11.2026" in page.text
    record = session.scalars(select(ParticipantRecord)).one()
    record.complete, record.completed_at = False, None
    session.flush()
    page = carla.page(f"{ADDRESS}/{first}/difference?with=again")
    assert "Dane uczestnika kompletne: tak → nie" in page.text
