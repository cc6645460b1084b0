"""Figures are frozen once, from the evidence, without names, and never change."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from assessments.differences import Change, difference
from assessments.freezing import digest_of, print_of, same_evidence
from course.actions.audit import FIRST_HASH
from course.actions.snapshots import Freezing, publish_figures
from course.errors import DayInFuture, FiguresDisagree, NotFound, PreviewChanged, ReasonMissing
from course.freezing import freeze_figures
from course.models import (
    AuditEntry,
    Certificate,
    IndicatorSnapshot,
    Programme,
)
from course.queries.snapshots import every_snapshot, snapshot_for
from course.reports.snapshots import count_to_freeze, is_intact
from course.terms import Act, Indicator, SnapshotPurpose
from tests.kept import keep_everything
from tests.make import (
    MONDAY,
    make_programme,
)
from tests.make_counting import (
    noon,
)
from tests.make_snapshots import certified_too, make_promised, make_proved, make_snapshot, told
from tests.people import Cast

DAY = timedelta(days=1)
TODAY = MONDAY.date()
LATER = MONDAY + timedelta(days=30)
PEOPLE, AGREED = Indicator.QUALIFIED_ORGANISERS.value, Indicator.INSTITUTIONS.value


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    return make_promised(session, cast)


@pytest.fixture
def certificate(session: Session, cast: Cast, programme: Programme) -> Certificate:
    """Ana's, with everything in order."""
    return make_proved(session, cast, programme)


def test_it_says_by_what_rule_and_where_the_trail_stood(
    session: Session, cast: Cast, programme: Programme
) -> None:
    first = make_snapshot(session, programme, cast.carla)
    assert first.figures["audit"] == {"entry": 0, "hash": FIRST_HASH}
    [entry] = session.scalars(select(AuditEntry)).all()
    assert (entry.act, entry.facts) == (
        Act.SNAPSHOT_TAKEN,
        {"number": 1, "digest": first.digest},
    )
    second = make_snapshot(session, programme, cast.carla)
    assert second.figures["audit"] == {"entry": entry.id, "hash": entry.hash}
    assert second.number == 2
    assert second.figures["programme"]["rule"] == programme.rule_digest
    assert second.figures["counting"]["conditions"]


def test_the_digest_is_that_of_the_bytes_after_every_reload(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    snapshot = make_snapshot(session, programme, cast.carla)
    session.expire_all()
    assert is_intact(snapshot)
    assert digest_of(dict(reversed(snapshot.figures.items()))) == snapshot.digest
    assert [one.number for one in every_snapshot(session, programme)] == [1]


@pytest.mark.parametrize(
    "deed",
    [
        update(IndicatorSnapshot).values(digest="0" * 64),
        update(IndicatorSnapshot).values(claim_number="inny"),
        delete(IndicatorSnapshot),
    ],
)
def test_the_database_refuses_to_change_it(
    session: Session, cast: Cast, programme: Programme, deed: Any
) -> None:
    make_snapshot(session, programme, cast.carla)
    with pytest.raises(DatabaseError, match="a snapshot never changes"), session.begin_nested():
        session.execute(deed)


def test_what_was_not_looked_at_is_not_frozen(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    seen = print_of(count_to_freeze(session, programme, as_of=TODAY))
    certified_too(session, cast, programme)
    asked = Freezing(purpose=SnapshotPurpose.CHECK, as_of=TODAY)
    with pytest.raises(PreviewChanged):
        freeze_figures(session, programme, asked, seen=seen, by=cast.carla, at=MONDAY)


def test_days_to_come_are_not_frozen(session: Session, cast: Cast, programme: Programme) -> None:
    with pytest.raises(DayInFuture):
        make_snapshot(session, programme, cast.carla, as_of=TODAY + DAY)


def test_kept_tables_that_say_otherwise_stop_it(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    programme.standings_kept_at = MONDAY  # although nothing was kept of Ana
    session.flush()
    asked = Freezing(purpose=SnapshotPurpose.CHECK, as_of=TODAY)
    seen = print_of(count_to_freeze(session, programme, as_of=TODAY))
    with pytest.raises(FiguresDisagree) as refused:
        freeze_figures(session, programme, asked, seen=seen, by=cast.carla, at=MONDAY)
    assert refused.value.facts == {"people": 1}
    keep_everything(session)
    kept = freeze_figures(session, programme, asked, seen=seen, by=cast.carla, at=MONDAY)
    assert kept.number == 1


def test_a_correction_points_at_what_it_corrects_and_both_stay(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    first = make_snapshot(session, programme, cast.carla, as_of=TODAY)
    with pytest.raises(ReasonMissing):
        make_snapshot(session, programme, cast.carla, corrects=first)
    certificate.revoked_at, certificate.revoked_because = noon(TODAY), "pomyłka"
    session.flush()
    anew = count_to_freeze(session, programme, as_of=TODAY)
    assert not same_evidence(first.figures, anew)
    second = make_snapshot(session, programme, cast.carla, corrects=first, reason="Unieważniono.")
    assert (second.number, second.corrects_id, second.purpose) == (
        2,
        first.id,
        SnapshotPurpose.CORRECTION,
    )
    assert (told(first.figures)["figure"], told(second.figures)["figure"]) == (1, 0)
    found = difference(first.figures, second.figures).indicators[PEOPLE]
    assert found.figure.difference == -1
    [line] = found.of(Change.WENT_OUT)
    assert line.subject == cast.ana.id
    assert ("conditions.not_revoked.revoked_on", None, TODAY.isoformat()) in [
        (one.name, one.before, one.after) for one in line.changed
    ]


def test_figures_of_another_programme_are_not_corrected(
    session: Session, cast: Cast, programme: Programme
) -> None:
    other = make_snapshot(session, make_programme(session), cast.carla)
    with pytest.raises(NotFound):
        make_snapshot(session, programme, cast.carla, corrects=other, reason="Pomyłka.")


def test_a_changed_copy_has_another_digest(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    snapshot = make_snapshot(session, programme, cast.carla)
    copy = deepcopy(snapshot.figures)
    told(copy)["figure"] = 2
    forged = IndicatorSnapshot(
        figures=copy, digest=snapshot.digest, as_of=snapshot.as_of, taken_at=snapshot.taken_at
    )
    assert not is_intact(forged)
    backdated = IndicatorSnapshot(
        figures=snapshot.figures,
        digest=snapshot.digest,
        as_of=TODAY - DAY,
        taken_at=snapshot.taken_at,
    )
    assert not is_intact(backdated)


def test_who_may_see_it(session: Session, cast: Cast, programme: Programme) -> None:
    snapshot = make_snapshot(session, programme, cast.carla)
    assert snapshot_for(session, cast.adam, snapshot.id) is snapshot
    for person in (cast.ana, cast.ben, cast.vera, cast.dov, cast.iga):
        with pytest.raises(NotFound):
            snapshot_for(session, person, snapshot.id)


def test_publishing_is_noted_once_each_way(
    session: Session, cast: Cast, programme: Programme
) -> None:
    for public in (True, True, False, False):
        publish_figures(session, programme, public=public, by=cast.carla, at=MONDAY)
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == [Act.FIGURES_PUBLISHED, Act.FIGURES_HIDDEN]
