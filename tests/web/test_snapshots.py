"""Figures are looked at, frozen, read, compared and taken away."""

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.freezing import print_of
from course.models import (
    AuditEntry,
    Certificate,
    IndicatorSnapshot,
    Person,
    Programme,
)
from course.reports.snapshots import count_to_freeze
from course.terms import Act, SnapshotPurpose
from tests.make import (
    MONDAY,
    make_enrolment,
    make_person,
)
from tests.make_counting import certify, noon
from tests.make_snapshots import make_promised, make_proved, make_snapshot
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

TODAY = MONDAY.date()
DAY = timedelta(days=1)
ADDRESS = "/programme/snapshots"
CLAIM = {"purpose": "payment_claim", "claim_number": "WNP-3", "as_of": TODAY.isoformat()}


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    return make_promised(session, cast)


@pytest.fixture
def certificate(session: Session, cast: Cast, programme: Programme) -> Certificate:
    return make_proved(session, cast, programme)


@pytest.fixture
def carla(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.carla)


def seen_on(page: Page) -> str:
    [seen] = [one.get("value", "") for one in page.root.iter("input") if one.get("name") == "seen"]
    return seen


def test_first_a_look_then_the_deed(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    place = make_enrolment(session, cast.cohort, make_person(session, "Ewa Zając"))
    by = (cast.carla, cast.cyryl)
    certify(session, cast.programme, place, validator=cast.vera, by=by, with_record=False)
    assert "Zamroź wyniki" in carla.page(f"{ADDRESS}/new").text
    looked = carla.post(f"{ADDRESS}/preview", data=CLAIM)
    assert looked.status_code == 200
    page = Page(looked.get_data(as_text=True))
    assert "Ana Ćwikła" in page.text
    assert certificate.number in page.text
    assert "Po uzupełnieniu braków można by wliczyć: Ewa Zając." in page.text
    assert session.scalar(select(IndicatorSnapshot)) is None
    taken = carla.post(ADDRESS, data={**CLAIM, "seen": seen_on(page)})
    assert taken.status_code == 303
    snapshot = session.scalars(select(IndicatorSnapshot)).one()
    assert (snapshot.number, snapshot.claim_number, snapshot.taken_by_id) == (
        1,
        "WNP-3",
        cast.carla.id,
    )
    shown = carla.page(taken.location)
    assert "WNP-3" in shown.text
    assert "Ana Ćwikła" in shown.text
    assert "nadal" in shown.text
    listed = carla.page(ADDRESS)
    assert "1 z 12" in listed.text


def test_what_changed_after_the_look_is_looked_at_again(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    seen = print_of(count_to_freeze(session, cast.programme, as_of=TODAY))
    certificate.revoked_at, certificate.revoked_because = noon(TODAY), "pomyłka"
    session.flush()
    answer = carla.post(ADDRESS, data={**CLAIM, "seen": seen})
    assert answer.status_code == 409
    page = Page(answer.get_data(as_text=True))
    assert seen_on(page) not in {"", seen}
    assert session.scalar(select(IndicatorSnapshot)) is None
    assert carla.post(ADDRESS, data={**CLAIM, "seen": seen_on(page)}).status_code == 303


@pytest.mark.parametrize("door", [ADDRESS, f"{ADDRESS}/preview"])
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"as_of": (TODAY + DAY).isoformat()}, "as_of"),
        ({"as_of": "wczoraj"}, "as_of"),
        ({"claim_number": ""}, "claim_number"),
        ({"claim_number": "9" * 101}, "claim_number"),
        ({"purpose": "correction"}, "purpose"),
        ({"purpose": ""}, "purpose"),
    ],
)
def test_bad_input_is_told_beside_its_field(
    carla: PageClient, programme: Programme, door: str, typed: dict[str, str], field: str
) -> None:
    answer = carla.post(door, data=CLAIM | typed)
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    told = [one for one in page.root.iter() if one.get("id") == f"{field}-fault"]
    assert len(told) == 1
    if field != "claim_number":
        [kept] = [one for one in page.root.iter("input") if one.get("name") == "claim_number"]
        assert kept.get("value") == "WNP-3"


