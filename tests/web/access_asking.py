"""Who may open the doors of questions about lessons, and of reminders."""

from tests.web.access_words import (
    BY_OWN_TRAINER,
    EVERYBODY,
    ONLY_ONES_OWN,
    SIGNED_IN,
    TRAINEES,
    TRAINERS,
    Of,
)

OF_QUESTIONS: dict[str, str | Of] = {
    "asking.answer": BY_OWN_TRAINER,
    "asking.ask": TRAINEES,
    "asking.hide": BY_OWN_TRAINER,
    "asking.keep": TRAINEES,
    "asking.more": ONLY_ONES_OWN,
    "asking.share": BY_OWN_TRAINER,
    "asking.show": TRAINEES,
    "asking.thread": BY_OWN_TRAINER,
    "asking.waiting": TRAINERS,
    "asking.withdraw": ONLY_ONES_OWN,
    "people.offer_reminders_off": EVERYBODY,
    "people.stop_reminders": EVERYBODY,
    "people.switch_reminders": SIGNED_IN,
}
