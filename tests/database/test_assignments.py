from collections.abc import Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.fields import Fault
from course.actions.assignments import (
    SavedDraft,
    begin_draft,
    hand_in_submission,
    save_draft,
    withdraw_submission,
)
from course.actions.draft_versions import take_version
from course.actions.files import add_file
from course.actions.marking import save_marking_draft
from course.catalogue import Catalogue
from course.errors import (
    ConsentsMissing,
    Locked,
    MarkingBegun,
    NotADraft,
    NotFound,
    NotReady,
    ParticipationOver,
    StaleRevision,
    SubmissionsExhausted,
    Unreadable,
)
from course.models import AuditEntry, DraftVersion, Submission
from course.queries.assignments import (
    assignment_of,
    content_digest,
    files_of,
    kept_versions,
    newest_submission,
)
from course.terms import Act, EnrolmentState, MarkingOutcome, MarkingRole, SubmissionState
from tests.make import MONDAY
from tests.make_assignments import (
    FRIDAY,
    listening_log,
    make_draft,
    make_handed_in,
    make_marking,
    make_ready,
    make_stored,
)
from tests.make_study import make_consents
from tests.people import Cast


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    return cast


def save(
    session: Session, course: Catalogue, cast: Cast, revision: int, **values: object
) -> SavedDraft:
    return save_draft(
        session,
        course.curriculum,
        course.assignments["z3"],
        values=values,
        revision=revision,
        by=cast.ana,
        at=MONDAY,
    )


