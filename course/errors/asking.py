"""What can go wrong when a trainee asks and a trainer answers."""

from course.errors.kinds import RuleBroken


class QuestionSentBefore(RuleBroken):
    """Another text was sent from the same page already."""

    code = "question_sent_before"


class QuestionAnswered(RuleBroken):
    """A trainer has answered, so the question cannot be taken back."""

    code = "question_answered"


class QuestionWithdrawn(RuleBroken):
    """The trainee took the question back."""

    code = "question_withdrawn"


class WrittenMeanwhile(RuleBroken):
    """Somebody wrote in this question since the page was shown."""

    code = "written_meanwhile"


class NotAnsweredYet(RuleBroken):
    """Only an answered question can be shown to the cohort."""

    code = "not_answered_yet"
