"""The sentence for each line of the checklist, and for each condition of being counted."""

from collections.abc import Mapping

from course.sentences.mark import N_

REQUIREMENT_TEXTS: Mapping[str, str] = {
    "admitted": N_("Admitted to the cohort"),
    "not_admitted": N_("Not admitted to the cohort"),
    "consent_given": N_("Accepted: %(consent)s"),
    "consent_missing": N_("Not accepted yet: %(consent)s"),
    "quiz_passed": N_("Quiz “%(quiz)s”: %(have)s%%, %(needed)s%% needed"),
    "quiz_below": N_("Quiz “%(quiz)s”: %(have)s%% so far, %(needed)s%% needed"),
    "quiz_not_taken": N_("Quiz “%(quiz)s”: not taken yet"),
    "assignment_passed": N_("Assignment “%(assignment)s”: passed"),
    "assignment_waiting": N_("Assignment “%(assignment)s”: waits for marking"),
    "assignment_not_passed": N_("Assignment “%(assignment)s”: not passed yet"),
    "field_minutes_reached": N_("Field practice: %(have)s confirmed, %(needed)s needed"),
    "field_minutes_short": N_(
        "Field practice: %(have)s of %(needed)s confirmed, %(claimed)s wait for confirmation"
    ),
    "conversations_reached": N_("Conversations: %(have)s, at least %(needed)s needed"),
    "conversations_short": N_("Conversations: %(have)s of %(needed)s"),
    "one_to_ones_reached": N_("Arranged one-to-ones: %(have)s, at least %(needed)s needed"),
    "one_to_ones_short": N_("Arranged one-to-ones: %(have)s of %(needed)s"),
    "seldom_heard_reached": N_("Seldom-heard people: %(have)s, at least %(needed)s needed"),
    "seldom_heard_short": N_("Seldom-heard people: %(have)s of %(needed)s"),
    "channels_reached": N_("Channels of conversations: %(have)s, at least %(needed)s needed"),
    "channels_short": N_("Channels of conversations: %(have)s of %(needed)s"),
    "group_meetings_reached": N_("Group meetings: %(have)s, at least %(needed)s needed"),
    "group_meetings_short": N_("Group meetings: %(have)s of %(needed)s"),
    "actions_reached": N_("Joint actions: %(have)s, at least %(needed)s needed"),
    "actions_short": N_("Joint actions: %(have)s of %(needed)s"),
    "institution_talks_reached": N_(
        "Talks with institutions: %(have)s, at least %(needed)s needed"
    ),
    "institution_talks_short": N_("Talks with institutions: %(have)s of %(needed)s"),
    "observations_reached": N_(
        "Observations and witness statements: %(have)s, at least %(needed)s needed"
    ),
    "observations_short": N_("Observations and witness statements: %(have)s of %(needed)s"),
    "workshop_minutes_reached": N_("Workshops: %(have)s, %(needed)s needed"),
    "workshop_minutes_short": N_("Workshops: %(have)s of %(needed)s so far"),
    "workshops_reached": N_("Workshops attended: %(have)s, at least %(needed)s needed"),
    "workshops_short": N_("Workshops attended: %(have)s of %(needed)s"),
    "workshop_attended": N_("Workshop %(workshop)s: attended"),
    "workshop_missed": N_("Workshop %(workshop)s: not attended yet"),
    "review_talks_reached": N_("Mid-course review talk: held"),
    "review_talks_short": N_("Mid-course review talk: not held yet"),
    "supervisions_reached": N_("Group supervisions: %(have)s, at least %(needed)s needed"),
    "supervisions_short": N_("Group supervisions: %(have)s of %(needed)s"),
    "journal_entries_reached": N_(
        "Journal entries besides conversations: %(have)s, at least %(needed)s needed"
    ),
    "journal_entries_short": N_("Journal entries besides conversations: %(have)s of %(needed)s"),
    "self_assessments_reached": N_("Self-assessments: %(have)s, at least %(needed)s needed"),
    "self_assessments_short": N_("Self-assessments: %(have)s of %(needed)s"),
    "second_marking_made": N_("Assignment “%(assignment)s”: confirmed by a second marker"),
    "second_marking_missing": N_("Assignment “%(assignment)s”: needs a second marker as well"),
    "competence_confirmed": N_("Competence %(competence)s: confirmed"),
    "competence_open": N_("Competence %(competence)s: %(have)s of %(needed)s assignments passed"),
    "panel_passed": N_("Panel of %(members)s: competences confirmed"),
    "panel_passed_by_appeal": N_("Panel of %(members)s: passed, the appeal was upheld"),
    "panel_supplement": N_("Panel of %(members)s: something is to be supplemented"),
    "panel_not_passed": N_("Panel of %(members)s: competences not confirmed"),
    "panel_waiting": N_("Panel of %(members)s: not held yet"),
    "assessment_passed": N_("Validator’s assessment: competences confirmed"),
    "assessment_passed_by_appeal": N_("Validator’s assessment: passed, the appeal was upheld"),
    "assessment_not_passed": N_("Validator’s assessment: competences not confirmed"),
    "assessment_waiting": N_("Validator’s assessment: not held yet"),
}

