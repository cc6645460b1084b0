"""Words of decisions, certificates and what is counted."""

from enum import StrEnum


class AssessmentOutcome(StrEnum):
    """What a validator concluded about a person at the end (stage III)."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"


class DecisionOutcome(StrEnum):
    """What two people decided (stage IV)."""

    AWARDED = "awarded"
    SUPPLEMENT = "supplement"
    NOT_AWARDED = "not_awarded"


class PanelSeat(StrEnum):
    """In what capacity somebody sits on a panel; a rule names which seats there must be."""

    TRAINER_OF_ANOTHER_COHORT = "trainer_of_another_cohort"
    PRACTISING_ORGANISER = "practising_organiser"
    INSTITUTION = "institution"


class AppealOutcome(StrEnum):
    """What somebody new decided about a decision that was appealed against."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class ExceptionKind(StrEnum):
    """Why something stands in a record that the service did not see happen."""

    PRIOR_LEARNING = "prior_learning"
    ADJUSTMENT = "adjustment"
    PAPER_RECORD = "paper_record"


class ExceptionState(StrEnum):
    """How far an exception has come: entered by one person, approved by another."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class SelfAssessmentMoment(StrEnum):
    """When a trainee judges their own competences."""

    ENTRY = "entry"
    MIDDLE = "middle"
    EXIT = "exit"


class CorrectionKind(StrEnum):
    """Why a certificate is to be followed by a newer one."""

    NAME = "name"
    RENEWAL = "renewal"


class CertificateState(StrEnum):
    """What a stranger is told about a certificate; derived, never stored."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Verdict(StrEnum):
    """What a file that somebody shows is worth; derived, never stored."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    CHANGED = "changed"
    NOT_OURS = "not_ours"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


class Indicator(StrEnum):
    """The figures promised to the funder."""

    QUALIFIED_ORGANISERS = "qualified_organisers"
    INSTITUTIONS = "institutions"


class SnapshotPurpose(StrEnum):
    """Why figures were frozen."""

    PAYMENT_CLAIM = "payment_claim"
    FINAL_REPORT = "final_report"
    CHECK = "check"
    CORRECTION = "correction"


class ListKind(StrEnum):
    """The lists that can be looked at, saved as a view and taken away as a file."""

    CERTIFICATION = "certification"
    REGISTER = "register"
    RECEIPT = "receipt"
    PROGRESS = "progress"
    GRADEBOOK = "gradebook"
    ATTENDANCE = "attendance"
    GAPS = "gaps"
    PARTICIPANTS = "participants"
    AGREEMENTS = "agreements"
    CLOSEOUT = "closeout"  # all of them in one archive


class CertificationState(StrEnum):
    """Where a person stands on the certification list."""

    COUNTED = "counted"
    CERTIFIED = "certified"
    TO_APPROVE = "to_approve"
    QUALIFIED = "qualified"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"
