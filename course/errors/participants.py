"""What can go wrong with the funder's data about participants."""

from course.errors.kinds import RuleBroken


class FormNotChosen(RuleBroken):
    """The programme has not chosen what its funder asks of participants."""

    code = "form_not_chosen"


class RecordChanged(RuleBroken):
    """Somebody else saved these data meanwhile. Facts: `by`, `at`."""

    code = "record_changed"


class SealBroken(RuleBroken):
    """Sealed data cannot be opened: their key is missing, or they were changed from outside."""

    code = "seal_broken"
