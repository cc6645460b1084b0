"""For everybody of the cast and every row: a list shows it exactly when a link to it opens."""

from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, literal, or_, select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.errors import NotFound
from course.models import (
    Agreement,
    Certificate,
    Cohort,
    Conflict,
    Decision,
    Enrolment,
    FieldEntry,
    LessonQuestion,
    Meeting,
    Observation,
    PaperTest,
    Person,
    QuizAttempt,
    Submission,
    SubmissionFile,
)
from course.models.base import Row
from course.permissions import Permission
from course.queries.allocation import cohort_to_allocate, submission_to_allocate
from course.queries.asking import (
    own_question,
    question_for,
    question_to_answer,
    questions_answered,
    questions_waiting,
)
from course.queries.assignments import file_for, own_submission, submission_for
from course.queries.certificates import (
    certificate_for,
    certificate_to_keep,
    certificates_of,
    decision_for,
    decisions_closed,
    decisions_waiting,
    enrolment_to_propose,
    own_certificate,
)
from course.queries.claims import claimants, claims_of, entry_to_decide
from course.queries.cohorts import (
    cohort_for,
    cohort_to_keep,
    cohorts_of,
    enrolment_for,
    enrolment_for_card,
    enrolment_to_keep,
)
from course.queries.conflicts import conflict_to_end, place_for_conflicts
from course.queries.counting import place_for
from course.queries.essays import attempt_to_mark
from course.queries.fieldwork import journal_page, own_entry
from course.queries.institutions import agreement_for, agreement_to_keep
from course.queries.marking import submission_to_mark
from course.queries.meetings import meeting_for, meetings_of
from course.queries.observations import observation_for, observation_to_keep, scan_for
from course.queries.paper_tests import paper_test_for
from course.queries.quiz_following import attempt_to_follow
from course.queries.quizzes import attempt_for
from course.queries.validation import enrolment_to_assess, enrolments_to_assess
from course.settings import Settings
from course.visibility import (
    agreements_kept_by,
    agreements_visible_to,
    attempts_kept_by,
    attempts_of,
    attempts_visible_to,
    certificates_kept_by,
    certificates_visible_to,
    cohorts_allocated_by,
    cohorts_kept_by,
    conflicts_kept_by,
    enrolments_followed_by,
    enrolments_given_cards_by,
    enrolments_reported_to,
    enrolments_with,
    enrolments_with_conflicts_kept_by,
    observations_kept_by,
    observations_visible_to,
    own_enrolments,
    paper_tests_kept_by,
    questions_answerable_by,
    questions_asked_by,
    submissions_allocatable_by,
    submissions_markable_by,
    submissions_marked_blind_by,
    submissions_visible_to,
    submissions_written_by,
    witnesses_visible_to,
)
from tests.make_scene import make_scene
from tests.people import Cast

Listing = Callable[[Session, Person], Iterable[int]]
Fetch = Callable[[Session, Person, int], object]


def rows_where(row: type[Row], condition: Callable[[Person], ColumnElement[bool]]) -> Listing:
    """What any list under a condition of `visibility` shows."""
    return lambda session, person: session.scalars(select(row.id).where(condition(person)))


def places_with(permission: Permission) -> Listing:
    return rows_where(Enrolment, lambda person: enrolments_with(person, permission))


def files(session: Session, person: Person) -> Iterable[int]:
    readable = or_(submissions_visible_to(person), submissions_marked_blind_by(person))
    return session.scalars(select(SubmissionFile.id).join(Submission).where(readable))


def own_practice(session: Session, person: Person) -> Iterable[int]:
    places = session.scalars(select(Enrolment).where(own_enrolments(person))).all()
    return [entry.id for place in places for entry in journal_page(session, place.id, 1).entries]


def claims_listed(session: Session, person: Person) -> Iterable[int]:
    people = [one.enrolment_id for one in claimants(session, person)]
    return [entry.id for found in claims_of(session, person, people).values() for entry in found]


def decisions(session: Session, person: Person) -> Iterable[int]:
    found = [*decisions_waiting(session, person), *decisions_closed(session, person)]
    return [decision.id for decision in found]


