"""What can go wrong with partner bodies, their agreements and the proofs of use."""

from course.errors.kinds import RuleBroken


class ChangedMeanwhile(RuleBroken):
    """Somebody changed what the page showed, so the deed would be about something unseen."""

    code = "changed_meanwhile"


class AgreementIncomplete(RuleBroken):
    """Nothing is verified before it is whole. Facts: `missing` codes."""

    code = "agreement_incomplete"


class ProofClosed(RuleBroken):
    """The proof of use was verified or withdrawn meanwhile."""

    code = "proof_closed"


class InstitutionArchived(RuleBroken):
    """Nothing new is agreed with an institution in the archive."""

    code = "institution_archived"
