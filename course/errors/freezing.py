"""What can go wrong when figures are frozen."""

from course.errors.kinds import RuleBroken


class ClaimFrozen(RuleBroken):
    """The figures of this payment claim are frozen already. Facts: `number`, of the newest."""

    code = "claim_frozen"


class FiguresDisagree(RuleBroken):
    """The kept tables and a recount from the evidence differ. Facts: `people`, how many."""

    code = "figures_disagree"
