"""May this person do this? One table of roles and what each may do."""

from collections.abc import Iterable
from enum import StrEnum

from course.models import Person, RoleGrant
from course.terms import Role


class Permission(StrEnum):
    """What can be allowed, as verb and object. Keep the list alphabetical."""

    ANSWER_QUESTIONS = "answer_questions"
    APPROVE_DECISIONS = "approve_decisions"
    APPROVE_EXCEPTIONS = "approve_exceptions"
    ASSESS_TRAINEES = "assess_trainees"
    CALL_PANELS = "call_panels"
    DECIDE_APPEALS = "decide_appeals"
    ENTER_EXCEPTIONS = "enter_exceptions"
    EXPORT_LISTS = "export_lists"
    GIVE_EXTRA_TIME = "give_extra_time"
    ISSUE_CARDS = "issue_cards"
    KEEP_AGREEMENTS = "keep_agreements"
    KEEP_COHORTS = "keep_cohorts"
    KEEP_FIELDWORK = "keep_fieldwork"
    KEEP_PARTICIPANTS = "keep_participants"
    KEEP_PROGRAMME = "keep_programme"
    KEEP_QUIZZES = "keep_quizzes"
    MARK_SUBMISSIONS = "mark_submissions"
    PLAN_ASSIGNMENTS = "plan_assignments"
    PROPOSE_DECISIONS = "propose_decisions"
    READ_AUDIT = "read_audit"
    READ_COURSE = "read_course"
    READ_PARTICIPANTS = "read_participants"
    READ_TRAINER_GUIDES = "read_trainer_guides"
    REVOKE_CERTIFICATES = "revoke_certificates"
    SEE_COHORTS = "see_cohorts"
    SEE_PROGRAMME = "see_programme"
    SEE_TOTALS = "see_totals"
    TAKE_SNAPSHOTS = "take_snapshots"


GRANTS: dict[Role, frozenset[Permission]] = {
    # Teaches and marks in the cohorts to which it is appointed; sees no figures of the programme.
    Role.TRAINER: frozenset(
        {
            Permission.ANSWER_QUESTIONS,
            Permission.ENTER_EXCEPTIONS,
            Permission.GIVE_EXTRA_TIME,
            Permission.ISSUE_CARDS,
            Permission.KEEP_FIELDWORK,
            Permission.KEEP_QUIZZES,
            Permission.MARK_SUBMISSIONS,
            Permission.PLAN_ASSIGNMENTS,
            Permission.READ_COURSE,
            Permission.READ_TRAINER_GUIDES,
            Permission.SEE_COHORTS,
        }
    ),
    # Judges at the end people whom it did not teach, and may be the second person of a decision.
    Role.VALIDATOR: frozenset(
        {
            Permission.APPROVE_DECISIONS,
            Permission.ASSESS_TRAINEES,
            Permission.DECIDE_APPEALS,
            Permission.READ_COURSE,
        }
    ),
    # Runs the programme; never marks.
    Role.COORDINATOR: frozenset(
        {
            Permission.APPROVE_DECISIONS,
            Permission.CALL_PANELS,
            Permission.DECIDE_APPEALS,
            Permission.APPROVE_EXCEPTIONS,
            Permission.ENTER_EXCEPTIONS,
            Permission.EXPORT_LISTS,
            Permission.GIVE_EXTRA_TIME,
            Permission.ISSUE_CARDS,
            Permission.KEEP_AGREEMENTS,
            Permission.KEEP_COHORTS,
            Permission.KEEP_PARTICIPANTS,
            Permission.KEEP_PROGRAMME,
            Permission.PLAN_ASSIGNMENTS,
            Permission.PROPOSE_DECISIONS,
            Permission.READ_COURSE,
            Permission.READ_PARTICIPANTS,
            Permission.REVOKE_CERTIFICATES,
            Permission.SEE_COHORTS,
            Permission.SEE_PROGRAMME,
            Permission.SEE_TOTALS,
            Permission.TAKE_SNAPSHOTS,
        }
    ),
    # Reads everything of the programme, changes nothing.
    Role.AUDITOR: frozenset(
        {
            Permission.EXPORT_LISTS,
            Permission.READ_AUDIT,
            Permission.READ_COURSE,
            Permission.READ_PARTICIPANTS,
            Permission.SEE_COHORTS,
            Permission.SEE_PROGRAMME,
            Permission.SEE_TOTALS,
        }
    ),
    # Answers for the whole project: sees its totals, and nobody's name.
    Role.LEAD_PARTNER: frozenset({Permission.SEE_TOTALS}),
    # Runs the service and sees no work.
    Role.ADMINISTRATOR: frozenset(),
}


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that give a permission."""
    return frozenset(role for role, given in GRANTS.items() if permission in given)


def open_grants(person: Person) -> Iterable[RoleGrant]:
    """The grants of a person that have not ended. The person's grants must be loaded."""
    return (grant for grant in person.grants if grant.ended_at is None)


def may(person: Person, permission: Permission, *, programme_id: int) -> bool:
    """Whether a person has a permission in one programme."""
    return any(
        grant.programme_id == programme_id and permission in GRANTS[grant.role]
        for grant in open_grants(person)
    )


def may_anywhere(person: Person, permission: Permission) -> bool:
    """Whether the door opens at all; which rows lie behind it is told by `visibility`."""
    return any(permission in GRANTS[grant.role] for grant in open_grants(person))
