"""What is frozen: everybody with their proof, as it was known on the day, and nobody by name."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.freezing import canonical, same_evidence
from course.models import (
    Certificate,
    ParticipantRecord,
    Programme,
)
from course.reports.indicators import INDICATORS
from course.reports.snapshots import count_to_freeze, mendable, why_not
from course.terms import Indicator, Sex
from tests.make import (
    MONDAY,
    make_agreement,
    make_cohort,
    make_institution,
)
from tests.make_counting import (
    DECIDED,
    bring_forward,
    make_record,
    make_use,
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


def test_what_is_frozen_names_nobody_and_proves_everybody(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    without_data = certified_too(session, cast, programme, with_record=False)
    snapshot = make_snapshot(session, programme, cast.carla, claim_number="WNP-3")
    figures = told(snapshot.figures)
    [line] = figures["counted"]
    assert (line["person"], line["enrolment"]) == (cast.ana.id, cast.enrolment.id)
    assert (line["certificate"], line["number"]) == (certificate.id, certificate.number)
    assert line["conditions"]["within_28_days"] == {
        "met": True,
        "ended_on": "2026-11-07",
        "decided_on": DECIDED.isoformat(),
        "last_day": "2026-12-05",
    }
    [left_out] = figures["left_out"]
    assert (left_out["person"], why_not(left_out)) == (
        without_data.person_id,
        ["participant_record"],
    )
    assert figures["promise"]["target"] == 12
    assert figures["split"]["sex"] == {"woman": 0, "man": 0, "unknown": 1}
    assert figures["split"]["cohort"] == {str(cast.cohort.id): 1}
    assert "Ćwikła" not in canonical(snapshot.figures).decode()
    assert "Zając" not in canonical(snapshot.figures).decode()


def test_what_happened_after_the_day_is_not_known_on_it(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    first = make_snapshot(session, programme, cast.carla)
    certificate.revoked_at, certificate.revoked_because = noon(TODAY + DAY), "pomyłka"
    later = certified_too(session, cast, programme)
    later.issued_at = noon(TODAY + DAY)
    session.flush()
    anew = count_to_freeze(session, programme, as_of=TODAY)
    assert same_evidence(first.figures, anew)
    assert not same_evidence(first.figures, count_to_freeze(session, programme, as_of=TODAY + DAY))


def test_sex_is_as_the_data_said_on_the_day(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    from_data = {"sex": Sex.WOMAN, "recorded_at": noon(TODAY)}
    kept = session.scalars(select(ParticipantRecord)).one()
    kept.superseded_at = noon(TODAY)
    session.flush()
    make_record(session, cast.enrolment, cast.carla, revision=2, **from_data)
    on = {
        day: told(count_to_freeze(session, programme, as_of=day))["split"]["sex"]
        for day in (TODAY - DAY, TODAY)
    }
    assert on[TODAY - DAY] == {"woman": 0, "man": 0, "unknown": 1}
    assert on[TODAY] == {"woman": 1, "man": 0, "unknown": 0}


def test_institutions_stand_with_all_their_agreements_and_proofs(
    session: Session, cast: Cast, programme: Programme
) -> None:
    counted, waiting = make_institution(session), make_institution(session, "MOPS", city="Przemyśl")
    in_force = bring_forward(
        session,
        make_agreement(session, programme, counted, cast.carla),
        cast.cyryl,
        TODAY - 3 * DAY,
    )
    draft = make_agreement(session, programme, waiting, cast.carla)
    make_agreement(session, programme, waiting, cast.carla, entered_at=LATER)
    verified = {"verified_by_id": cast.cyryl.id, "verified_at": MONDAY}
    use = make_use(session, in_force, cast.carla, **verified)
    figures = told(count_to_freeze(session, programme, as_of=TODAY), AGREED)
    [line] = figures["counted"]
    assert (line["institution"], line["through"]) == (counted.id, in_force.id)
    told_of = line["agreements"][str(in_force.id)]["conditions"]
    assert told_of["agreement_in_force"] == {
        "met": True,
        "in_force_on": (TODAY - 3 * DAY).isoformat(),
    }
    assert list(line["proofs"].values()) == [
        {"kind": "resolution", "dated_on": use.dated_on.isoformat()}
    ]
    [other] = figures["left_out"]
    assert list(other["agreements"]) == [str(draft.id)]
    assert figures["split"]["use"] == {"proved": 1, "signed_only": 0}
    assert figures["figure"] == 1


def test_agreements_that_are_not_over_can_still_be_mended(
    session: Session, cast: Cast, programme: Programme
) -> None:
    ended, coming = (
        bring_forward(
            session,
            make_agreement(session, programme, make_institution(session), cast.carla),
            cast.cyryl,
            day,
        )
        for day in (TODAY - 5 * DAY, TODAY + DAY)
    )
    ended.ended_on = TODAY
    session.flush()
    figures = count_to_freeze(session, programme, as_of=TODAY)
    found = {
        agreement: why_not(one)
        for line in told(figures, AGREED)["left_out"]
        for agreement, one in line["agreements"].items()
    }
    assert "agreement_not_ended" in found[str(ended.id)]
    assert "agreement_in_force" in found[str(coming.id)]
    assert [line["institution"] for line in mendable(figures)] == [coming.institution_id]


def test_who_lacks_their_data_alone_can_still_be_mended(
    session: Session, cast: Cast, programme: Programme
) -> None:
    only_data = certified_too(session, cast, programme, with_record=False)
    late = certified_too(session, cast, programme, with_record=False)
    late.revoked_at, late.revoked_because = noon(TODAY), "pomyłka"
    session.flush()
    figures = count_to_freeze(session, programme, as_of=TODAY)
    assert [line["person"] for line in mendable(figures)] == [only_data.person_id]


def test_the_figures_are_those_of_the_indicators(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    certified_too(session, cast, programme, with_record=False)
    make_cohort(session, programme, city="Przemyśl")
    figures = count_to_freeze(session, programme, as_of=TODAY)
    for name, counting in INDICATORS.items():
        count = counting(session, programme, as_of=TODAY)
        assert told(figures, name)["figure"] == len(told(figures, name)["counted"])
        assert told(figures, name)["figure"] == count.achieved
        for split in told(figures, name)["split"].values():
            assert sum(split.values()) == count.achieved
    assert told(figures)["split"]["city"] == {"Krosno": 1, "Przemyśl": 0}
