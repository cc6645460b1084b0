"""Which rows may this person see or touch? One SQL condition for lists, single rows and files.

Seeing is not touching: a deed has its own condition, which joins the very grant that allows the
deed in the very programme of the row.
"""

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from course.models import (
    Agreement,
    Certificate,
    Cohort,
    CohortTrainer,
    Decision,
    Enrolment,
    FieldEntry,
    Meeting,
    PaperTest,
    Person,
    Programme,
    QuizAttempt,
    RoleGrant,
    Submission,
)
from course.permissions import Permission, roles_with
from course.terms import EnrolmentState, SubmissionState

Condition = ColumnElement[bool]


def _granted(person: Person, permission: Permission, programme_id: ColumnElement[int]) -> Condition:
    """The person holds an open grant with this permission in the programme of the row."""
    return exists(
        select(RoleGrant.id).where(
            RoleGrant.person_id == person.id,
            RoleGrant.programme_id == programme_id,
            RoleGrant.role.in_(roles_with(permission)),
            RoleGrant.ended_at.is_(None),
        )
    )


def programmes_with(person: Person, permission: Permission) -> Condition:
    """Programmes in which the person holds a permission."""
    return _granted(person, permission, Programme.id.expression)


def _teaches(person: Person, cohort_id: ColumnElement[int]) -> Condition:
    return exists(
        select(CohortTrainer.id).where(
            CohortTrainer.cohort_id == cohort_id,
            CohortTrainer.person_id == person.id,
            CohortTrainer.ended_on.is_(None),
        )
    )


def cohorts_taught_with(person: Person, permission: Permission) -> Condition:
    """Cohorts to which the person is appointed, in a programme where its role allows the deed."""
    return and_(
        _teaches(person, Cohort.id.expression),
        _granted(person, permission, Cohort.programme_id.expression),
    )


def cohorts_kept_by(person: Person) -> Condition:
    """Cohorts whose people and trainers the person may change."""
    return _granted(person, Permission.KEEP_COHORTS, Cohort.programme_id.expression)


def cohorts_visible_to(person: Person) -> Condition:
    """Trainers see the cohorts they teach; coordinators and auditors, their programmes'."""
    return or_(
        cohorts_taught_with(person, Permission.SEE_COHORTS),
        _granted(person, Permission.SEE_PROGRAMME, Cohort.programme_id.expression),
    )


def _in_cohort(cohort_condition: Condition) -> Condition:
    return exists(
        select(Cohort.id).where(Cohort.id == Enrolment.cohort_id, cohort_condition)
    ).correlate(Enrolment)


def _of_enrolment(enrolment_id: ColumnElement[int], condition: Condition) -> Condition:
    found = select(Enrolment.id).where(Enrolment.id == enrolment_id, condition)
    return exists(found.correlate_except(Enrolment))  # also where the query joins enrolments itself


def own_enrolments(person: Person) -> Condition:
    """Places that the person has or had in cohorts."""
    return enrolments_of(literal(person.id))


def enrolments_of(person_id: ColumnElement[int]) -> Condition:
    """The same for statements that are made once and told later whom they are about."""
    return and_(
        Enrolment.person_id == person_id,
        Enrolment.state.in_((EnrolmentState.ADMITTED, EnrolmentState.ENDED)),
    )


def attempts_of(person_id: ColumnElement[int]) -> Condition:
    """Goes at quizzes: nobody but their trainee opens them.

    It takes the id as an expression, for statements made once and told later whom they are about.
    """
    return _of_enrolment(QuizAttempt.enrolment_id.expression, Enrolment.person_id == person_id)


def attempts_kept_by(person: Person) -> Condition:
    """Goes at quizzes within the cohorts that the person teaches, but never one's own."""
    return _of_enrolment(
        QuizAttempt.enrolment_id.expression,
        enrolments_taught_by(person, Permission.KEEP_QUIZZES),
    )


def paper_tests_kept_by(person: Person) -> Condition:
    """Paper tests of the cohorts that the person teaches."""
    return exists(
        select(Cohort.id).where(
            Cohort.id == PaperTest.cohort_id, cohorts_taught_with(person, Permission.KEEP_QUIZZES)
        )
    ).correlate(PaperTest)


def attempts_visible_to(person: Person) -> Condition:
    """One's own; trainers see their cohorts', coordinators and auditors their programmes'."""
    return _of_enrolment(
        QuizAttempt.enrolment_id.expression,
        or_(Enrolment.person_id == person.id, enrolments_followed_by(person)),
    )


def enrolments_assessable_by(person: Person) -> Condition:
    """Ended places in programmes where the person is a validator, but never one's own place."""
    return and_(
        Enrolment.person_id != person.id,
        Enrolment.ended_on.is_not(None),
        Enrolment.state == EnrolmentState.ENDED,
        _in_cohort(_granted(person, Permission.ASSESS_TRAINEES, Cohort.programme_id.expression)),
    )


