"""Who may open the doors of records: exceptions, self-assessments, evidence, the four stages."""

from tests.web.access_words import (
    BY_ASSESSORS,
    BY_CARD_GIVERS,
    BY_FOLLOWERS,
    COORDINATORS,
    OWN_OR_BY_ASSESSORS,
    OWN_OR_BY_OVERSEERS,
    TRAINEES,
    Of,
)

OF_RECORDS: dict[str, str | Of] = {
    **dict.fromkeys(("records.card", "records.card_pdf"), OWN_OR_BY_OVERSEERS),
    "records.card:of an ended place": OWN_OR_BY_ASSESSORS,
    "records.decide_exception": Of("cyryl", "", "cyryl"),  # never who entered it
    **dict.fromkeys(("records.enter", "records.new_exception"), BY_CARD_GIVERS),
    **dict.fromkeys(("records.evidence", "records.exceptions"), BY_FOLLOWERS),
    "records.evidence:of an ended place": BY_ASSESSORS,
    "records.exceptions:of an ended place": BY_ASSESSORS,
    **dict.fromkeys(("records.keep", "records.mine"), TRAINEES),
    **dict.fromkeys(("records.self_assessment", "records.self_assessments"), TRAINEES),
    "records.waiting_exceptions": COORDINATORS,
    "records.withdraw": Of("carla", "mira", "carla"),
}
