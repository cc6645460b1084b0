"""Frozen figures for tests, taken as a coordinator takes them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from assessments.freezing import print_of
from course.actions.snapshots import Freezing
from course.freezing import freeze_figures
from course.models import Certificate, Cohort, IndicatorSnapshot, Person, Programme
from course.reports.snapshots import count_to_freeze
from course.terms import Indicator, Role, SnapshotPurpose
from tests.kept import keep_everything
from tests.make import MONDAY, make_enrolment, make_grant, make_person, make_target
from tests.make_counting import begin_training, certify, freeze
from tests.people import Cast
from tests.scene_making import Making, Staff, Values


def make_snapshot(
    session: Session,
    programme: Programme,
    by: Person,
    *,
    as_of: date | None = None,
    at: datetime = MONDAY,
    **asked: Any,
) -> IndicatorSnapshot:
    """Look at the figures of a day, and freeze them; for a payment claim unless told otherwise."""
    as_of, corrects = as_of or at.date(), asked.get("corrects")
    asked.setdefault(
        "purpose", SnapshotPurpose.CORRECTION if corrects else SnapshotPurpose.PAYMENT_CLAIM
    )
    if programme.standings_kept_at is not None:
        keep_everything(session)  # rows put in directly, as deeds would have kept them
    seen = print_of(count_to_freeze(session, programme, as_of=as_of))
    return freeze_figures(
        session, programme, Freezing(as_of=as_of, **asked), seen=seen, by=by, at=at
    )


def of_figures(
    making: Making, cohort: Cohort, staff: Staff
) -> tuple[dict[str, object], dict[str, Values]]:
    """Frozen figures of the programme, which everybody may see, and somebody of its lead partner.

    What the scene adds later is not in them.
    """
    session, programme = making.session, cohort.programme
    programme.figures_public = True
    partner = make_grant(session, make_person(session), Role.LEAD_PARTNER, programme)
    claim = f"WNP-{partner.id}"  # each claim is frozen once
    snapshot = make_snapshot(session, programme, staff.deciding[0], claim_number=claim)
    public: Values = {"code": programme.code}
    return {"snapshot_id": snapshot.id, "grant_id": partner.id}, {
        "totals.english": public,
        "totals.polish": public,
    }


def make_promised(session: Session, cast: Cast) -> Programme:
    """A programme that promised people, with its rule frozen before the training."""
    begin_training(session, cast.cohort, cast.ben)
    make_target(session, cast.programme, Indicator.QUALIFIED_ORGANISERS)
    return freeze(session, cast.programme)


def make_proved(session: Session, cast: Cast, programme: Programme) -> Certificate:
    """Ana's certificate, with everything in order."""
    by = (cast.carla, cast.cyryl)
    return certify(session, programme, cast.enrolment, validator=cast.vera, by=by)


def certified_too(session: Session, cast: Cast, programme: Programme, **asked: Any) -> Certificate:
    """One more person of Ana's cohort."""
    place = make_enrolment(session, cast.cohort, make_person(session, "Ewa Zając"))
    by = (cast.carla, cast.cyryl)
    return certify(session, programme, place, validator=cast.vera, by=by, **asked)


def told(figures: Any, name: str = Indicator.QUALIFIED_ORGANISERS.value) -> Any:
    """What is frozen of one indicator."""
    return figures["indicators"][name]
