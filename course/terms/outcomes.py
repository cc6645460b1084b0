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
