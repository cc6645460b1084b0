"""What was told to the funder: two payment claims, a correction of the second, and the totals."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from assessments.freezing import print_of
from course.actions.snapshots import Freezing, publish_figures
from course.clock import local_day
from course.demo.cast import KATARZYNA, TOMASZ, Somebody
from course.demo.opening import the_programme
from course.demo.stage import Stage
from course.freezing import freeze_figures
from course.models import IndicatorSnapshot
from course.reports.snapshots import count_to_freeze
from course.standings import keep_noted
from course.terms import SnapshotPurpose

FIRST_CLAIM, SECOND_CLAIM = "WNP-001", "WNP-002"
WHY = (
    "Okres rozliczeniowy wniosku kończył się przed dniem, na który zamrożono wyniki."
    " Ostatnie porozumienie weszło w życie dopiero po tym okresie."
)


def plan_freezing(stage: Stage) -> None:
    """Freeze for each claim; the second was of the wrong day, which was seen two days later."""
    stage.plan_office(-85, "14:40", lambda at: _claim(stage, FIRST_CLAIM, at))
    stage.plan_office(-18, "14:40", lambda at: _claim(stage, SECOND_CLAIM, at))
    stage.plan_office(-15, "09:50", lambda at: _correct(stage, stage.days.day(-25), at))
    stage.plan_office(-14, "10:15", lambda at: _publish(stage, at))


def _claim(stage: Stage, number: str, at: datetime) -> None:
    as_of = local_day(at) - timedelta(days=1)
    freezing = Freezing(purpose=SnapshotPurpose.PAYMENT_CLAIM, as_of=as_of, claim_number=number)
    _take(stage, freezing, KATARZYNA, at)


def _correct(stage: Stage, as_of: date, at: datetime) -> None:
    wrong = stage.session.scalars(
        select(IndicatorSnapshot).where(IndicatorSnapshot.claim_number == SECOND_CLAIM)
    ).one()
    freezing = Freezing(
        purpose=SnapshotPurpose.CORRECTION,
        as_of=as_of,
        claim_number=SECOND_CLAIM,
        reason=WHY,
        corrects=wrong,
    )
    _take(stage, freezing, TOMASZ, at)


def _take(stage: Stage, freezing: Freezing, who: Somebody, at: datetime) -> None:
    keep_noted(stage.session)  # the story is one write; at the doors each deed is one
    programme = the_programme(stage)
    seen = print_of(count_to_freeze(stage.session, programme, as_of=freezing.as_of))
    by = stage.people[who.key]
    freeze_figures(stage.session, programme, freezing, seen=seen, by=by, at=at)


def _publish(stage: Stage, at: datetime) -> None:
    by = stage.people[KATARZYNA.key]
    publish_figures(stage.session, the_programme(stage), public=True, by=by, at=at)
