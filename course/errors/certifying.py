"""What can go wrong when people are assessed, certified and reported, and with agreements."""

from course.errors.kinds import RuleBroken


class NotQualified(RuleBroken):
    """The person does not meet the rule. Facts: `missing` codes."""

    code = "not_qualified"


class OwnTrainee(RuleBroken):
    """Who taught or marked a person may not assess them."""

    code = "own_trainee"


class SamePerson(RuleBroken):
    """Two different people are needed."""

    code = "same_person"


class AlreadyProposed(RuleBroken):
    """A decision about this person is waiting."""

    code = "already_proposed"


class AlreadyCertified(RuleBroken):
    """The person holds a valid certificate of this standard. Facts: `number`."""

    code = "already_certified"


class CertificateClosed(RuleBroken):
    """The certificate was revoked or superseded before."""

    code = "certificate_closed"


class CorrectionWaits(RuleBroken):
    """A newer certificate is proposed already and waits for a second person."""

    code = "correction_waits"


class CorrectionClosed(RuleBroken):
    """The correction was approved or withdrawn before."""

    code = "correction_closed"


class NothingToCorrect(RuleBroken):
    """The certificate bears this name already, or it holds for good."""

    code = "nothing_to_correct"


class RenewalNotOpen(RuleBroken):
    """It is too early to renew. Facts: `opens_on`, a day."""

    code = "renewal_not_open"


class TooManyMarks(RuleBroken):
    """As many marks as fit at the foot are there already. Facts: `limit`."""

    code = "too_many_marks"


class DecisionClosed(RuleBroken):
    """The decision was approved or withdrawn before."""

    code = "decision_closed"


class PapersUnavailable(RuleBroken):
    """PDFs cannot be made on this server: its text library (Pango) is missing."""

    code = "papers_unavailable"


class AgreementOrder(RuleBroken):
    """The agreement is not at the stage that this deed needs."""

    code = "agreement_order"


class AgreementNumberTaken(RuleBroken):
    """Another agreement has this number."""

    code = "agreement_number_taken"


class NipTaken(RuleBroken):
    """Another institution has this NIP."""

    code = "nip_taken"


class TooManyRows(RuleBroken):
    """The list is too long for this format. Facts: `rows`, `limit`."""

    code = "too_many_rows"
