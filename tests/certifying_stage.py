"""The stage on which certification is tried at random: people, the clock, and what is kept."""

import json
from collections import Counter
from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session, selectinload

from course.clock import LOCAL_ZONE
from course.models import (
    Appeal,
    AuditEntry,
    Certificate,
    CertificatePaper,
    CohortTrainer,
    Conflict,
    Correction,
    Decision,
    Letter,
    Panel,
    Programme,
)
from course.terms import EnrolmentState, Role
from tests.certifying_rules import ENDED, Sitting, World
from tests.make import (
    add,
    make_cohort,
    make_enrolment,
    make_grant,
    make_institution,
    make_person,
    make_programme,
    make_trainer,
)
from tests.make_certificates import make_frozen
from tests.make_counting import make_record, noon
from tests.make_fieldwork import make_meeting
from tests.make_panels import PANEL_RULE
from tests.people import Cast
from tests.pressing import BrowserStage

START = datetime(2026, 10, 13, 10, 3, tzinfo=UTC)  # 12:03 in Poland; on the 25th the clocks change
WORKSHOP = date(2026, 10, 6)


class Stage(BrowserStage):
    """Three places of two trainees, and everybody who could judge them or decide about them."""

    def __init__(self, app: Flask, connection: Connection, session: Session, cast: Cast) -> None:
        programme, people = cast.programme, {"ana": cast.ana, "ben": cast.ben, "vera": cast.vera}
        make_frozen(session, programme, PANEL_RULE)
        people |= {"carla": cast.carla, "cyryl": cast.cyryl}
        others = make_cohort(session, programme)
        people |= {
            "olga": make_trainer(session, others, "Olga Mazur"),
            "kuba": make_trainer(session, others, "Kuba Gil"),
            **{name: make_person(session, f"{name} Nowa") for name in ("piotr", "inga", "mira")},
        }
        for name in ("ben", "olga", "kuba", "piotr", "inga", "mira"):
            make_grant(session, people[name], Role.VALIDATOR, programme)
        make_grant(session, people["mira"], Role.COORDINATOR, make_programme(session))
        second = make_cohort(session, programme)
        places = {
            "ana": cast.enrolment,
            "again": make_enrolment(session, second, cast.ana),
            "mira": make_enrolment(session, cast.cohort, people["mira"]),
        }
        for name, place in places.items():
            place.state, place.ended_on = EnrolmentState.ENDED, ENDED[name]
            make_record(session, place, cast.carla, completed_at=noon(ENDED[name]))
        for cohort in (cast.cohort, second):
            make_meeting(session, cohort, cast.ben, starts_at=noon(WORKSHOP))
        kept_from = {"person_id": people["kuba"].id, "about_id": cast.ana.id, "why": "Rodzina."}
        add(session, Conflict(**kept_from, declared_by_id=people["kuba"].id, declared_at=START))
        add(
            session,
            CohortTrainer(cohort_id=second.id, person_id=cast.ben.id, started_on=WORKSHOP),
        )
        super().__init__(app, connection, session, people)
        self.enrolments = {name: place.id for name, place in places.items()}
        self.places = {place_id: name for name, place_id in self.enrolments.items()}
        self.programme_id, self.institution_id = programme.id, make_institution(session).id
        self.real_names = {name: person.name for name, person in people.items()}
        self.noted, self.posted = self.audited(), self.written()

    def audited(self) -> Counter[str]:
        """How many entries there are of each act."""
        counted = select(AuditEntry.act, func.count()).group_by(AuditEntry.act)
        return Counter(dict(self.session.execute(counted).all()))

    def written(self) -> Counter[str]:
        """How many letters of each kind."""
        counted = select(Letter.kind, func.count()).group_by(Letter.kind)
        return Counter(dict(self.session.execute(counted).all()))

    def compare_panels(self, world: World) -> None:
        """Who sits, what they said, and when."""
        rows = self.session.scalars(
            select(Panel)
            .order_by(Panel.id)
            .options(selectinload(Panel.members))
            .execution_options(populate_existing=True)
        ).all()
        assert len(rows) == len(world.sittings)
        for row, known in zip(rows, world.sittings, strict=True):
            assert (row.id, self.places[row.enrolment_id]) == (known.id, known.place)
            assert (row.sitting, row.held_on, row.outcome) == (
                known.number,
                known.held_on,
                known.outcome,
            )
            assert (row.cancelled_at is not None) == known.cancelled
            self._compare_members(row, known)

    def _compare_members(self, row: Panel, known: Sitting) -> None:
        seats = {one.seat.value: self.names[one.person_id] for one in row.members}
        assert seats == known.seats
        said = {self.names[one.person_id]: one for one in row.members}
        assert {who for who, one in said.items() if one.declared_at} == known.declared
        entered = {who: local(one.entered_at) for who, one in said.items() if one.entered_at}
        assert entered == known.entered
        assert all(day >= row.held_on for day in entered.values()), "judged before the day"
        if row.recorded_at is not None:
            assert local(row.recorded_at) >= row.held_on, "recorded before the day"

    def compare_decisions(self, world: World) -> None:
        """Who proposed and who approved; nobody is both, nor the person, nor judged them."""
        rows = self.session.scalars(
            select(Decision).order_by(Decision.id).execution_options(populate_existing=True)
        ).all()
        assert [
            (one.id, self.named(one.proposed_by_id), self.named(one.approved_by_id), one.panel_id)
            for one in rows
        ] == [(one.id, one.proposed_by, one.approved_by, one.panel_id) for one in world.decisions]
        for row, known in zip(rows, world.decisions, strict=True):
            assert self.places[row.enrolment_id] == known.place
            assert row.outcome == ("awarded" if known.awards else "not_awarded")
            assert row.protocol_number == known.number
            assert (row.decided_at and local(row.decided_at)) == known.decided_on
            assert (row.withdrawn_at is not None) == known.withdrawn
        appeals = self.session.execute(
            select(Appeal.id, Appeal.decision_id, Appeal.decided_by_id, Appeal.outcome).order_by(
                Appeal.id
            )
        ).all()
        known_appeals = [(one.appeal, one.id) for one in world.decisions if one.appeal]
        assert sorted(
            (one.id, decision_id, one.decided_by, one.upheld) for one, decision_id in known_appeals
        ) == [(a, b, self.named(by), said and said == "upheld") for a, b, by, said in appeals]

    def compare_papers(self, world: World) -> None:
        """Every certificate is what it was when it was issued, and its state is the model’s."""
        rows = self.certificates()
        assert [one.id for one in rows] == [one.id for one in world.papers]
        for row, known in zip(rows, world.papers, strict=True):
            assert kept(row) == known.kept, "never rewritten"
            assert (row.number, row.holder_name) == (known.number, known.name)
            assert row.supersedes_id == (known.follows and known.follows.id)
            assert (row.superseded_at is not None) == (known.closed == "superseded")
            assert (row.revoked_at is not None) == (known.closed == "revoked")
            assert (row.expires_on, row.show_name) == (known.expires_on, known.shown)
        assert len({one.number for one in rows}) == len({one.code for one in rows}) == len(rows)
        wanted = select(CertificatePaper.certificate_id, func.count()).group_by(
            CertificatePaper.certificate_id
        )
        papers = dict(self.session.execute(wanted).all())
        assert papers == {one.id: 2 for one in rows}
        corrections = self.session.execute(
            select(Correction.id, Correction.approved_at, Correction.withdrawn_at).order_by(
                Correction.id
            )
        )
        assert [
            (row_id, "approved" if approved else "withdrawn" if withdrawn else "waits")
            for row_id, approved, withdrawn in corrections
        ] == sorted((one.id, one.state) for paper in world.papers for one in paper.corrections)

    def certificates(self) -> list[Certificate]:
        """All of them, in the order of their issue."""
        return list(
            self.session.scalars(
                select(Certificate)
                .order_by(Certificate.id)
                .execution_options(populate_existing=True)
            )
        )

    def named(self, person_id: int | None) -> str | None:
        """Who it was, if anybody."""
        return None if person_id is None else self.names[person_id]

    def newest_appeal(self) -> int:
        """The one that was lodged last."""
        return self.session.scalars(select(func.max(Appeal.id))).one()

    def newest_correction(self) -> int:
        """The one that was proposed last."""
        return self.session.scalars(select(func.max(Correction.id))).one()

    def programme(self) -> Programme:
        """The programme in which everything happens."""
        return self.session.get_one(Programme, self.programme_id)


def kept(row: Certificate) -> str:
    """Everything of a certificate that never changes."""
    facts = [row.person_id, row.decision_id, row.holder_name, row.number, row.code, row.facts]
    more = [row.credential, row.status_index, row.issued_at.isoformat(), str(row.expires_on)]
    return json.dumps([*facts, *more], sort_keys=True, ensure_ascii=False)


def local(instant: datetime) -> date:
    """The day that the calendar of the place shows."""
    return instant.astimezone(LOCAL_ZONE).date()
