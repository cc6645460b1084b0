"""What can go wrong when figures are frozen."""

from course.errors.kinds import RuleBroken


class FiguresDisagree(RuleBroken):
    """The kept tables and a recount from the evidence differ. Facts: `people`, how many."""

    code = "figures_disagree"
