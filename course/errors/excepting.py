"""What can go wrong with exceptions and self-assessments."""

from course.errors.kinds import RuleBroken


class AlreadyExcepted(RuleBroken):
    """Prior learning stands, or waits, for this assignment already."""

    code = "already_excepted"


class ExceptionClosed(RuleBroken):
    """The exception was approved, refused or withdrawn before."""

    code = "exception_closed"


class PriorLearningFull(RuleBroken):
    """The rule lets prior learning stand for no more assignments. Facts: `limit`."""

    code = "prior_learning_full"


class SelfAssessmentEarly(RuleBroken):
    """This moment has not come yet."""

    code = "self_assessment_early"


class SelfAssessmentKept(RuleBroken):
    """The self-assessment of this moment was sent before, and stays."""

    code = "self_assessment_kept"
