"""The figure of people counted by hand from raw rows: no code of the service is asked."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import (
    Assessment,
    Certificate,
    Cohort,
    CohortTrainer,
    Decision,
    Enrolment,
    Meeting,
    Panel,
    PanelMember,
    ParticipantRecord,
    Programme,
)
from course.models.base import Row

AnyRow = TypeVar("AnyRow", bound=Row)


def day_of(instant: datetime) -> date:
    """The day in Poland."""
    return instant.astimezone(ZoneInfo("Europe/Warsaw")).date()


class RawEvents:
    """Every row that happened in a programme, loaded once and looked through for each day."""

    def __init__(self, session: Session, programme: Programme) -> None:
        self.session, self.programme = session, programme
        self.certificates = {
            one.id: one for one in self._all(Certificate) if one.programme_id == programme.id
        }
        self.decisions = {one.id: one for one in self._all(Decision)}
        self.enrolments = {one.id: one for one in self._all(Enrolment)}
        self.cohorts = {one.id: one for one in self._all(Cohort)}
        self.records = self._grouped(ParticipantRecord, lambda one: one.enrolment_id)
        self.assessments = self._grouped(Assessment, lambda one: one.enrolment_id)
        self.panels = {one.id: one for one in self._all(Panel)}
        self.members = self._grouped(PanelMember, lambda one: one.panel_id)
        self.meetings = self._grouped(Meeting, lambda one: one.cohort_id)
        self.trainers = self._grouped(CohortTrainer, lambda one: one.cohort_id)
        self.sound = {one: self._in_order(one) for one in self.certificates}

    def certified(self) -> list[int]:
        """Everybody who ever held a certificate."""
        return sorted({one.person_id for one in self.certificates.values()})

    def counted_on(self, day: date) -> list[int]:
        """Whoever holds a paper that stands on a day, got in order, with data complete on it."""
        issued = [one for one in self.certificates.values() if day_of(one.issued_at) <= day]
        replaced = {one.supersedes_id for one in issued}
        found = set()
        for one in issued:
            revoked = one.revoked_at is not None and day_of(one.revoked_at) <= day
            first = self._first(one)
            place = self.decisions[first.decision_id].enrolment_id
            if one.id in replaced or revoked or not self.sound[first.id]:
                continue
            if self._was_complete(place, day):
                found.add(one.person_id)
        return sorted(found)

    def _first(self, certificate: Certificate) -> Certificate:
        while certificate.supersedes_id is not None:
            certificate = self.certificates[certificate.supersedes_id]
        return certificate

    def _was_complete(self, enrolment_id: int, day: date) -> bool:
        """What the last revision said that was recorded by the end of the day."""
        known = [one for one in self.records[enrolment_id] if day_of(one.recorded_at) <= day]
        return bool(known) and max(known, key=lambda one: one.revision).complete

    def _in_order(self, certificate_id: int) -> bool:
        """All that no day changes: the stages in their order, by the right people, in time."""
        decision = self.decisions[self.certificates[certificate_id].decision_id]
        enrolment = self.enrolments[decision.enrolment_id]
        workshops = [
            day_of(one.starts_at)
            for one in self.meetings[enrolment.cohort_id]
            if one.kind.value == "workshop" and one.cancelled_at is None
        ]
        frozen = self.programme.standard_frozen_on
        judged = self._judged(decision)
        if judged is None or not workshops or enrolment.ended_on is None or frozen is None:
            return False
        held_on, assessors = judged
        assert decision.decided_at is not None
        return (
            frozen < min(workshops)
            and held_on >= enrolment.ended_on
            and assessors.isdisjoint(self._trainers_of(enrolment.person_id))
            and (day_of(decision.decided_at) - enrolment.ended_on).days <= 28
        )

    def _judged(self, decision: Decision) -> tuple[date, set[int]] | None:
        """For which day they said it who judged, and who they were; of panels the one named."""
        assert decision.decided_at is not None
        if decision.panel_id is not None:
            panel = self.panels[decision.panel_id]
            if panel.recorded_at is None or panel.recorded_at > decision.decided_at:
                return None
            return panel.held_on, {one.person_id for one in self.members[panel.id]}
        known = sorted(
            (one.recorded_at, one.id, one.held_on, one.assessed_by_id)
            for one in self.assessments[decision.enrolment_id]
            if one.recorded_at <= decision.decided_at
        )
        return (known[-1][2], {known[-1][3]}) if known else None

    def _trainers_of(self, person_id: int) -> set[int]:
        return {
            trainer.person_id
            for enrolment in self.enrolments.values()
            if enrolment.person_id == person_id
            for trainer in self.trainers[enrolment.cohort_id]
        }

    def _all(self, model: type[AnyRow]) -> Sequence[AnyRow]:
        return self.session.scalars(select(model)).all()

    def _grouped(
        self, model: type[AnyRow], key: Callable[[AnyRow], int]
    ) -> dict[int, list[AnyRow]]:
        groups = defaultdict[int, list[AnyRow]](list)
        for one in self._all(model):
            groups[key(one)].append(one)
        return groups
