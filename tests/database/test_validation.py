"""The standard is frozen once; who taught somebody does not assess them; the newest word counts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from course.actions.validation import freeze_standard, record_assessment
from course.errors import (
    AlreadyCertified,
    DatesReversed,
    NotFound,
    OwnTrainee,
    StandardFrozen,
    StandardNotFrozen,
)
from course.models import (
    Assessment,
    Attendance,
    AuditEntry,
    CohortTrainer,
    Enrolment,
    Marking,
    Meeting,
    Person,
    Submission,
)
from course.queries.validation import (
    enrolment_to_assess,
    enrolments_to_assess,
    has_trained,
    portfolio_of,
    qualification_of,
    qualifications_of,
    rule_of,
    standing_assessment,
)
from course.terms import (
    Act,
    AssessmentOutcome,
    MarkingOutcome,
    MarkingRole,
    MeetingKind,
    Role,
    SubmissionState,
)
from tests.make import (
    MONDAY,
    add,
    make_cohort,
    make_enrolment,
    make_grant,
    make_programme,
    make_version,
)
from tests.make_certificates import (
    ENDED_ON,
    SHORT_RULE,
    SUMMER,
    end,
    make_assessment,
    make_certificate,
    make_frozen,
    make_qualified,
)
from tests.people import Cast

TODAY = MONDAY.date()
STATEMENT = "Prowadzi rozmowę i potrafi powiedzieć, czego nie usłyszała."


def assess(
    session: Session,
    cast: Cast,
    by: Person,
    outcome: AssessmentOutcome = AssessmentOutcome.PASSED,
    held_on: date = TODAY,
) -> Assessment:
    return record_assessment(
        session,
        session.get_one(Enrolment, cast.enrolment.id),
        held_on=held_on,
        outcome=outcome,
        statement=STATEMENT,
        by=by,
        at=MONDAY,
    )


def test_a_standard_is_frozen_once(session: Session, cast: Cast) -> None:
    with pytest.raises(StandardNotFrozen):
        rule_of(session, cast.programme.id)
    freeze_standard(session, cast.programme, SHORT_RULE, by=cast.carla, at=SUMMER)
    assert cast.programme.standard_frozen_on == date(2026, 7, 1)
    assert rule_of(session, cast.programme.id) == SHORT_RULE
    with pytest.raises(StandardFrozen):
        freeze_standard(session, cast.programme, SHORT_RULE, by=cast.carla, at=MONDAY)
    acts = session.scalars(select(AuditEntry.act)).all()
    assert list(acts) == [Act.STANDARD_FROZEN]


def test_a_place_is_judged_by_the_rule_of_its_programme(session: Session, cast: Cast) -> None:
    with pytest.raises(StandardNotFrozen):
        qualification_of(session, cast.enrolment)
    make_frozen(session, cast.programme)
    assert [line.code for line in qualification_of(session, cast.enrolment).judged] == [
        "admitted",
        "assessment_waiting",
    ]
    make_assessment(session, end(session, cast.enrolment), cast.vera)
    judged = qualifications_of(session, cast.programme.id, [cast.enrolment.id])
    assert judged == {cast.enrolment.id: qualification_of(session, cast.enrolment)}
    assert judged[cast.enrolment.id].met


def test_an_assessment_gets_a_protocol_and_an_entry(session: Session, cast: Cast) -> None:
    end(session, cast.enrolment)
    assessment = assess(session, cast, cast.vera)
    assert assessment.protocol_number == "W/2026/0001"
    entry = session.scalars(select(AuditEntry)).one()
    assert entry.act is Act.ASSESSMENT_RECORDED
    assert entry.facts == {"enrolment": cast.enrolment.id, "outcome": "passed"}


def test_the_newest_assessment_stands(session: Session, cast: Cast) -> None:
    end(session, cast.enrolment)
    first = assess(session, cast, cast.vera, AssessmentOutcome.NOT_PASSED)
    second = assess(session, cast, cast.vera)
    assert (second.supersedes_id, second.protocol_number) == (first.id, "W/2026/0002")
    assert standing_assessment(session, cast.enrolment.id) is second
    assert list(portfolio_of(session, cast.vera, cast.enrolment.id).assessments) == [second, first]


@pytest.mark.parametrize("held_on", [ENDED_ON - timedelta(days=1), TODAY + timedelta(days=1)])
def test_it_is_held_between_the_end_and_today(session: Session, cast: Cast, held_on: date) -> None:
    end(session, cast.enrolment)
    with pytest.raises(DatesReversed):
        assess(session, cast, cast.vera, held_on=held_on)


def test_who_still_takes_part_is_not_assessed(session: Session, cast: Cast) -> None:
    with pytest.raises(DatesReversed):
        assess(session, cast, cast.vera)
    with pytest.raises(NotFound):
        enrolment_to_assess(session, cast.vera, cast.enrolment.id)


def test_nobody_assesses_themselves(session: Session, cast: Cast) -> None:
    end(session, cast.enrolment)
    with pytest.raises(OwnTrainee):
        assess(session, cast, cast.ana)


def test_what_a_certificate_rests_on_does_not_move(session: Session, cast: Cast) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    with pytest.raises(AlreadyCertified) as refused:
        assess(session, cast, cast.vera, AssessmentOutcome.NOT_PASSED)
    assert refused.value.facts == {"number": certificate.number}


def test_who_taught_the_cohort_once_does_not_assess(session: Session, cast: Cast) -> None:
    add(
        session,
        CohortTrainer(
            cohort_id=cast.cohort.id,
            person_id=cast.vera.id,
            started_on=date(2026, 10, 1),
            ended_on=date(2026, 10, 9),
        ),
    )
    refused(session, cast)


def test_who_taught_another_cohort_of_the_person_does_not_assess(
    session: Session, cast: Cast
) -> None:
    other = make_cohort(session, cast.programme)
    make_enrolment(session, other, cast.ana)
    add(
        session,
        CohortTrainer(cohort_id=other.id, person_id=cast.vera.id, started_on=date(2026, 10, 1)),
    )
    refused(session, cast)


def test_who_led_a_meeting_does_not_assess(session: Session, cast: Cast) -> None:
    meeting = add(
        session,
        Meeting(
            cohort_id=cast.cohort.id,
            kind=MeetingKind.WORKSHOP,
            code="W1",
            title="Rola",
            place="Krosno",
            starts_at=SUMMER,
            minutes=300,
            led_by_id=cast.vera.id,
        ),
    )
    add(
        session,
        Attendance(
            meeting_id=meeting.id,
            enrolment_id=cast.enrolment.id,
            minutes_present=300,
            recorded_by_id=cast.ben.id,
            recorded_at=SUMMER,
        ),
    )
    refused(session, cast)


def test_who_marked_their_work_does_not_assess(session: Session, cast: Cast) -> None:
    version = make_version(session, SHORT_RULE)
    submission = add(
        session,
        Submission(
            enrolment_id=cast.enrolment.id,
            assignment_slug="z1",
            version_digest=version.digest,
            number=1,
            values={},
            state=SubmissionState.MARKED,
            started_at=SUMMER,
            saved_at=SUMMER,
            handed_in_at=SUMMER,
        ),
    )
    add(
        session,
        Marking(
            submission_id=submission.id,
            marked_by_id=cast.vera.id,
            role=MarkingRole.FIRST,
            marked_at=SUMMER,
            rubric_digest=version.digest,
            points=12,
            max_points=15,
            outcome=MarkingOutcome.PASS,
            feedback="",
        ),
    )
    assert portfolio_of(session, cast.vera, cast.enrolment.id).submissions == [submission]
    refused(session, cast)


def refused(session: Session, cast: Cast) -> None:
    end(session, cast.enrolment)
    with pytest.raises(OwnTrainee):
        assess(session, cast, cast.vera)
    assert enrolment_to_assess(session, cast.vera, cast.enrolment.id).trained_by_visitor
    trained = select(has_trained(literal(cast.dov.id), literal(cast.ana.id)))
    assert session.scalar(trained) is False


def test_the_list_shows_what_the_single_fetch_grants(session: Session, cast: Cast) -> None:
    make_qualified(session, cast.enrolment, cast.vera)
    still_here = make_enrolment(session, cast.cohort)
    own = end(session, make_enrolment(session, cast.cohort, cast.vera))
    waiting = end(session, make_enrolment(session, cast.cohort))
    make_grant(session, cast.dov, Role.VALIDATOR, make_programme(session))
    rows = enrolments_to_assess(session, cast.vera)
    assert [row.enrolment.id for row in rows] == [waiting.id, cast.enrolment.id]
    assert [row.assessment is None for row in rows] == [True, False]
    for person in (cast.ana, cast.ben, cast.carla, cast.dov, cast.vera, cast.adam, cast.iga):
        listed = {row.enrolment.id for row in enrolments_to_assess(session, person)}
        for enrolment in (cast.enrolment, still_here, own, waiting):
            assert fetched(session, person, enrolment) == (enrolment.id in listed)


def fetched(session: Session, person: Person, enrolment: Enrolment) -> bool:
    try:
        return enrolment_to_assess(session, person, enrolment.id).enrolment is enrolment
    except NotFound:
        return False