LISTED_AND_LINKED: dict[str, tuple[type[Row], Listing, Fetch]] = {
    "work": (Submission, rows_where(Submission, submissions_visible_to), submission_for),
    "own work": (Submission, rows_where(Submission, submissions_written_by), own_submission),
    "work to mark": (
        Submission,
        rows_where(Submission, submissions_markable_by),
        submission_to_mark,
    ),
    "work to allocate": (
        Submission,
        rows_where(Submission, submissions_allocatable_by),
        submission_to_allocate,
    ),
    "cohorts allocated": (Cohort, rows_where(Cohort, cohorts_allocated_by), cohort_to_allocate),
    "conflicts kept": (Conflict, rows_where(Conflict, conflicts_kept_by), conflict_to_end),
    "places with conflicts": (
        Enrolment,
        rows_where(Enrolment, enrolments_with_conflicts_kept_by),
        place_for_conflicts,
    ),
    "files": (SubmissionFile, files, file_for),
    "own attempts": (
        QuizAttempt,
        rows_where(QuizAttempt, lambda person: attempts_of(literal(person.id))),
        attempt_for,
    ),
    "attempts followed": (
        QuizAttempt,
        rows_where(QuizAttempt, attempts_visible_to),
        attempt_to_follow,
    ),
    "attempts to mark": (QuizAttempt, rows_where(QuizAttempt, attempts_kept_by), attempt_to_mark),
    "paper tests": (PaperTest, rows_where(PaperTest, paper_tests_kept_by), paper_test_for),
    "own practice": (FieldEntry, own_practice, own_entry),
    "practice to decide": (
        FieldEntry,
        claims_listed,
        entry_to_decide,
    ),
    "cohorts": (
        Cohort,
        lambda session, person: [row.cohort.id for row in cohorts_of(session, person)],
        cohort_for,
    ),
    "cohorts kept": (Cohort, rows_where(Cohort, cohorts_kept_by), cohort_to_keep),
    "meetings": (
        Meeting,
        lambda session, person: [meeting.id for meeting, _ in meetings_of(session, person)],
        meeting_for,
    ),
    "own questions": (
        LessonQuestion,
        rows_where(LessonQuestion, questions_asked_by),
        own_question,
    ),
    "questions to read": (
        LessonQuestion,
        rows_where(LessonQuestion, questions_answerable_by),
        question_for,
    ),
    "questions to answer": (
        LessonQuestion,
        lambda session, person: [
            one.id
            for find in (questions_waiting, questions_answered)
            for one in find(session, person, most=100)
        ],
        question_to_answer,
    ),
    "observations": (
        Observation,
        rows_where(Observation, observations_visible_to),
        observation_for,
    ),
    "observations kept": (
        Observation,
        rows_where(Observation, observations_kept_by),
        observation_to_keep,
    ),
    "scans of observations": (
        Observation,
        rows_where(Observation, witnesses_visible_to),
        scan_for,
    ),
    "places followed": (Enrolment, rows_where(Enrolment, enrolments_followed_by), enrolment_for),
    "places reported": (Enrolment, rows_where(Enrolment, enrolments_reported_to), place_for),
    "places kept": (Enrolment, places_with(Permission.KEEP_COHORTS), enrolment_to_keep),
    "places to propose": (
        Enrolment,
        places_with(Permission.PROPOSE_DECISIONS),
        enrolment_to_propose,
    ),
    "places given cards": (
        Enrolment,
        rows_where(Enrolment, enrolments_given_cards_by),
        enrolment_for_card,
    ),
    "places to assess": (
        Enrolment,
        lambda session, person: [row.enrolment.id for row in enrolments_to_assess(session, person)],
        enrolment_to_assess,
    ),
    "decisions": (Decision, decisions, decision_for),
    "certificates": (
        Certificate,
        rows_where(Certificate, certificates_visible_to),
        certificate_for,
    ),
    "certificates kept": (
        Certificate,
        rows_where(Certificate, certificates_kept_by),
        certificate_to_keep,
    ),
    "own certificates": (
        Certificate,
        lambda session, person: [one.id for one in certificates_of(session, person)],
        own_certificate,
    ),
    "agreements": (Agreement, rows_where(Agreement, agreements_visible_to), agreement_for),
    "agreements kept": (Agreement, rows_where(Agreement, agreements_kept_by), agreement_to_keep),
}


def test_a_list_shows_exactly_what_a_link_opens(
    session: Session, settings: Settings, course: Catalogue, cast: Cast
) -> None:
    scene = make_scene(session, settings, course, cast)
    for what, (row, listing, fetch) in LISTED_AND_LINKED.items():
        every = set(session.scalars(select(row.id)))
        assert len(every) > 1, what
        for name, person in scene.people.items():
            linked = {one for one in every if _opens(fetch, session, person, one)}
            assert set(listing(session, person)) == linked, (what, name)


def test_every_list_shows_something_to_somebody_and_nothing_to_who_runs_the_service(
    session: Session, settings: Settings, course: Catalogue, cast: Cast
) -> None:
    scene = make_scene(session, settings, course, cast)
    for what, (_, listing, _) in LISTED_AND_LINKED.items():
        assert any(set(listing(session, person)) for person in scene.people.values()), what
        assert not set(listing(session, cast.iga)), what


def _opens(fetch: Fetch, session: Session, person: Person, row_id: int) -> bool:
    try:
        fetch(session, person, row_id)
    except NotFound:
        return False
    return True
