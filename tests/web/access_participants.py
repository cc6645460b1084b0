"""Who may open the doors of participants' data: never trainers, validators, or panels."""

from tests.web.access_words import BY_COORDINATORS, BY_OVERSEERS, COORDINATORS, ONLY_ONES_OWN, Of

OF_PARTICIPANTS: dict[str, str | Of] = {
    **dict.fromkeys(("participants.own", "participants.keep_own"), ONLY_ONES_OWN),
    **dict.fromkeys(("participants.show", "participants.reveal"), BY_OVERSEERS),
    **dict.fromkeys(("participants.record", "participants.keep"), BY_COORDINATORS),
    **dict.fromkeys(("participants.correct", "participants.keep_consents"), BY_COORDINATORS),
    **dict.fromkeys(("participants.programme", "participants.choose"), COORDINATORS),
}
