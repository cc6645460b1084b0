"""Partner bodies and the way of their agreements."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.agreements import (
    VERIFIED_THINGS,
    Signed,
    correct_agreement,
    enter_agreement,
    send_agreement,
    sign_agreement,
)
from course.actions.institutions import (
    Entry,
)
from course.actions.verifying import (
    bring_into_force,
    end_agreement,
    take_verification_back,
    verify_agreement,
)
from course.errors import (
    AgreementNumberTaken,
    AgreementOrder,
    DatesReversed,
    DayInFuture,
    NotFound,
    SamePerson,
)
from course.fingerprint import fingerprint
from course.models import Agreement, AuditEntry, Person
from course.queries.institutions import (
    agreement_for,
    agreement_to_change,
    agreement_to_keep,
    agreements_with,
    institution_with_id,
)
from course.stored_file import StoredFile
from course.terms import Act, AgreementCheck, AgreementSide, AgreementState, InstitutionKind
from tests.make import MONDAY, make_institution
from tests.people import Cast

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
SCAN = StoredFile(
    name="skan.pdf",
    media_type="application/pdf",
    bytes=10,
    sha256="a" * 64,
    stored_as=f"aa/{'a' * 62}",
)


NURSERY = Entry(
    name="Żłobek „Miś”",
    kind=InstitutionKind.OTHER,
    nip="6840011227",
    teryt="1861011",
    city="Krosno",
)


@pytest.fixture
def agreement(session: Session, cast: Cast) -> Agreement:
    return enter_agreement(
        session,
        cast.programme,
        make_institution(session),
        number="P/1/2026",
        support="doradztwo",
        by=cast.carla,
        at=MONDAY,
    )


def send(session: Session, agreement: Agreement, cast: Cast, on: date = TODAY) -> None:
    send_agreement(session, agreement, sent_on=on, by=cast.carla, at=MONDAY)


def sign(
    session: Session,
    agreement: Agreement,
    cast: Cast,
    *,
    ours: bool,
    on: date = TODAY,
    scan: StoredFile | None = None,
) -> None:
    sign_agreement(
        session,
        agreement,
        AgreementSide.BENEFICIARY if ours else AgreementSide.INSTITUTION,
        signature=Signed(on, "Jan Kowalski", "prezydent miasta"),
        file=scan,
        by=cast.carla,
        at=MONDAY,
    )


def verify(session: Session, agreement: Agreement, by: Person, seen: str | None = None) -> None:
    verify_agreement(
        session,
        agreement,
        checked=set(AgreementCheck),
        seen=fingerprint(agreement, VERIFIED_THINGS) if seen is None else seen,
        by=by,
        at=MONDAY,
    )


def correct(
    session: Session, agreement: Agreement, cast: Cast, written: dict[str, str | date]
) -> None:
    seen = fingerprint(agreement, VERIFIED_THINGS)
    correct_agreement(session, agreement, written, seen=seen, by=cast.carla, at=MONDAY)


def force(session: Session, agreement: Agreement, cast: Cast, on: date = TODAY) -> None:
    bring_into_force(session, agreement, in_force_on=on, by=cast.carla, at=MONDAY)


def finish(session: Session, agreement: Agreement, cast: Cast, on: date = TODAY) -> None:
    because = "minął czas"
    end_agreement(session, agreement, ended_on=on, because=because, by=cast.carla, at=MONDAY)


def trace(session: Session) -> list[tuple[Act, object]]:
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    return [(entry.act, entry.facts) for entry in entries]


def test_an_agreement_goes_its_way_and_leaves_a_trace_of_each_step(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    states = [agreement.state_on(TODAY)]
    steps: list[Callable[[], None]] = [
        lambda: send(session, agreement, cast),
        lambda: sign(session, agreement, cast, ours=False, scan=SCAN),
        lambda: sign(session, agreement, cast, ours=True),
        lambda: verify(session, agreement, cast.cyryl),
        lambda: force(session, agreement, cast),
        lambda: finish(session, agreement, cast, on=TODAY + DAY),
    ]
    for step in steps:
        step()
        states.append(agreement.state_on(TODAY))
    s = AgreementState
    assert states == [s.DRAFT, s.SENT, s.SENT, s.SIGNED, s.VERIFIED, s.IN_FORCE, s.IN_FORCE]
    assert agreement.state_on(TODAY + DAY) is s.ENDED
    assert (agreement.file_name, agreement.file_sha256) == ("skan.pdf", "a" * 64)
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.act for entry in entries] == [
        Act.AGREEMENT_ENTERED,
        Act.AGREEMENT_SENT,
        Act.AGREEMENT_SIGNED,
        Act.AGREEMENT_SIGNED,
        Act.AGREEMENT_VERIFIED,
        Act.AGREEMENT_IN_FORCE,
        Act.AGREEMENT_ENDED,
    ]
    assert entries[2].facts == {"day": "2026-11-23", "side": "institution", "file": "a" * 64}
    assert entries[4].facts == {"checked": sorted(AgreementCheck), "file": "a" * 64}
    assert agreement.ended_because == "minął czas"


def test_a_step_out_of_turn_is_refused_and_each_is_done_once(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    steps: list[Callable[[], None]] = [
        lambda: send(session, agreement, cast),
        lambda: sign(session, agreement, cast, ours=False, scan=SCAN),
        lambda: sign(session, agreement, cast, ours=True),
        lambda: verify(session, agreement, cast.cyryl),
        lambda: force(session, agreement, cast),
        lambda: finish(session, agreement, cast),
    ]
    ours = 2  # we may sign at any time
    for place, step in enumerate(steps):
        later = [other for number, other in enumerate(steps) if number > place and number != ours]
        for other in [*steps[:place], *later]:
            with pytest.raises(AgreementOrder):
                other()
        step()
    for step in steps:
        with pytest.raises(AgreementOrder):
            step()


def test_we_may_sign_first_and_the_institution_signs_what_was_sent(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    sign(session, agreement, cast, ours=True, on=TODAY - 2 * DAY)
    assert agreement.state_on(TODAY) is AgreementState.DRAFT
    with pytest.raises(AgreementOrder):
        sign(session, agreement, cast, ours=False)
    send(session, agreement, cast, on=TODAY - DAY)
    sign(session, agreement, cast, ours=False, scan=SCAN)
    assert agreement.state_on(TODAY) is AgreementState.SIGNED
    assert agreement.state_on(TODAY - DAY) is AgreementState.SENT
    verify(session, agreement, cast.cyryl)
    with pytest.raises(DatesReversed):  # not before the second signature, whichever it is
        force(session, agreement, cast, on=TODAY - DAY)
    force(session, agreement, cast)


def test_who_entered_it_does_not_verify_it(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    send(session, agreement, cast)
    sign(session, agreement, cast, ours=False)
    sign(session, agreement, cast, ours=True, scan=SCAN)
    with pytest.raises(SamePerson):
        verify(session, agreement, cast.carla)
    assert agreement.verified_by_id is None
    verify(session, agreement, cast.cyryl)
    with pytest.raises(SamePerson):
        take_verification_back(session, agreement, by=cast.carla, at=MONDAY)


def test_what_happened_has_no_day_to_come_and_days_follow_each_other(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    with pytest.raises(DayInFuture):
        send(session, agreement, cast, on=TODAY + DAY)
    send(session, agreement, cast)
    with pytest.raises(DayInFuture):
        sign(session, agreement, cast, ours=False, on=TODAY + DAY)
    with pytest.raises(DatesReversed):
        sign(session, agreement, cast, ours=False, on=TODAY - DAY)
    sign(session, agreement, cast, ours=False)
    with pytest.raises(DayInFuture):
        sign(session, agreement, cast, ours=True, on=TODAY + DAY)
    sign(session, agreement, cast, ours=True, scan=SCAN)
    verify(session, agreement, cast.cyryl)
    with pytest.raises(DatesReversed):
        force(session, agreement, cast, on=TODAY - DAY)
    force(session, agreement, cast, on=TODAY + 7 * DAY)
    assert agreement.state_on(TODAY) is AgreementState.VERIFIED
    with pytest.raises(DatesReversed):
        finish(session, agreement, cast, on=TODAY)


def test_a_number_is_given_once(session: Session, cast: Cast, agreement: Agreement) -> None:
    with pytest.raises(AgreementNumberTaken):
        enter_agreement(
            session,
            cast.programme,
            make_institution(session),
            number="P/1/2026",
            support=None,
            by=cast.cyryl,
            at=MONDAY,
        )
    assert len(session.scalars(select(Agreement)).all()) == 1


def test_agreements_are_seen_and_kept_by_their_programme(
    session: Session, cast: Cast, agreement: Agreement
) -> None:
    assert agreements_with(session, cast.adam, agreement.institution_id) == [agreement]
    assert agreement_for(session, cast.adam, agreement.id) is agreement
    assert agreement_to_keep(session, cast.carla, agreement.id) is agreement
    assert agreement_to_change(session, cast.carla, agreement.id) is agreement
    for person in (cast.adam, cast.ben, cast.dov, cast.iga):
        with pytest.raises(NotFound):
            agreement_to_keep(session, person, agreement.id)
        with pytest.raises(NotFound):
            agreement_to_change(session, person, agreement.id)
    for person in (cast.ana, cast.ben, cast.dov, cast.iga):
        assert agreements_with(session, person, agreement.institution_id) == []
        with pytest.raises(NotFound):
            agreement_for(session, person, agreement.id)
    with pytest.raises(NotFound):
        institution_with_id(session, 0)