def test_a_correction_says_why(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    first = make_snapshot(session, cast.programme, cast.carla, claim_number="WNP-3")
    certificate.revoked_at, certificate.revoked_because = noon(TODAY), "pomyłka"
    session.flush()
    first_id = first.id
    assert "zmieniły się" in carla.page(f"{ADDRESS}/{first_id}").text
    assert "Korekta" in carla.page(f"{ADDRESS}/new?corrects={first_id}").text
    typed = {"as_of": TODAY.isoformat(), "corrects": str(first_id), "reason": " \n "}
    seen = print_of(count_to_freeze(session, cast.programme, as_of=TODAY))
    refused = carla.post(ADDRESS, data={**typed, "seen": seen})
    assert refused.status_code == 422
    page = Page(refused.get_data(as_text=True))
    assert [one for one in page.root.iter() if one.get("id") == "reason-fault"]
    taken = carla.post(ADDRESS, data={**typed, "reason": "Unieważniono.", "seen": seen})
    assert taken.status_code == 303
    second = session.scalars(
        select(IndicatorSnapshot).order_by(IndicatorSnapshot.number.desc())
    ).first()
    assert second is not None
    assert (second.purpose, second.corrects_id, second.reason) == (
        SnapshotPurpose.CORRECTION,
        first_id,
        "Unieważniono.",
    )
    assert "Unieważniono." in carla.page(f"{ADDRESS}/{first_id}").text
    difference = carla.page(f"{ADDRESS}/{first_id}/difference?with={second.id}")
    assert "−1" in difference.text
    assert "Ana Ćwikła" in difference.text
    assert "Certyfikat unieważniono" in difference.text


@pytest.mark.usefixtures("certificate")
def test_a_claim_is_frozen_once_and_then_corrected(
    session: Session, cast: Cast, carla: PageClient
) -> None:
    make_snapshot(session, cast.programme, cast.carla, claim_number="WNP-3")
    seen = print_of(count_to_freeze(session, cast.programme, as_of=TODAY))
    for door in (f"{ADDRESS}/preview", ADDRESS):
        answer = carla.post(door, data={**CLAIM, "seen": seen})
        assert answer.status_code == 422
        assert "są już zamrożone pod numerem 1" in Page(answer.get_data(as_text=True)).text
    other = carla.post(ADDRESS, data={**CLAIM, "purpose": "check", "seen": seen})
    assert other.status_code == 303
    assert len(session.scalars(select(IndicatorSnapshot)).all()) == 2


@pytest.mark.parametrize("corrects", ["x", "999999999"])
def test_what_is_not_there_is_not_corrected(
    carla: PageClient, programme: Programme, corrects: str
) -> None:
    assert carla.get(f"{ADDRESS}/new?corrects={corrects}").status_code == 404
    assert carla.post(ADDRESS, data=CLAIM | {"corrects": corrects}).status_code == 404


def test_who_cannot_be_found_any_more_is_told_by_number(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    snapshot = make_snapshot(session, cast.programme, cast.carla)
    gone = {**snapshot.figures}
    text = json.dumps(gone).replace(f'"person": {cast.ana.id},', '"person": 987654,')
    session.add(
        IndicatorSnapshot(
            programme_id=cast.programme.id,
            number=2,
            purpose=SnapshotPurpose.CHECK,
            as_of=TODAY,
            taken_by_id=cast.carla.id,
            taken_at=MONDAY,
            figures=json.loads(text),
            digest=snapshot.digest,
        )
    )
    session.flush()
    forged = session.scalars(select(IndicatorSnapshot.id).where(IndicatorSnapshot.number == 2))
    page = carla.page(f"{ADDRESS}/{forged.one()}")
    assert "Osoba nr 987654" in page.text
    assert "nie zgadzają się ze swoim skrótem" in page.text


def test_the_file_is_what_the_digest_is_of(
    session: Session, cast: Cast, carla: PageClient, certificate: Certificate
) -> None:
    snapshot = make_snapshot(session, cast.programme, cast.carla)
    digest, snapshot_id = snapshot.digest, snapshot.id
    answer = carla.get(f"{ADDRESS}/{snapshot_id}.json")
    assert hashlib.sha256(answer.data).hexdigest() == digest
    assert "Ćwikła" not in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "private, no-store"
    pdf = carla.get(f"{ADDRESS}/{snapshot_id}.pdf")
    assert pdf.data.startswith(b"%PDF")
    taken = session.scalars(
        select(AuditEntry).where(AuditEntry.act == Act.REPORT_EXPORTED).order_by(AuditEntry.id)
    ).all()
    assert [entry.facts for entry in taken] == [
        {"kind": kind, "rows": 1, "sha256": digest, "filter": {"snapshot": snapshot_id}}
        for kind in ("snapshot.json", "snapshot.pdf")
    ]


def test_long_lists_come_in_pages(
    session: Session, cast: Cast, carla: PageClient, programme: Programme
) -> None:
    by = (cast.carla, cast.cyryl)
    for number in range(101):
        place = make_enrolment(session, cast.cohort, make_person(session, f"Osoba {number:03d}"))
        certify(session, programme, place, validator=cast.vera, by=by)
    snapshot_id = make_snapshot(session, programme, cast.carla).id
    first = carla.page(f"{ADDRESS}/{snapshot_id}")
    second = carla.page(f"{ADDRESS}/{snapshot_id}?page=2")
    assert ("Osoba 099" in first.text, "Osoba 100" in first.text) == (True, False)
    assert ("Osoba 099" in second.text, "Osoba 100" in second.text) == (False, True)


def test_freezing_and_reading_ask_as_much_for_many_as_for_few(
    session: Session,
    cast: Cast,
    carla: PageClient,
    certificate: Certificate,
    queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    counts = []
    for _ in range(2):
        snapshot_id = make_snapshot(session, cast.programme, cast.carla).id
        with queries() as asked:
            carla.page(f"{ADDRESS}/{snapshot_id}")
        counts.append(len(asked))
        place = make_enrolment(session, cast.cohort, make_person(session, "Ewa Zając"))
        by = (cast.carla, cast.cyryl)
        certify(session, cast.programme, place, validator=cast.vera, by=by)
    assert counts[0] == counts[1]
