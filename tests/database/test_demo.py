"""The demonstration, told in the test's own transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from course.actions.audit import broken_entries
from course.catalogue import Catalogue
from course.clock import local_day
from course.demo.days import FRIDAY, SATURDAY, Days
from course.demo.making import CHAPTERS, make_demonstration
from course.demo.stage import Means, Stage
from course.models import (
    Agreement,
    AuditEntry,
    Certificate,
    Cohort,
    Enrolment,
    FieldEntry,
    Letter,
    Meeting,
    Observation,
    Panel,
    PanelMark,
    PanelMember,
    Person,
    Programme,
    QuizResult,
    RoleGrant,
    Submission,
    WitnessContact,
)
from course.queries.assignments import assignment_of, whole_submissions
from course.queries.certificates import waiting_decision
from course.queries.fieldwork import rows_from_journal
from course.queries.panels import panel_now, refused_members
from course.queries.records import record_of
from course.queries.standing import standing_of
from course.queries.totals import frozen_totals
from course.queries.validation import qualifications_of
from course.reports.indicators import PersonProof, figures_of
from course.settings import Settings
from course.terms import (
    AgreementState,
    DecisionOutcome,
    EnrolmentState,
    FieldEntryState,
    MarkingRole,
    Role,
    SnapshotPurpose,
    SubmissionState,
)
from tests.make import MONDAY
from tests.make_demonstration import make_means

# After midnight in Poland, in the night in which the clock is put forward.
SPRING_NIGHT = datetime(2027, 3, 27, 23, 40, tzinfo=UTC)


@pytest.fixture
def means(course: Catalogue, settings: Settings) -> Means:
    return make_means(course, settings)


@pytest.mark.parametrize("at", [MONDAY, SPRING_NIGHT], ids=["monday", "spring night"])
def test_the_story_leads_to_this_moment(session: Session, means: Means, at: datetime) -> None:
    assert make_demonstration(session, means, at=at)
    session.flush()
    entries = count_entries(session)
    who_runs_it(session)
    what_is_counted(session, at)
    where_krosno_stands(session)
    what_panels_said(session)
    where_przemysl_stands(session)
    what_was_made_up_and_seen(session)
    what_waits(session)
    what_is_marked_twice(session)
    what_is_signed(session, at)
    what_is_frozen(session)
    what_was_noted(session, at)
    assert not make_demonstration(session, means, at=at + timedelta(days=1))
    assert count_entries(session) == entries


@pytest.mark.parametrize("day", range(7))
def test_on_any_weekday_everything_lies_in_the_past(means: Means, day: int) -> None:
    at = MONDAY + timedelta(days=day)
    stage = Stage(cast("Session", None), means, Days(at))
    for plan in CHAPTERS:
        plan(stage)
    assert max(planned for planned, _ in stage.planned) < at
    saturday = stage.days.saturday(-14)
    assert stage.days.day(saturday).weekday() == SATURDAY
    assert -21 < saturday <= -14
    assert all(stage.days.day(stage.days.workday(-day)).weekday() <= FRIDAY for day in range(7))


def count_entries(session: Session) -> int | None:
    return session.scalar(select(func.count(AuditEntry.id)))


def who_runs_it(session: Session) -> None:
    roles = Counter(session.scalars(select(RoleGrant.role)))
    assert roles == {
        Role.ADMINISTRATOR: 1,
        Role.COORDINATOR: 2,
        Role.TRAINER: 3,
        Role.VALIDATOR: 4,
        Role.AUDITOR: 1,
        Role.LEAD_PARTNER: 1,
    }
    programme = session.scalars(select(Programme)).one()
    assert (programme.code, programme.demonstration) == ("Q93873", True)


def what_is_counted(session: Session, at: datetime) -> None:
    programme = session.scalars(select(Programme)).one()
    people, institutions = figures_of(session, programme, as_of=local_day(at))
    proofs = cast("tuple[PersonProof, ...]", people.count.counted)
    assert [proof.place.name for proof in proofs] == [
        "Celina Ćwiek",
        "Dorota Łącka",
        "Bartosz Żmuda",
    ]
    left_out = cast("tuple[PersonProof, ...]", people.count.left_out)
    assert [
        (proof.place.name, [condition.code for condition in proof.counted.why_not])
        for proof in left_out
    ] == [("Anna Śliwa", ["participant_record"])]
    assert [(f.count.achieved, f.target.target) for f in (people, institutions) if f.target] == [
        (3, 12),
        (4, 6),
    ]


def places(session: Session) -> Mapping[str, Enrolment]:
    found = session.scalars(select(Enrolment).options(joinedload(Enrolment.person))).all()
    return {place.person.name: place for place in found}


def what_is_marked_twice(session: Session) -> None:
    """All that Krosno heard, settled; and Zenon's story, which waits for its first marking."""
    wanted = select(Submission).where(Submission.second_wanted).order_by(Submission.id)
    works = session.scalars(wanted.options(selectinload(Submission.markings))).all()
    assert [len(work.markings) for work in works] == [2, 2, 2, 2, 2, 2, 0]
    assert {one.released_at is None for work in works for one in work.markings[1:]} == {True}
    assert works[-1].next_marking == MarkingRole.FIRST


