"""Words of people, programmes and what they study."""

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
    LEAD_PARTNER = "lead_partner"
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
    VERIFICATION = "verification"  # the code of a certificate
    SURNAME = "surname"  # of its holder


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


class RecordSource(StrEnum):
    """Where the funder's data about a participant come from."""

    PERSON = "person"  # filled in by themselves
    PAPER = "paper"  # typed in from a signed form
    KEPT_OUTSIDE = "kept_outside"  # only said to be complete, before 0005


class ReadingReason(StrEnum):
    """Why sealed data about a participant were opened. Kept in the audit trail."""

    OWN_PAGE = "own_page"
    LOOK = "look"
    PESEL = "pesel"
    CORRECTION = "correction"
    SAVING = "saving"
    LIST = "list"


class Sex(StrEnum):
    """As the funder's forms ask for it; it follows from the PESEL."""

    WOMAN = "woman"
    MAN = "man"


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


class AgreementSide(StrEnum):
    """Who signs an agreement: the partner body, and whoever runs the programme."""

    INSTITUTION = "institution"
    BENEFICIARY = "beneficiary"


class AgreementCheck(StrEnum):
    """What the second person looks at before an agreement is verified."""

    SIGNATURES = "signatures"
    POWER = "power"
    DATES = "dates"
    SUBJECT = "subject"
    TRUE_COPY = "true_copy"


class AdoptionKind(StrEnum):
    """What shows that an institution uses the model, apart from having signed for it."""

    RESOLUTION = "resolution"
    APPOINTMENT = "appointment"
    REPORT = "report"


class VersionKind(StrEnum):
    """What an authored version holds."""

    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    RULE = "rule"
    CONSENT = "consent"
    JOURNAL = "journal"
    PARTICIPANT_FORM = "participant_form"


class ResultCause(StrEnum):
    """Why a result of a quiz was added."""

    SUBMITTED = "submitted"
    TIME_OVER = "time_over"
    ESSAY_MARKED = "essay_marked"
    KEY_CORRECTED = "key_corrected"
    QUESTION_VOIDED = "question_voided"
    LATE_ACCEPTED = "late_accepted"
