"""The closed word lists of the service: values are stored, `sentences` says them."""

from enum import StrEnum


class AddressForm(StrEnum):
    """How a person wants to be spoken of: it bends titles such as Organizatorka Społeczna."""

    FEMININE = "feminine"
    MASCULINE = "masculine"
    NEUTRAL = "neutral"


class Role(StrEnum):
    """What a person is granted in one programme; administrators have none."""

    TRAINER = "trainer"
    VALIDATOR = "validator"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class LinkPurpose(StrEnum):
    """Why a one-time link was made."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    RESET = "reset"


class Door(StrEnum):
    """A place where somebody may guess a secret; each counts wrong guesses."""

    PASSWORD = "password"  # noqa: S105 -- the name of a door, not a secret
    CARD = "card"
    LINK = "link"


class EnrolmentState(StrEnum):
    """How far a person's place in a cohort has come."""

    APPLIED = "applied"
    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class ConsentKind(StrEnum):
    """What a trainee accepts; the first three are required before studying."""

    DECLARATION = "declaration"
    ETHICS_CODE = "ethics_code"
    DATA_NOTICE = "data_notice"
    SHOW_NAME = "show_name"


REQUIRED_CONSENTS = (
    ConsentKind.DECLARATION,
    ConsentKind.ETHICS_CODE,
    ConsentKind.DATA_NOTICE,
)


class ParticipantForm(StrEnum):
    """Where the funder's data about a participant are kept complete."""

    SL2014 = "sl2014"
    SM_EFS = "sm_efs"
    PAPER = "paper"


class InstitutionKind(StrEnum):
    """Kinds of partner bodies that the funder tells apart."""

    UM = "um"
    MOPS = "mops"
    OTHER_LOCAL_GOVERNMENT = "other_local_government"
    SOCIAL_ECONOMY = "social_economy"
    NGO = "ngo"
    OTHER = "other"


class AgreementState(StrEnum):
    """How far a cooperation agreement has come; derived from its dates, never stored."""

    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"
    VERIFIED = "verified"
    IN_FORCE = "in_force"
    ENDED = "ended"


class VersionKind(StrEnum):
    """What an authored version holds."""

    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    RULE = "rule"
    CONSENT = "consent"


class ResultCause(StrEnum):
    """Why a result of a quiz was added."""

    SUBMITTED = "submitted"
    TIME_OVER = "time_over"
    ESSAY_MARKED = "essay_marked"
    KEY_CORRECTED = "key_corrected"
    QUESTION_VOIDED = "question_voided"
    LATE_ACCEPTED = "late_accepted"


class SubmissionState(StrEnum):
    """Where a piece of practical work stands."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    MARKED = "marked"


class MarkingRole(StrEnum):
    """Which of several independent markings of a submission this is."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class MarkingOutcome(StrEnum):
    """What a trainer concluded."""

    PASS = "pass"  # noqa: S105 -- an outcome, not a secret
    REVISE = "revise"


class MeetingKind(StrEnum):
    """Kinds of taught days."""

    WORKSHOP = "workshop"
    SUPERVISION = "supervision"
    REVIEW = "review"


class FieldEntryKind(StrEnum):
    """Kinds of practice outside."""

    CONVERSATION = "conversation"
    ONE_TO_ONE = "one_to_one"
    GROUP_MEETING = "group_meeting"
    ACTION = "action"
    INSTITUTION_TALK = "institution_talk"
    OTHER = "other"


class FieldEntryState(StrEnum):
    """The fate of a claimed piece of practice."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class AssessmentOutcome(StrEnum):
    """What a validator concluded about a person at the end (stage III)."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"


class DecisionOutcome(StrEnum):
    """What two people decided (stage IV)."""

    AWARDED = "awarded"
    SUPPLEMENT = "supplement"
    NOT_AWARDED = "not_awarded"


