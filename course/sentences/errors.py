"""The sentence for each domain error."""

from collections.abc import Mapping

from course.sentences.mark import N_

ERROR_TEXTS: Mapping[str, str] = {
    "domain_error": N_("This cannot be done."),
    "not_found": N_("There is no such page, or it is not for you."),
    "not_allowed": N_("You may not do this here."),
    "other_person": N_(
        "This was written by another person who used this device. Nothing was saved."
        " Sign in as that person to send it."
    ),
    "rule_broken": N_("The rules do not allow this now."),
    "unreadable": N_("We could not understand what was sent."),
    "wrong_secret": N_("These do not belong together. Tries left: %(left)s."),
    "locked_out": N_("Too many wrong tries. Come back on %(until)s."),
    "too_many_guesses": N_("There were too many wrong tries. Try again after %(until)s."),
    "link_spent": N_("This link was used already or is too old. Ask for a new one."),
    "email_taken": N_("Another person already uses this e-mail address."),
    "password_too_weak": N_(
        "Choose at least 10 characters: not a common password, not your name or e-mail address."
    ),
    "email_missing": N_("This person has no e-mail address, and it is needed for this."),
    "card_for_staff": N_("Who works in a programme signs in by e-mail. A card is for trainees."),
    "card_elsewhere": N_("Who studies in several programmes signs in by e-mail, without a card."),
    "own_role": N_("Nobody can give a role to themselves."),
    "already_granted": N_("This person has the role here already."),
    "already_enrolled": N_("This person is in the cohort already."),
    "programme_code_taken": N_("Another programme has this code."),
    "cohort_code_taken": N_("Another cohort has this code."),
    "day_in_future": N_("This day has not come yet."),
    "dates_reversed": N_("The end lies before the start."),
    "form_not_chosen": N_("This programme has not chosen yet what its funder asks of people."),
    "record_changed": N_(
        "%(by)s saved these data meanwhile, on %(at)s. What you typed stands below and is not"
        " saved yet. Look it over and save it again."
    ),
    "seal_broken": N_(
        "These data cannot be opened here: their key is missing, or they were changed from"
        " outside. Tell whoever runs this service."
    ),
    "claim_frozen": N_(
        "The figures of this claim are frozen already, as number %(number)s. What is otherwise now"
        " is frozen as a correction of them."
    ),
    "figures_disagree": N_(
        "The kept list and a count from the evidence differ about %(people)s people. Nothing was"
        " frozen; the administrator has to make the list anew first."
    ),
    "standard_not_frozen": N_("The rules of this programme are not frozen yet."),
    "standard_frozen": N_("The rules of this programme are frozen already."),
    "consents_missing": N_("First read and accept the declarations."),
    "participation_over": N_("Your participation has ended, so nothing more can be added."),
    "locked": N_("This opens later. Something has to be done first."),
    "attempt_paused": N_("After a failed attempt take a break. The quiz opens again on %(until)s."),
    "attempts_exhausted": N_("All %(limit)s attempts are used. Your trainer can grant another."),
    "answer_final": N_("You have seen the right answer, so this one cannot be changed any more."),
    "nothing_to_check": N_("First give an answer, then check it."),
    "attempt_open": N_("An attempt at this quiz is still open. It has to end first."),
    "sheet_entered": N_(
        "The answers of this person to test on paper no. %(number)s were typed in already."
    ),
    "day_before_start": N_("This person’s participation began only on %(started_on)s."),
    "nothing_to_mark": N_(
        "There is nothing to mark here: the answer is blank, or the question was voided."
    ),
    "attempt_over": N_("This attempt is over. Your answers stand."),
    "grant_not_needed": N_("This person can try again now, so no further attempt is needed."),
    "nothing_left": N_(
        "Without this question nothing would be left to count, in the quiz or in somebody’s"
        " attempt. Grant a further attempt instead."
    ),
    "preview_changed": N_("Something changed meanwhile. Look once more at what would be done."),
    "stale_revision": N_("Something newer was saved from another window. Both versions are kept."),
    "note_too_long": N_(
        "This text has %(found)s characters, and at most %(at_most)s are kept. Shorten it a little."
    ),
    "blank_answer": N_("This is blank now. Your earlier answer stays until you clear it."),
    "not_ready": N_("Something is still missing before you can hand this in."),
    "submissions_exhausted": N_(
        "This assignment was handed in %(limit)s times. Talk to your trainer about what next."
    ),
    "empty_row": N_("Everything here is empty. To take the entry out, press “Remove this entry”."),
    "not_a_draft": N_("This work was handed in and cannot be changed."),
    "question_sent_before": N_(
        "Another text was sent from this page already. This one was not sent yet: look it over,"
        " then send it too."
    ),
    "question_answered": N_("Your trainer has answered meanwhile, so this cannot be taken back."),
    "question_withdrawn": N_("This question was taken back meanwhile."),
    "written_meanwhile": N_(
        "Somebody wrote here meanwhile. Your words were not sent yet: read what is new, then send"
        " them or change them."
    ),
    "not_answered_yet": N_("Answer first. Then the question can be shown to the cohort."),
    "extension_open": N_("You have asked already. Your trainer has not answered yet."),
    "extension_decided": N_("%(by)s answered this request meanwhile, on %(at)s."),
    "nothing_to_extend": N_("No day is set for this work, or it is with your trainer already."),
    "talk_not_due": N_("This person can still hand in this work without a talk."),
    "draft_open": N_(
        "This person is writing a draft of this work, and nobody may write over it."
        " Ask them to hand it in, or to type in the rest themselves."
    ),
    "entered_by_other": N_(
        "%(by)s is typing in this work on your behalf, so you cannot write in it now."
        " If you would rather write yourself, tell your trainer."
    ),
    "work_being_entered": N_("%(by)s is typing in this work already."),
    "trainee_consents_missing": N_("This person has not accepted the declarations yet."),
    "already_marked": N_("%(by)s marked this work on %(at)s. Your text is kept below."),
    "not_allocated": N_(
        "This marking has been said already, or another person makes it now. Your text is kept."
    ),
    "nobody_to_mark": N_(
        "This person cannot make this marking: they have marked this work already, know its author"
        " too well, or do not teach here."
    ),
    "marking_begun": N_("Your trainer has begun to mark this work, so it cannot be taken back."),
    "pass_refused": N_("By the rules of the rubric this work cannot pass yet."),
    "not_newest": N_(
        "The trainee has begun newer work for this assignment, so this marking stands."
    ),
    "levels_missing": N_("Choose a level for every criterion."),
    "file_refused": N_("We cannot take this file."),
    "files_full": N_(
        "The place where we keep files is full. Nothing of the file was kept. Try again later."
    ),
    "files_away": N_("Files cannot be kept or opened just now. Try again in a moment."),
    "file_waits": N_("This file waits for the virus scan. It opens once it has passed."),
    "file_infected": N_("A virus was found in this file, so nobody can open it."),
    "already_decided": N_("Somebody decided about this entry meanwhile."),
    "already_excepted": N_("For this assignment prior learning is entered already."),
    "exception_closed": N_("Somebody decided about this exception meanwhile, or withdrew it."),
    "prior_learning_full": N_(
        "The rules let prior learning stand for %(limit)s assignments at most, waiting ones too."
    ),
    "self_assessment_early": N_("The moment for this self-assessment has not come yet."),
    "self_assessment_kept": N_("This self-assessment was sent already and stays as it is."),
    "meeting_cancelled": N_("This meeting was cancelled."),
    "meeting_recorded": N_(
        "Attendance is recorded already, so this meeting took place. Only its title and place can"
        " still be changed."
    ),
    "attendance_changed": N_(
        "Somebody else recorded attendance meanwhile. Nothing of yours was saved yet."
    ),
    "meeting_code_taken": N_("Another meeting of this cohort has this code."),
    "reason_missing": N_("Give the reason."),
    "not_qualified": N_("This person does not meet the rules yet."),
    "own_trainee": N_("Who taught or marked this person cannot assess them."),
    "same_person": N_("Two different people are needed for this."),
    "already_proposed": N_("A decision about this person is waiting already."),
    "already_certified": N_("This person holds certificate %(number)s already."),
    "certificate_closed": N_("This certificate was revoked or superseded already."),
    "correction_closed": N_("This proposal was approved or withdrawn meanwhile."),
    "correction_waits": N_("A newer certificate is proposed already and waits for another person."),
    "nothing_to_correct": N_(
        "There is nothing to change: the certificate bears this name, or it is valid for good."
    ),
    "renewal_not_open": N_("It can be renewed from %(opens_on)s on."),
    "too_many_marks": N_("There are %(limit)s marks already. Remove one first."),
    "decision_closed": N_("This decision was made or withdrawn meanwhile."),
    "not_separate": N_(
        "Who trained, marked or assessed a person, decided their appeal, sat on their panel or has"
        " a conflict of interest with them does not decide about them."
    ),
    "panel_not_asked": N_("The rules of this programme ask for no panel."),
    "panel_judges": N_("Under the rules of this programme a panel judges, and nobody alone."),
    "panel_stands": N_("A panel about this person is called already, or has said its word."),
    "panel_over": N_("This panel was cancelled, or its record is entered already."),
    "seats_wrong": N_("Choose a different person for each seat, and one who chairs."),
    "may_not_sit": N_("%(name)s may not sit on this panel."),
    "conflict_not_declared": N_("First say whether you know of a conflict of interest."),
    "marks_entered": N_("You have handed in your marks already, so they stand."),
    "marks_changed": N_("You saved other marks from another page. Both are shown below."),
    "marks_waiting": N_("Not all members have handed in their marks yet."),
    "panel_not_held": N_("The panel is held on %(held_on)s. Until then nothing can be handed in."),
    "judged_before": N_(
        "A member handed in their marks on %(judged_on)s. The panel cannot be moved to a later day."
    ),
    "not_the_chair": N_("Only who chairs the panel enters its record."),
    "outcome_refused": N_("This outcome does not follow from the levels by the rubric."),
    "nothing_to_refuse": N_("Nobody who assessed this person said that they do not pass."),
    "refused_before": N_("Decision %(number)s was made on the same ground already."),
    "not_appealable": N_("Only a decision that awards nothing can be appealed against."),
    "appeal_too_late": N_("The last day to appeal was %(last_day)s."),
    "appeal_lodged": N_("An appeal against this decision was lodged already."),
    "appeal_closed": N_("This appeal was decided already."),
    "papers_unavailable": N_("Papers cannot be made on this server now. Tell its administrator."),
    "agreement_order": N_("The agreement is not at this stage."),
    "agreement_number_taken": N_("Another agreement has this number."),
    "agreement_incomplete": N_("Something is missing before this agreement can be verified."),
    "changed_meanwhile": N_(
        "Somebody changed this meanwhile, so nothing of yours was saved."
        " Below is how it stands now."
    ),
    "institution_archived": N_("This institution is in the archive. Bring it back first."),
    "proof_closed": N_("This proof of use was verified or withdrawn meanwhile."),
    "nip_taken": N_("Another institution has this NIP."),
    "too_many_rows": N_(
        "This list has %(rows)s rows; this kind of file takes %(limit)s at most."
        " Narrow the filter or take another kind."
    ),
}
