from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from assessments.fields import Fault
from course.actions.assignments import begin_draft
from course.actions.marking import (
    Shown,
    keep_marking_text,
    mark_submission,
    save_marking_draft,
)
from course.catalogue import Catalogue
from course.errors import (
    AlreadyMarked,
    LevelsMissing,
    NotAllowed,
    NotFound,
    NotNewest,
    PassRefused,
    ReasonMissing,
    StaleRevision,
)
from course.models import AuditEntry, Letter, Marking, MarkingDraft, Person, RoleGrant, Submission
from course.queries.assignments import standing_marking
from course.queries.marking import (
    cohorts_marked_by,
    count_waiting,
    marking_draft_of,
    marking_queue,
    may_mark,
    submission_to_mark,
    submission_to_read,
)
from course.terms import Act, LetterKind, MarkingOutcome, Role, SubmissionState
from tests.make import (
    MONDAY,
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_trainer,
)
from tests.make_assignments import (
    FAILING,
    FRIDAY,
    PASSING,
    make_handed_in,
    make_marking,
    make_ready,
)
from tests.people import Cast


@pytest.fixture
def work(session: Session, cast: Cast, course: Catalogue) -> Submission:
    make_ready(session, course, cast.enrolment, cast.ana)
    return make_handed_in(session, course, cast.ana)


def mark(session: Session, work: Submission, by: Person, **asked: object) -> Marking:
    facts: dict[str, object] = {
        "levels": PASSING,
        "outcome": MarkingOutcome.PASS,
        "feedback": "",
        "by": by,
        "at": MONDAY,
    }
    return mark_submission(session, work, **(facts | asked))  # type: ignore[arg-type]


def test_a_pass_is_said_with_points_a_letter_and_an_entry(
    session: Session, cast: Cast, work: Submission
) -> None:
    marking = mark(session, work, cast.ben)
    assert work.state == SubmissionState.MARKED
    assert (marking.points, marking.max_points, marking.released_at) == (10, 15, MONDAY)
    assert marking.rubric_digest == work.version_digest
    assert {one.criterion: one.level for one in marking.criterion_marks} == PASSING
    [letter] = session.scalars(select(Letter).where(Letter.kind == LetterKind.SUBMISSION_MARKED))
    assert (letter.to, letter.facts) == (
        cast.ana.email,
        {
            "name": cast.ana.name,
            "assignment_title": "Dziennik słuchania",
            "path": f"/submissions/{work.id}",
        },
    )
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.SUBMISSION_MARKED))
    assert (entry.actor_id, entry.subject_id) == (cast.ben.id, work.id)
    assert entry.facts["outcome"] == "pass"


def test_a_return_needs_a_word(session: Session, cast: Cast, work: Submission) -> None:
    with pytest.raises(ReasonMissing):
        mark(session, work, cast.ben, outcome=MarkingOutcome.REVISE, feedback="  ")
    mark(session, work, cast.ben, outcome=MarkingOutcome.REVISE, feedback=" Dopisz R-15. ")
    assert work.state == SubmissionState.RETURNED
    assert work.markings[-1].feedback == "Dopisz R-15."
    key = f"marking-{work.markings[-1].id}"
    assert session.scalars(select(Letter.kind).where(Letter.key == key)).all() == [
        LetterKind.SUBMISSION_RETURNED
    ]


def test_the_rule_decides_who_passes(session: Session, cast: Cast, work: Submission) -> None:
    with pytest.raises(PassRefused) as refused:
        mark(session, work, cast.ben, levels=FAILING)
    assert refused.value.facts["reasons"] == (
        Fault("starred_below_two", {"criterion": "c1", "level": 1}),
    )
    for levels in ({}, {**PASSING, "c9": 1}, {**PASSING, "c1": 4}):
        with pytest.raises(LevelsMissing):
            mark(session, work, cast.ben, levels=levels)
    assert work.state == SubmissionState.HANDED_IN


def test_nobody_marks_their_own_work(session: Session, cast: Cast, work: Submission) -> None:
    with pytest.raises(NotAllowed):
        mark(session, work, cast.ana)


