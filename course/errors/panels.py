"""What can go wrong when panels are called and judge, when people are refused, and at appeals."""

from course.errors.kinds import NotAllowed, RuleBroken


class NotSeparate(RuleBroken):
    """Who trained, marked or judged a person does not decide about them. Facts: `reasons`."""

    code = "not_separate"


class PanelNotAsked(RuleBroken):
    """The programme's rule asks for no panel."""

    code = "panel_not_asked"


class PanelJudges(RuleBroken):
    """The programme's rule lets a panel judge, so that nobody assesses alone."""

    code = "panel_judges"


class PanelStands(RuleBroken):
    """A panel about this person is called, or has said what it had to say."""

    code = "panel_stands"


class PanelOver(RuleBroken):
    """The panel was cancelled, or its record is entered."""

    code = "panel_over"


class SeatsWrong(RuleBroken):
    """The rule asks for other seats, for different people on them, and for one who chairs."""

    code = "seats_wrong"


class MayNotSit(RuleBroken):
    """Somebody may not sit on this panel. Facts: `name`, `reasons`."""

    code = "may_not_sit"


class ConflictNotDeclared(RuleBroken):
    """A member says first that no conflict of interest is known."""

    code = "conflict_not_declared"


class MarksEntered(RuleBroken):
    """The member handed in their marks before."""

    code = "marks_entered"


class MarksChanged(RuleBroken):
    """The member saved other marks meanwhile, from another page."""

    code = "marks_changed"


class MarksWaiting(RuleBroken):
    """Not every member has handed in their marks."""

    code = "marks_waiting"


class PanelNotHeld(RuleBroken):
    """The day of the panel has not come yet. Facts: `held_on`."""

    code = "panel_not_held"


class JudgedBefore(RuleBroken):
    """A member judged before the day to which the panel would be moved. Facts: `judged_on`."""

    code = "judged_before"


class NotTheChair(NotAllowed):
    """Only who chairs the panel enters its record."""

    code = "not_the_chair"


class OutcomeRefused(RuleBroken):
    """The outcome does not follow from the levels by the rubric."""

    code = "outcome_refused"


class NothingToRefuse(RuleBroken):
    """Nobody who assessed this person said that they do not pass."""

    code = "nothing_to_refuse"


class RefusedBefore(RuleBroken):
    """The same judgement led to a decision before. Facts: `number`."""

    code = "refused_before"


class NotAppealable(RuleBroken):
    """Only a decision that awards nothing can be appealed against."""

    code = "not_appealable"


class AppealTooLate(RuleBroken):
    """The time to appeal is over. Facts: `last_day`."""

    code = "appeal_too_late"


class AppealLodged(RuleBroken):
    """An appeal against this decision was lodged before."""

    code = "appeal_lodged"


class AppealClosed(RuleBroken):
    """The appeal was decided before."""

    code = "appeal_closed"
