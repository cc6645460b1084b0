"""Why somebody may not judge or decide about a person: each ground in words."""

from collections.abc import Mapping

from course.sentences.mark import N_

GROUND_TEXTS: Mapping[str, str] = {
    "is_person": N_("it is about this person"),
    "trained": N_("trained this person or marked their work"),
    "conflict": N_("has a conflict of interest with this person"),
    "assessed": N_("assessed this person"),
    "sat": N_("sat on this person’s panel"),
    "decided_appeal": N_("decided this person’s appeal"),
    "decided_before": N_("proposed or approved the decision appealed against"),
    "lodged": N_("lodged this appeal"),
    "teaches_nobody_else": N_("has not taught another cohort"),
    "not_granted": N_("is no validator here any more"),
}