def where_krosno_stands(session: Session) -> None:
    programme = session.scalars(select(Programme)).one()
    by_name = places(session)
    judged = qualifications_of(session, programme.id, [place.id for place in by_name.values()])
    qualified = {name for name, place in by_name.items() if judged[place.id].met}
    certified = {"Anna Śliwa", "Bartosz Żmuda", "Celina Ćwiek", "Dorota Łącka"}
    assert qualified == {*certified, "Zofia Dąb"}
    assert waiting_decision(session, by_name["Zofia Dąb"].id) is not None
    edward = by_name["Edward Źrebiec"]
    assert (edward.state, bool(edward.exit_reason)) == (EnrolmentState.WITHDRAWN, True)
    issued = session.scalars(select(Certificate).order_by(Certificate.id)).all()
    assert [(one.holder_name, one.superseded_at is not None) for one in issued] == [
        ("Celina Ćwiek", False),
        ("Bartosz Żmuda", False),
        ("Dorota Łąka", True),
        ("Dorota Łącka", False),
        ("Anna Śliwa", False),
    ]


def what_panels_said(session: Session) -> None:
    """Three judged each time; Zofia was met twice; Feliks's members have come to three points."""
    panels = session.scalars(select(Panel).order_by(Panel.called_at, Panel.id)).all()
    outcomes = Counter(
        (panel.enrolment.person.name, panel.sitting, panel.outcome) for panel in panels
    )
    awarded, supplement = DecisionOutcome.AWARDED, DecisionOutcome.SUPPLEMENT
    assert outcomes == {
        ("Celina Ćwiek", 1, awarded): 1,
        ("Bartosz Żmuda", 1, awarded): 1,
        ("Dorota Łącka", 1, awarded): 1,
        ("Zofia Dąb", 1, supplement): 1,
        ("Anna Śliwa", 1, awarded): 1,
        ("Feliks Ożóg", 1, None): 1,
        ("Zofia Dąb", 2, awarded): 1,
    }
    waiting = next(panel for panel in panels if panel.outcome is None)
    assert {
        member.person.name: (
            member.declared_at is not None,
            session.scalar(
                select(func.count(PanelMark.id)).where(PanelMark.member_id == member.id)
            ),
            member.entered_at is not None,
        )
        for member in session.scalars(select(PanelMember).where(PanelMember.panel_id == waiting.id))
    } == {
        "Roman Jeż": (True, 3, False),
        "Sylwia Gołąb": (True, 5, True),
        "Iwona Pająk": (False, 0, False),
    }
    assert refused_members(session, panel_now(session, waiting.id)) == {}