def test_a_trainer_who_is_a_trainee_here_does_not_mark_themselves(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    enrolment = make_enrolment(session, cast.cohort, cast.ben)
    make_ready(session, course, enrolment, cast.ben)
    own = make_handed_in(session, course, cast.ben)
    assert not may_mark(session, cast.ben, own)
    with pytest.raises(NotFound):
        submission_to_mark(session, cast.ben, own.id)
    assert marking_queue(session, cast.ben, most=10) == []


def test_the_second_of_two_trainers_is_told(session: Session, cast: Cast, work: Submission) -> None:
    second = make_trainer(session, cast.cohort, "Ewa Druga")
    mark(session, work, cast.ben)
    with pytest.raises(AlreadyMarked) as refused:
        mark(session, work, second, outcome=MarkingOutcome.REVISE, feedback="Inaczej")
    assert refused.value.facts == {"by": cast.ben.name, "at": MONDAY}
    kept = keep_marking_text(
        session, work, levels=FAILING, feedback="Inaczej", by=second, at=MONDAY
    )
    assert (kept.levels, kept.feedback, kept.revision) == (FAILING, "Inaczej", 1)


def test_the_database_lets_one_marking_stand(
    session: Session, cast: Cast, work: Submission
) -> None:
    second = make_trainer(session, cast.cohort, "Ewa Druga")
    mark(session, work, cast.ben)
    set_committed_value(work, "markings", [])  # as it was before the other trainer's commit
    with pytest.raises(AlreadyMarked) as refused:
        mark(session, work, second)
    assert refused.value.facts["by"] == cast.ben.name


def test_a_correction_takes_the_place_of_a_marking(
    session: Session, cast: Cast, work: Submission
) -> None:
    first = make_marking(session, work, cast.ben)
    second = mark(session, work, cast.ben, shown=Shown(corrects=first, reason="Źle policzone."))
    assert (work.state, second.supersedes_id) == (SubmissionState.MARKED, first.id)
    assert work.markings == [first, second]
    assert standing_marking(work) is second
    with pytest.raises(AlreadyMarked):
        mark(session, work, cast.ben, shown=Shown(corrects=first, reason="Źle policzone."))


def test_a_marking_stands_once_the_work_is_begun_anew(
    session: Session, cast: Cast, course: Catalogue, work: Submission
) -> None:
    first = make_marking(session, work, cast.ben)
    begin_draft(session, course.curriculum, course.assignments["z3"], by=cast.ana, at=MONDAY)
    with pytest.raises(NotNewest):
        mark(session, work, cast.ben, shown=Shown(corrects=first, reason="Źle policzone."))


def test_what_a_trainer_writes_is_saved_and_forgotten_once_said(
    session: Session, cast: Cast, work: Submission
) -> None:
    draft = save(session, work, cast, 0, "Dobrze")
    assert draft.revision == 1
    assert save(session, work, cast, 0, "Dobrze") is draft  # the answer was lost on the way
    assert save(session, work, cast, 1, "Dobrze, że").revision == 2
    with pytest.raises(StaleRevision) as refused:
        save(session, work, cast, 1, "z innej strony")
    assert refused.value.facts == {"revision": 2}
    mark(session, work, cast.ben)
    session.flush()
    assert marking_draft_of(session, work, cast.ben) is None


def save(
    session: Session, work: Submission, cast: Cast, revision: int, feedback: str
) -> MarkingDraft:
    return save_marking_draft(
        session,
        work,
        levels={"c1": 2},
        feedback=feedback,
        revision=revision,
        by=cast.ben,
        at=MONDAY,
    )


def test_the_same_trainer_begins_once(
    session: Session, cast: Cast, work: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(session, work, cast, 0, "Dobrze")
    monkeypatch.setattr("course.actions.marking.marking_draft_of", lambda *_: None)
    with pytest.raises(StaleRevision):
        save(session, work, cast, 0, "Inaczej")


def test_the_queue_begins_with_the_oldest(
    session: Session, cast: Cast, course: Catalogue, work: Submission
) -> None:
    other = make_cohort(session, cast.programme, title="Przemyśl")
    waiting = [work]
    for hours, cohort in ((1, cast.cohort), (1, cast.cohort), (-1, cast.cohort), (2, other)):
        person = make_person(session)
        make_ready(session, course, make_enrolment(session, cohort, person), person)
        at = FRIDAY + timedelta(hours=hours)
        waiting.append(make_handed_in(session, course, person, at=at))
    first, *rest = [waiting[3], waiting[0], waiting[1], waiting[2]]
    assert marking_queue(session, cast.ben, most=10) == [first, *rest]
    assert marking_queue(session, cast.ben, most=2, after_id=waiting[0].id) == rest[1:]
    assert marking_queue(session, cast.ben, most=2, after_id=waiting[1].id) == [waiting[2]]
    assert marking_queue(session, cast.ben, most=10, cohort_id=other.id) == []
    assert count_waiting(session, cast.ben) == 4
    assert [cohort.id for cohort in cohorts_marked_by(session, cast.ben)] == [cast.cohort.id]


def test_only_who_teaches_here_and_is_granted_it_marks(
    session: Session, cast: Cast, work: Submission
) -> None:
    elsewhere = make_person(session, "Trener Innej Grupy")
    make_grant(session, elsewhere, Role.TRAINER, cast.programme)
    former = make_trainer(session, cast.cohort, "Była Trenerka")
    ended = update(RoleGrant).where(RoleGrant.person_id == former.id).values(ended_at=MONDAY)
    session.execute(ended)
    for stranger in (elsewhere, former, cast.carla, cast.ana, cast.dov, cast.vera, cast.adam):
        with pytest.raises(NotFound):
            submission_to_read(session, stranger, work.id)
        assert not may_mark(session, stranger, work)
    assert submission_to_read(session, cast.ben, work.id) is work
