"""What an exception is about, in words."""

from collections.abc import Mapping

from assessments.exceptions import Adjustment
from course.sentences.mark import N_

EXCEPTED_TEXTS: Mapping[str, str] = {
    Adjustment.LONGER_TIME: N_("longer time"),
    Adjustment.SPOKEN: N_("spoken instead of written"),
    Adjustment.PAPER_FORM: N_("form filled in on paper"),
    Adjustment.INTERPRETER: N_("interpreter, sign language too"),
    "field_minutes": N_("field practice"),
    "conversations": N_("conversations"),
    "one_to_ones": N_("arranged one-to-ones"),
    "seldom_heard": N_("conversations with seldom-heard people"),
    "group_meetings": N_("group meetings with at least 5 residents"),
    "actions": N_("joint actions"),
    "institution_talks": N_("talks with institutions"),
    "observations": N_("observations and witness statements"),
    "review_talks": N_("mid-course review talk"),
    "supervisions": N_("group supervisions"),
    "journal_entries": N_("journal entries besides conversations"),
    "self_assessments": N_("self-assessments"),
}

# put after a line of the checklist that stands as it does because of an exception
BY_PRIOR_LEARNING = N_("%(line)s (prior learning was recognised)")
BY_PAPER = N_("%(line)s (with what was kept on paper)")