def test_the_first_save_begins_a_draft_in_the_form_of_today(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    saved = save(session, course, ready, 0, leaders="R-07")
    assert saved.lost is None
    assert (saved.draft.number, saved.draft.state) == (1, SubmissionState.DRAFT)
    assert saved.draft.values == {"leaders": "R-07"}
    assert assignment_of(saved.draft) == course.assignments["z3"]


def test_the_same_again_changes_nothing(session: Session, ready: Cast, course: Catalogue) -> None:
    first = save(session, course, ready, 0, leaders="R-07").draft.revision
    again = save(session, course, ready, 0, leaders="R-07")  # the answer was lost on the way
    assert (again.lost, again.draft.revision) == (None, first)


def test_what_comes_on_top_of_something_older_is_kept_beside(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    revision = save(session, course, ready, 0, leaders="stara").draft.revision
    save(session, course, ready, revision, leaders="telefon")
    late = save(session, course, ready, revision, leaders="laptop")
    again = save(session, course, ready, revision, leaders="laptop")
    assert late.draft.values == {"leaders": "telefon"}
    assert late.lost is not None
    assert again.lost is late.lost
    assert [version.values for version in kept_versions(session, late.draft)] == [
        {"leaders": "laptop"}
    ]


def test_whoever_chooses_their_own_version_keeps_the_other_too(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    revision = save(session, course, ready, 0, leaders="telefon").draft.revision
    save(session, course, ready, revision - 1, leaders="laptop")
    chosen = save(session, course, ready, revision, leaders="laptop")
    assert chosen.draft.values == {"leaders": "laptop"}
    kept = [version.values["leaders"] for version in kept_versions(session, chosen.draft)]
    assert kept == ["telefon", "laptop"]
    save(session, course, ready, chosen.draft.revision, leaders="laptop dalej")
    assert len(kept_versions(session, chosen.draft)) == 2


def test_a_lost_version_can_be_taken_up_again(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    revision = save(session, course, ready, 0, leaders="telefon").draft.revision
    lost = save(session, course, ready, revision - 1, leaders="laptop")
    assert lost.lost is not None
    take_version(session, lost.draft, lost.lost, at=MONDAY)
    assert lost.draft.values == {"leaders": "laptop"}
    assert lost.draft.revision == revision + 1
    assert kept_versions(session, lost.draft)[0].values == {"leaders": "telefon"}
    other = DraftVersion(submission_id=0, revision=1, values={}, kept_at=MONDAY)
    with pytest.raises(Unreadable):
        take_version(session, lost.draft, other, at=MONDAY)


def test_two_who_begin_at_once_begin_one_draft(
    session: Session, ready: Cast, course: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_draft(session, course, ready.ana)
    monkeypatch.setattr("course.actions.assignments.newest_submission_held", lambda *_: None)
    with pytest.raises(StaleRevision):
        begin_draft(session, course.curriculum, course.assignments["z3"], by=ready.ana, at=MONDAY)


def test_nothing_begins_before_its_time(session: Session, cast: Cast, course: Catalogue) -> None:
    with pytest.raises(ConsentsMissing):
        make_draft(session, course, cast.ana)
    make_consents(session, cast.enrolment, cast.ana)
    make_draft(session, course, cast.ana, {"story": "Nasze podwórko"}, "z1")
    with pytest.raises(Locked):
        make_draft(session, course, cast.ana)
    with pytest.raises(NotFound):
        make_draft(session, course, cast.carla)


def test_after_the_end_nothing_is_added(session: Session, ready: Cast, course: Catalogue) -> None:
    draft = make_draft(session, course, ready.ana)
    handed_in = make_handed_in(session, course, ready.ana)
    ready.enrolment.state = EnrolmentState.ENDED
    ready.enrolment.ended_on = MONDAY.date()
    session.flush()
    with pytest.raises(ParticipationOver):
        save(session, course, ready, 1)
    with pytest.raises(ParticipationOver):
        withdraw_submission(session, handed_in, by=ready.ana, at=MONDAY)
    draft.state, draft.handed_in_at = SubmissionState.DRAFT, None
    with pytest.raises(ParticipationOver):
        hand_in_submission(session, draft, by=ready.ana, at=MONDAY)


def test_handing_in_names_everything_that_is_missing(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    values = listening_log(0)
    values["themes"][1] |= {"quote": ""}  # type: ignore[index]
    values["leaders"] = ""
    draft = make_draft(session, course, ready.ana, values)
    with pytest.raises(NotReady) as refused:
        hand_in_submission(session, draft, by=ready.ana, at=MONDAY)
    faults: Mapping[str, Fault] = refused.value.facts["faults"]  # type: ignore[assignment]
    assert list(faults) == ["conversations", "themes-1-quote", "leaders"]
    assert draft.state == SubmissionState.DRAFT


def test_handing_in_writes_down_what_was_handed_in(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_handed_in(session, course, ready.ana)
    assert (draft.state, draft.handed_in_at) == (SubmissionState.HANDED_IN, FRIDAY)
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.SUBMISSION_HANDED_IN))
    assert entry.facts == {"number": 1, "sha256": content_digest(draft)}
    with pytest.raises(NotADraft):
        hand_in_submission(session, draft, by=ready.ana, at=MONDAY)


@pytest.mark.parametrize("on_top", [True, False])
def test_what_is_typed_after_handing_in_is_kept_beside_the_work(
    session: Session, ready: Cast, course: Catalogue, *, on_top: bool
) -> None:
    work = make_handed_in(session, course, ready.ana)
    handed_in, revision = dict(work.values), work.revision if on_top else 0
    for _ in range(2):  # the answer was lost on the way
        saved = save(session, course, ready, revision, leaders="później")
        assert (saved.closed, saved.draft.values, saved.draft.saved_at) == (True, handed_in, FRIDAY)
    assert [one.values for one in kept_versions(session, work)] == [{"leaders": "później"}]
    again = save(session, course, ready, revision, **handed_in)
    assert (again.closed, again.lost) == (True, None)


def test_work_is_taken_back_until_a_trainer_writes(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    work = make_handed_in(session, course, ready.ana)
    withdraw_submission(session, work, by=ready.ana, at=MONDAY)
    assert (work.state, work.handed_in_at) == (SubmissionState.DRAFT, None)
    withdraw_submission(session, work, by=ready.ana, at=MONDAY)  # pressed twice
    hand_in_submission(session, work, by=ready.ana, at=MONDAY)
    save_marking_draft(
        session, work, levels={"c1": 2}, feedback="", revision=0, by=ready.ben, at=MONDAY
    )
    with pytest.raises(MarkingBegun):
        withdraw_submission(session, work, by=ready.ana, at=MONDAY)


@pytest.mark.parametrize(
    ("state", "awaited"),
    [
        (SubmissionState.IN_MARKING, MarkingRole.SECOND),
        (SubmissionState.SETTLED, None),
        (SubmissionState.RETURNED, None),
        (SubmissionState.MARKED, None),
    ],
)
def test_work_that_somebody_marked_is_not_taken_back(
    session: Session,
    ready: Cast,
    course: Catalogue,
    state: SubmissionState,
    awaited: MarkingRole | None,
) -> None:
    work = make_handed_in(session, course, ready.ana)
    work.state, work.next_marking = state, awaited
    session.flush()
    with pytest.raises(MarkingBegun):
        withdraw_submission(session, work, by=ready.ana, at=MONDAY)
    assert work.state == state


def test_after_a_return_the_next_draft_starts_from_what_was_handed_in(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_draft(session, course, ready.ana)
    add_file(session, draft, field="appendix", stored=make_stored(), at=FRIDAY)
    hand_in_submission(session, draft, by=ready.ana, at=FRIDAY)
    make_marking(session, draft, ready.ben)
    again = begin_draft(
        session, course.curriculum, course.assignments["z3"], by=ready.ana, at=MONDAY
    )
    assert (again.number, again.state) == (2, SubmissionState.DRAFT)
    assert again.values | {"conversations": draft.values["conversations"]} == draft.values
    assert again.version_digest == draft.version_digest
    assert [file.sha256 for file in files_of(again)] == [make_stored().sha256]
    assert again.revision > draft.revision  # a page of the first one left open cannot save here
    with pytest.raises(MarkingBegun):
        withdraw_submission(session, draft, by=ready.ana, at=MONDAY)


def test_a_save_begins_the_next_draft_too_but_not_from_an_old_page(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    work = make_handed_in(session, course, ready.ana)
    make_marking(session, work, ready.ben)
    old = save(session, course, ready, work.revision, leaders="stara strona")
    assert (old.closed, old.draft.number) == (True, 1)
    assert save(session, course, ready, 0, leaders="R-15").draft.number == 2


def test_an_assignment_is_handed_in_three_times_at_most(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    for _ in range(3):
        work = make_handed_in(session, course, ready.ana)
        make_marking(session, work, ready.ben)
    with pytest.raises(SubmissionsExhausted) as refused:
        make_draft(session, course, ready.ana)
    assert refused.value.facts == {"limit": 3}


def test_work_that_passed_is_not_begun_again(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    work = make_handed_in(session, course, ready.ana)
    make_marking(session, work, ready.ben, outcome=MarkingOutcome.PASS)
    with pytest.raises(NotADraft):
        begin_draft(session, course.curriculum, course.assignments["z3"], by=ready.ana, at=MONDAY)


def test_the_newest_work_is_found(session: Session, ready: Cast, course: Catalogue) -> None:
    assert newest_submission(session, ready.enrolment.id, "z3") is None
    draft = make_draft(session, course, ready.ana)
    assert newest_submission(session, ready.enrolment.id, "z3") is draft
    assert session.scalars(select(Submission)).all() == [draft]
