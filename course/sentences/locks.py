"""The sentence for each reason why a part of the course is not open yet."""

from collections.abc import Mapping

from course.sentences.mark import N_

LOCK_TEXTS: Mapping[str, str] = {
    "consents_first": N_("Opens when you have accepted the declarations"),
    "quiz_first": N_("Opens when you have passed the quiz of module %(number)s"),
    "lessons_first": N_("Opens when you have read all lessons of module %(number)s"),
}