# in place of "field_minutes_short" while nothing waits for confirmation
NOTHING_WAITS = N_("Field practice: %(have)s of %(needed)s confirmed so far")

# condition code → (when it is met, when it is not)
CONDITION_TEXTS: Mapping[str, tuple[str, str]] = {
    "certificate_issued": (
        N_("The certificate was issued on %(issued_on)s"),
        N_("There is no certificate issued by %(as_of)s"),
    ),
    "not_revoked": (
        N_("The certificate stands"),
        N_("The certificate was revoked on %(revoked_on)s"),
    ),
    "participant_record": (
        N_("The participant’s data are complete"),
        N_("The participant’s data are not complete"),
    ),
    "standard_before_training": (
        N_("The standard was frozen on %(standard_frozen_on)s, before the first training day"),
        N_("The standard was not frozen before the first training day"),
    ),
    "assessed_after_end": (
        N_("Assessed on %(assessed_on)s, after participation had ended"),
        N_("Not assessed after the end of participation"),
    ),
    "assessor_not_trainer": (
        N_("Assessed by somebody who did not teach this person"),
        N_("Assessed by this person’s own trainer"),
    ),
    "within_28_days": (
        N_("Decided on %(decided_on)s, within 28 days of the end of participation"),
        N_("Not decided within 28 days of the end of participation"),
    ),
    "once": (
        N_("Counted once only"),
        N_("Counted already through another certificate"),
    ),
    "institution_signed": (
        N_("The institution signed on %(signed_on)s"),
        N_("The institution has not signed"),
    ),
    "beneficiary_signed": (
        N_("We signed on %(signed_on)s"),
        N_("We have not signed"),
    ),
    "power_to_sign": (
        N_("Those who signed had the right to sign"),
        N_("By what right they signed is not written down"),
    ),
    "agreement_kept": (
        N_("The signed agreement is kept as a file"),
        N_("There is no file of the signed agreement"),
    ),
    "agreement_verified": (
        N_("Verified on %(verified_on)s by a second person"),
        N_("No second person has verified it"),
    ),
    "agreement_in_force": (
        N_("In force from %(in_force_on)s"),
        N_("Not in force on %(as_of)s"),
    ),
    "agreement_not_ended": (
        N_("The agreement holds"),
        N_("The agreement ended on %(ended_on)s"),
    ),
    "agreement_within_programme": (
        N_("Its days are within the programme"),
        N_("Signed or brought into force outside the programme (%(starts_on)s – %(ends_on)s)"),
    ),
    "institution_nip": (
        N_("The NIP of the institution is right"),
        N_("The NIP of the institution is not right"),
    ),
    "institution_kind": (
        N_("The kind of the institution is known"),
        N_("The kind of the institution is not known"),
    ),
    "institution_teryt": (
        N_("The TERYT code of the institution is right"),
        N_("The TERYT code of the institution is not right"),
    ),
    "institution_once": (
        N_("The institution counts once"),
        N_("The institution counts through agreement %(number)s"),
    ),
}
