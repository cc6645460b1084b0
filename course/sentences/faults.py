"""The sentence for each fault of something typed or chosen."""

from collections.abc import Mapping

from course.sentences.mark import N_

FIELD_TEXTS: Mapping[str, str] = {
    "missing": N_("Fill this in."),
    "not_a_number": N_("Write a number in digits, for example 12 or 2.5."),
    "number_too_small": N_("The smallest number here is %(minimum)s."),
    "number_too_large": N_("The largest number here is %(maximum)s."),
    "not_a_date": N_("Write a date, for example 23.11.2026."),
    "unknown_choice": N_("Choose one of the answers from the list."),
    "too_long": N_("This is too long: %(found)s characters, %(at_most)s at most."),
    "too_many_chosen": N_("Choose only one answer."),
    "unknown_item": N_("One of the answers is not on the list. Choose again."),
    "unknown_place": N_("Give each line a place from the list."),
    "repeated_place": N_("Two lines have the same place. Give each its own."),
    "too_few_words": N_("Words so far: %(found)s. At least %(at_least)s are needed."),
    "too_many_words": N_("Words so far: %(found)s. At most %(at_most)s fit."),
    "too_few_rows": N_("Entries so far: %(found)s. At least %(at_least)s are needed."),
    "too_many_rows": N_("Entries so far: %(found)s. At most %(at_most)s fit."),
    "too_many_files": N_("Files so far: %(found)s. At most %(at_most)s fit."),
    "not_ticked": N_("Tick this box to go on."),
    "no_file": N_("Add a file."),
    "unknown_criterion": N_("The form names a criterion that is not in the rubric."),
    "unknown_level": N_("Choose a level from 0 to 3."),
    "criterion_unmarked": N_("Choose a level for this criterion."),
    "below_pass_points": N_("%(points)s points; %(pass_points)s are needed to pass."),
    "criterion_at_zero": N_("A criterion has level 0; none may."),
    "starred_below_two": N_("A starred criterion is below 2."),
    "feedback_missing": N_("Write what to change before you return the work."),
    # requests to the service
    "required": N_("Fill this in."),
    "wrong_pin": N_("This PIN does not belong to the code. Tries left: %(left)s."),
    "wrong_password": N_("This password does not belong to the address. Tries left: %(left)s."),
    "wrong_current": N_("This is not your present password. Tries left: %(left)s."),
    "locked_out": N_("Too many wrong tries. Come back on %(until)s."),
    "password_too_weak": N_(
        "Choose at least 10 characters: not a common password, not your name or e-mail address."
    ),
    "list_kind": N_("We read lists in CSV and XLSX. This file is something else, or damaged."),
    "no_headings": N_(
        "We did not find the headings. The first row should say: name and surname, e-mail, form."
    ),
    "no_people": N_("There is nobody under the headings."),
    "too_many_people": N_("This list has %(found)s rows; %(at_most)s fit at once. Split the file."),
    "name_missing": N_("The name is missing."),
    "name_in_part": N_("There is only one word: add the name or the surname."),
    "unknown_form": N_("The form of address is one of: Ms, Mr, neutral."),
    "nip_taken": N_("Another institution has this NIP."),
    "agreement_number_taken": N_("Another agreement has this number."),
    "cohort_code_taken": N_("Another cohort has this code."),
    "email_taken": N_("Another person already uses this e-mail address."),
    "already_enrolled": N_("This person is in the cohort already."),
    "day_in_future": N_("This day has not come yet."),
    "bad_email": N_("Write the whole e-mail address, for example anna@example.org."),
    "bad_nip": N_("A NIP has 10 digits and this one does not add up. Check it."),
    "bad_teryt": N_("A TERYT code of a municipality has 7 digits."),
    "file_too_large": N_("The file is too large. %(megabytes)s MB fit."),
    "file_empty": N_("The file is empty."),
    "file_kind": N_("We take photos, PDF and text documents. This file is something else."),
    "file_kind_here": N_("This field takes other kinds of file. They are named above."),
    "file_heic": N_(
        "This photo is in the HEIC format, which we cannot open. On an iPhone choose Settings,"
        " Camera, Formats, Most Compatible, and take it again; or save it as JPEG."
    ),
    "image_too_large": N_("The picture has too many pixels. Make it smaller and send it again."),
    "file_unreadable": N_("The file is damaged or is not what its name says."),
    "dates_reversed": N_("The end lies before the start."),
    "before_end": N_("Participation ended on %(ended_on)s; an assessment comes after it."),
    "in_future": N_("This day is still to come."),
    # a paper test typed in for somebody
    "trainee_consents_missing": N_("This person has not accepted the declarations yet."),
    "trainee_participation_over": N_("This person’s participation has ended."),
    "trainee_attempt_paused": N_(
        "After failed attempts this person has a break until %(until)s."
        " A further attempt can be granted."
    ),
    "trainee_attempts_exhausted": N_(
        "This person has used all %(limit)s attempts. A further one can be granted."
    ),
    "too_short": N_("Write at least %(at_least)s characters; so far there are %(found)s."),
}