class CertificateState(StrEnum):
    """What a stranger is told about a certificate; derived, never stored."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Indicator(StrEnum):
    """The figures promised to the funder."""

    QUALIFIED_ORGANISERS = "qualified_organisers"
    INSTITUTIONS = "institutions"


class CertificationState(StrEnum):
    """Where a person stands on the certification list."""

    COUNTED = "counted"
    CERTIFIED = "certified"
    TO_APPROVE = "to_approve"
    QUALIFIED = "qualified"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"


class LetterKind(StrEnum):
    """Why a letter is written; each kind has a subject and a body template."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- a kind of letter
    SIGN_IN_LINK = "sign_in_link"
    SUBMISSION_RETURNED = "submission_returned"
    SUBMISSION_MARKED = "submission_marked"
    CERTIFICATE_ISSUED = "certificate_issued"
    ESSAY_MARKED = "essay_marked"
    QUIZ_RESULT_CHANGED = "quiz_result_changed"


class Act(StrEnum):
    """An audited deed. `subject_kind` of the entry names the table."""

    AGREEMENT_ENDED = "agreement.ended"
    AGREEMENT_ENTERED = "agreement.entered"
    AGREEMENT_IN_FORCE = "agreement.in_force"
    AGREEMENT_SENT = "agreement.sent"
    AGREEMENT_SIGNED = "agreement.signed"
    AGREEMENT_VERIFIED = "agreement.verified"
    ASSESSMENT_RECORDED = "assessment.recorded"
    ATTEMPT_GRANTED = "attempt.granted"
    ATTENDANCE_RECORDED = "attendance.recorded"
    CARD_ISSUED = "card.issued"
    CERTIFICATE_ISSUED = "certificate.issued"
    CERTIFICATE_PAPER_MADE = "certificate.paper_made"
    CERTIFICATE_REVOKED = "certificate.revoked"
    CERTIFICATE_SUPERSEDED = "certificate.superseded"
    COHORT_CREATED = "cohort.created"
    COHORT_TRAINER_APPOINTED = "cohort.trainer_appointed"
    COHORT_TRAINER_RELEASED = "cohort.trainer_released"
    CONSENT_GIVEN = "consent.given"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    DECISION_APPROVED = "decision.approved"
    DECISION_PROPOSED = "decision.proposed"
    DECISION_WITHDRAWN = "decision.withdrawn"
    ENROLMENT_ENDED = "enrolment.ended"
    ENROLMENT_MADE = "enrolment.made"
    ENROLMENT_WITHDRAWN = "enrolment.withdrawn"
    ESSAY_MARKED = "essay.marked"
    EXTRA_TIME_GIVEN = "extra_time.given"
    FIELD_ENTRY_CLAIMED = "field_entry.claimed"
    FIELD_ENTRY_CONFIRMED = "field_entry.confirmed"
    FIELD_ENTRY_REFUSED = "field_entry.refused"
    FIELD_ENTRY_WITHDRAWN = "field_entry.withdrawn"
    INDICATOR_PROMISED = "indicator.promised"
    INSTITUTION_ENTERED = "institution.entered"
    LATE_ANSWER_ACCEPTED = "late_answer.accepted"
    LINK_MADE = "link.made"
    MEETING_PLANNED = "meeting.planned"
    PAPER_TEST_MADE = "paper_test.made"
    PARTICIPANT_RECORD_COMPLETED = "participant_record.completed"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 -- an act
    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    PERSON_DISABLED = "person.disabled"
    PERSON_ENABLED = "person.enabled"
    PERSON_SIGNED_IN = "person.signed_in"
    PROGRAMME_CREATED = "programme.created"
    QUESTION_VOIDED = "question.voided"
    QUIZ_REGRADED = "quiz.regraded"
    QUIZ_SUBMITTED = "quiz.submitted"
    REPORT_EXPORTED = "report.exported"
    REVIEW_DATE_SET = "review_date.set"
    ROLE_ENDED = "role.ended"
    ROLE_GRANTED = "role.granted"
    STANDARD_FROZEN = "standard.frozen"
    SUBMISSION_HANDED_IN = "submission.handed_in"
    SUBMISSION_MARKED = "submission.marked"
    SUBMISSION_WITHDRAWN = "submission.withdrawn"
