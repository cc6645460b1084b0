"""Until when a decision can be appealed against: the curriculum, section 4.3, rule 9."""

from datetime import date, timedelta

DAYS_TO_APPEAL = 14
"""Days after the decision, each as the calendar of the programme has it; the last one counts."""


def last_day_to_appeal(decided_on: date) -> date:
    """The last day on which an appeal is in time; the day of the decision is day 0."""
    return decided_on + timedelta(days=DAYS_TO_APPEAL)