def enrolments_with(person: Person, permission: Permission) -> Condition:
    """Places in programmes where the person holds a permission, but never one's own place."""
    return and_(
        Enrolment.person_id != person.id,
        _in_cohort(_granted(person, permission, Cohort.programme_id.expression)),
    )


def enrolments_taught_by(person: Person, permission: Permission) -> Condition:
    """Places in the cohorts that the person teaches, but never one's own place."""
    return and_(
        Enrolment.person_id != person.id,
        _in_cohort(cohorts_taught_with(person, permission)),
    )


def enrolments_followed_by(person: Person) -> Condition:
    """Places of others: trainers follow their cohorts', coordinators and auditors all of them."""
    return or_(
        enrolments_taught_by(person, Permission.SEE_COHORTS),
        enrolments_with(person, Permission.SEE_PROGRAMME),
    )


def enrolments_given_cards_by(person: Person) -> Condition:
    """Places whose people get their cards from this person; never one's own place."""
    return or_(
        enrolments_taught_by(person, Permission.ISSUE_CARDS),
        enrolments_with(person, Permission.KEEP_COHORTS),
    )


def enrolments_given_time_by(person: Person) -> Condition:
    """Places whose extra time this person sets; never one's own place."""
    return or_(
        enrolments_taught_by(person, Permission.GIVE_EXTRA_TIME),
        enrolments_with(person, Permission.KEEP_COHORTS),
    )


def enrolments_reported_to(person: Person) -> Condition:
    """Places in programmes whose figures the person may see; a list of all shows one's own too."""
    return _in_cohort(_granted(person, Permission.SEE_PROGRAMME, Cohort.programme_id.expression))


def submissions_visible_to(person: Person) -> Condition:
    """Authors see their own; trainers, their cohorts'; coordinators and auditors, all.

    Validators see the work of people whom they may assess. A draft is seen by its author, and by
    the trainer who typed it in on the author's behalf.
    """
    own = _of_enrolment(Submission.enrolment_id.expression, Enrolment.person_id == person.id)
    others = _of_enrolment(
        Submission.enrolment_id.expression,
        or_(_in_cohort(cohorts_visible_to(person)), enrolments_assessable_by(person)),
    )
    return or_(
        own,
        Submission.entered_by_id == person.id,
        and_(Submission.state != SubmissionState.DRAFT, others),
    )


def submissions_written_by(person: Person) -> Condition:
    """One's own work, to change it, hand it in or take it back."""
    return _of_enrolment(Submission.enrolment_id.expression, own_enrolments(person))


def submissions_markable_by(person: Person) -> Condition:
    """Work handed in within the cohorts that the person teaches, but never one's own."""
    return and_(
        Submission.state != SubmissionState.DRAFT,
        _of_enrolment(
            Submission.enrolment_id.expression,
            enrolments_taught_by(person, Permission.MARK_SUBMISSIONS),
        ),
    )


def field_entries_decidable_by(person: Person) -> Condition:
    """Practice claimed within the cohorts that the person teaches, but never one's own."""
    return and_(
        FieldEntry.withdrawn_at.is_(None),
        _of_enrolment(
            FieldEntry.enrolment_id.expression,
            enrolments_taught_by(person, Permission.KEEP_FIELDWORK),
        ),
    )


def meetings_kept_by(person: Person) -> Condition:
    """Meetings of the cohorts that the person teaches."""
    return exists(
        select(Cohort.id).where(
            Cohort.id == Meeting.cohort_id, cohorts_taught_with(person, Permission.KEEP_FIELDWORK)
        )
    ).correlate(Meeting)


def agreements_visible_to(person: Person) -> Condition:
    """Agreements of programmes that the person may see."""
    return _granted(person, Permission.SEE_PROGRAMME, Agreement.programme_id.expression)


def agreements_kept_by(person: Person) -> Condition:
    """Agreements that the person may enter, change and verify."""
    return _granted(person, Permission.KEEP_AGREEMENTS, Agreement.programme_id.expression)


def decisions_approvable_by(person: Person) -> Condition:
    """Decisions of programmes where the person may be one of the two, but never about oneself."""
    return _of_enrolment(
        Decision.enrolment_id.expression, enrolments_with(person, Permission.APPROVE_DECISIONS)
    )


def certificates_visible_to(person: Person) -> Condition:
    """One's own; coordinators and auditors, their programmes'."""
    return or_(
        Certificate.person_id == person.id,
        _granted(person, Permission.SEE_PROGRAMME, Certificate.programme_id.expression),
    )


def certificates_kept_by(person: Person) -> Condition:
    """Certificates that the person may revoke or supersede, but never one's own."""
    return and_(
        Certificate.person_id != person.id,
        _granted(person, Permission.REVOKE_CERTIFICATES, Certificate.programme_id.expression),
    )