def where_przemysl_stands(session: Session) -> None:
    stanislaw = session.scalars(select(Person).where(Person.card_hash.is_not(None))).one()
    assert (stanislaw.name, stanislaw.email) == ("Stanisław Bąk", None)
    assert not standing_of(session, stanislaw).consents_given
    lucja = standing_of(session, places(session)["Łucja Ćwikła"].person)
    assert set(lucja.opened) - lucja.read == {"m3/4-listening-campaign"}
    wanda = standing_of(session, places(session)["Wanda Gęś"].person)
    assert len(wanda.quizzes_ended["m1"]) == 3
    assert session.scalars(select(QuizResult.passed)).all().count(False) == 4


def what_was_made_up_and_seen(session: Session) -> None:
    meetings = {meeting.code: meeting for meeting in meetings_in(session, "Przemyśl")}
    assert meetings["W2-2"].makes_up_for_id == meetings["W2"].id
    assert [code for code, meeting in meetings.items() if meeting.cancelled_at] == ["S1"]
    wanda = record_of(session, places(session)["Wanda Gęś"].id)
    assert wanda.workshops_attended == {"W1", "W2"}
    assert wanda.workshop_minutes == 720
    seen = session.scalars(select(Observation.kind).order_by(Observation.id)).all()
    assert sorted(seen) == ["observation", "observation", "witness_statement"]
    assert len(session.scalars(select(WitnessContact)).all()) == 1


def meetings_in(session: Session, city: str) -> Sequence[Meeting]:
    return session.scalars(select(Meeting).join(Meeting.cohort).where(Cohort.city == city)).all()


def what_waits(session: Session) -> None:
    waiting = {
        (submission.enrolment.person.name, submission.assignment_slug): submission
        for submission in session.scalars(whole_submissions())
        if submission.state is not SubmissionState.MARKED
    }
    assert {key: submission.state for key, submission in waiting.items()} == {
        ("Zenon Żak", "z1"): SubmissionState.HANDED_IN,
        ("Ołena Kowalczuk", "z1"): SubmissionState.RETURNED,
        ("Jędrzej Mąka", "z3"): SubmissionState.DRAFT,
    }
    assert len(conversations(session, waiting["Jędrzej Mąka", "z3"])) == 12
    states = Counter(session.scalars(select(FieldEntry.state)))
    assert (states[FieldEntryState.CLAIMED], states[FieldEntryState.REFUSED]) == (4, 1)


def conversations(session: Session, draft: Submission) -> list[object]:
    rows = rows_from_journal(session, assignment_of(draft), draft.enrolment_id)
    return cast("list[object]", rows["conversations"])


def what_is_signed(session: Session, at: datetime) -> None:
    agreements = session.scalars(select(Agreement)).all()
    assert Counter(agreement.state_on(local_day(at)) for agreement in agreements) == {
        AgreementState.IN_FORCE: 4,
        AgreementState.SENT: 1,
        AgreementState.SIGNED: 1,
    }
    assert [agreement.file_name is not None for agreement in agreements].count(True) == 5


def what_is_frozen(session: Session) -> None:
    """Two claims; the second was of a day on which an agreement counted too many."""
    frozen = frozen_totals(session, session.scalars(select(Programme)).one())
    told = [
        (one.snapshot.purpose, one.snapshot.claim_number, [f.figure for f in one.figures.values()])
        for one in frozen
    ]
    claim, correction = SnapshotPurpose.PAYMENT_CLAIM, SnapshotPurpose.CORRECTION
    assert told == [
        (claim, "WNP-001", [0, 2]),
        (claim, "WNP-002", [3, 4]),
        (correction, "WNP-002", [3, 3]),
    ]
    assert frozen[2].snapshot.corrects_id == frozen[1].snapshot.id


def what_was_noted(session: Session, at: datetime) -> None:
    assert broken_entries(session) == []
    moments = session.scalars(select(AuditEntry.at).order_by(AuditEntry.id)).all()
    assert list(moments) == sorted(moments)
    assert moments[-1] < at
    letters = session.scalars(select(Letter)).all()
    assert all({"path", "link_id"} & letter.facts.keys() for letter in letters)
