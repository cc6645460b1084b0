"""What to do about a question and a quiz, and what the figures mean."""

from collections.abc import Mapping

from course.sentences.mark import N_

ADVICE_TEXTS: Mapping[str, str] = {
    "few_asked": N_(
        "Wait before you judge this question: %(needed)s people are needed, %(asked)s so far."
    ),
    "key_suspect": N_(
        "More people gave one wrong answer (%(wrong)s) than a right one (%(right)s):"
        " check the key and the wording."
    ),
    "negative_discrimination": N_(
        "People who do well in the rest of the quiz do worse here:"
        " check the key, and whether the wording misleads."
    ),
    "too_hard": N_(
        "People earn less than half of the points here:"
        " explain it better in the lesson or ask more simply."
    ),
    "too_easy": N_(
        "Almost everybody is right here: keep it if all must know this, otherwise ask for more."
    ),
    "dead_choice": N_(
        "Wrong answers that nobody of %(asked)s took: %(unused)s."
        " Make them more likely or leave them out."
    ),
    "looks_well": N_("Nothing to change for now."),
}

RELIABILITY_TEXTS: Mapping[str, str] = {
    "reliability_few": N_(
        "Reliability is not told yet: %(needed)s people are needed, %(sittings)s so far."
    ),
    "reliability_varies": N_(
        "Reliability is not told: not everybody was asked the same questions,"
        " because they are drawn or were changed meanwhile."
    ),
    "reliability_waits": N_("Reliability is not told yet: written answers wait for their marks."),
    "reliability_flat": N_(
        "Reliability cannot be told: there is one question only, or everybody has the same score."
    ),
    "reliability_kr20": N_(
        "Reliability (KR-20): %(value)s. A score is typically off by %(error)s percentage points."
    ),
    "reliability_alpha": N_(
        "Reliability (Cronbach’s alpha): %(value)s."
        " A score is typically off by %(error)s percentage points."
    ),
}

# figure → its definition, for the page that shows it
FIGURE_TEXTS: Mapping[str, str] = {
    "facility": N_(
        "Facility: how many of a question’s points people earn on average, in percent."
        " 100% means that everybody was right. In brackets is the range in which it would"
        " probably lie if many more people were asked."
    ),
    "discrimination": N_(
        "Discrimination: whether people who do well in the rest of the quiz do better in this"
        " question too, from −1 to 1. About 0.2 and more is good; below 0 something misleads."
    ),
    "distractors": N_(
        "Who chose what: answers of the strongest, the middle and the weakest,"
        " by their score on the other questions. A good wrong answer attracts the weakest most."
    ),
    "reliability": N_(
        "Reliability: how closely the score would agree with that of another quiz of the same"
        " kind; 1 is fully. From about 0.75 it is good enough to tell people apart."
    ),
    "measurement_error": N_(
        "Error of measurement: how far a score typically lies from what the person really knows,"
        " in percentage points."
    ),
    "small_group": N_(
        "With fewer than %(needed)s people such figures would mostly be chance,"
        " so you see counts and one piece of advice."
    ),
}
