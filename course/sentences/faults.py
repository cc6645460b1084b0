"""The sentence for each fault of something typed or chosen."""

from collections.abc import Mapping

from course.sentences.mark import N_

FIELD_TEXTS: Mapping[str, str] = {
    "missing": N_("Fill this in."),
    "not_a_number": N_("Write a number in digits, for example 12 or 2.5."),
    "number_too_small": N_("The smallest number here is %(minimum)s."),
    "number_too_large": N_("The largest number here is %(maximum)s."),
    "pesel_taken": N_(
        "This number stands already with another account. Look at it once more. If it is right,"
        " write to the coordinator of your programme."
    ),
    "pesel_taken_by": N_(
        "This number stands already with %(name)s (%(cohort)s). One of the two is a slip, or one"
        " person has two accounts."
    ),
    "pesel_taken_elsewhere": N_(
        "This number stands already with somebody of another programme. It may be a slip, or one"
        " person has two accounts: ask whoever runs this service."
    ),
    "not_a_date": N_("Write a date, for example 23.11.2026."),
    "not_a_time": N_("Write a time, for example 17.30."),
    "not_on_scale": N_("Choose a whole number from %(lowest)s to %(highest)s."),
    "too_few_ticked": N_("Ticked so far: %(found)s. At least %(at_least)s are needed."),
    "too_many_ticked": N_("Ticked: %(found)s. At most %(at_most)s may be."),
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
    "not_a_share": N_("Write a whole number from 0 to %(at_most)s."),
    "correction_unexplained": N_("Say why you correct the marking. The trainee reads it."),
    "feedback_missing": N_("Write what to change before you return the work."),
    # requests to the service
    "until_before_since": N_("The last day lies before the first one."),
    "required": N_("Fill this in."),
    "not_png": N_("This has to be a PNG picture."),
    "too_few_months": N_("A whole number of months, 1 to %(most)s, or nothing."),
    "same_name": N_("The certificate bears this name already."),
    "choose_level": N_("Choose the sentence that fits you best today."),
    "not_a_count": N_("Write a whole number, in digits."),
    "not_the_target": N_("Women and men together have to be the target, %(target)s."),
    "why_too_short": N_("Say in a few words what the evidence is, and where it lies."),
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
    "check_all": N_("Check everything and tick it; what is not right is corrected first."),
    "file_required": N_("Choose a file."),
    "claim_frozen": N_(
        "The figures of this claim are frozen already, as number %(number)s. What is otherwise now"
        " is frozen as a correction of them."
    ),
    "day_in_future": N_("This day has not come yet."),
    "bad_email": N_("Write the whole e-mail address, for example anna@example.org."),
    "bad_nip": N_("A NIP has 10 digits and this one does not add up. Check it."),
    "bad_teryt": N_(
        "This is no TERYT code of a municipality. It has 7 digits: voivodeship, county,"
        " municipality and kind."
    ),
    "file_too_large": N_("The file is too large. %(megabytes)s MB fit."),
    "file_empty": N_("The file is empty."),
    "file_kind": N_("We take photos, PDF and text documents. This file is something else."),
    "file_kind_here": N_("This field takes other kinds of file. They are named above."),
    "image_too_large": N_("The picture has too many pixels. Make it smaller and send it again."),
    "files_full": N_(
        "The place where we keep files is full, so this file was not kept. Everything you typed"
        " is saved. Try again later."
    ),
    "files_away": N_(
        "Files cannot be kept just now, so this one was not. Everything you typed is saved."
        " Try again in a moment."
    ),
    "file_infected": N_(
        "A virus was found in %(name)s, so it was taken off. Check your device, then send"
        " another file."
    ),
    "files_used_up": N_(
        "You have sent %(found)s files for this assignment; %(at_most)s fit. Take one off first."
    ),
    "space_used_up": N_(
        "With this file you would have sent %(found)s MB for this assignment, counting files that"
        " were taken off; %(at_most)s MB fit. Send a smaller file."
    ),
    "who_is_in_picture": N_(
        "Who is in the picture %(name)s? Either nobody can be recognised or those in it agreed;"
        " otherwise take the photo off."
    ),
    "file_unreadable": N_("The file is damaged or is not what its name says."),
    "dates_reversed": N_("The end lies before the start."),
    "seated_already": N_("This person has another seat. Choose a different person."),
    "before_end": N_("Participation ended on %(ended_on)s; an assessment comes after it."),
    "before_participation": N_("This day lies before the start of participation."),
    "before_start": N_("Participation began only on %(started_on)s."),
    "day_past": N_("This day has passed. Choose one that is still to come."),
    "not_later": N_("Choose a day after %(due_on)s: that is the day now."),
    "in_future": N_("This day is still to come."),
    "minutes_short_of": N_("Write whole minutes, from 1 to %(most)s."),
    "not_whole": N_("Write whole minutes, without a fraction."),
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
    # a participant's data
    "pesel_length": N_("A PESEL has 11 digits; here there are %(found)s."),
    "bad_pesel": N_("This PESEL does not add up. Compare it with the identity card."),
    "pesel_or_none": N_(
        "There is a PESEL above. Delete it, or take the tick off “I have no PESEL”."
    ),
    "sex_not_in_pesel": N_("The PESEL says otherwise. Check both."),
    "birth_not_in_pesel": N_("The PESEL begins with another day of birth. Check both."),
    "birth_impossible": N_("Nobody in the course can have been born on %(born_on)s. Check it."),
    "unusual_age": N_(
        "This makes an age of %(age)s at the start. If that is right, leave it as it is."
    ),
    "teryt_elsewhere": N_("This TERYT code lies in another voivodeship than the one chosen."),
    "bad_postal_code": N_("A postal code has 5 digits, for example 38-400."),
    "bad_phone": N_(
        "Write a telephone number of 9 digits, or a foreign one with + and the code of the country."
    ),
    "status_day_outside": N_(
        "Choose a day from %(first)s to %(last)s: the day of leaving or the 4 weeks after it."
    ),
    "after_start": N_("This day lies after the start of participation."),
    "is_long_term": N_(
        "By the day given, this is more than %(months)s months without work. Check the day or"
        " choose the other answer."
    ),
    "not_long_term": N_(
        "By the day given, this is not more than %(months)s months without work. Check the day or"
        " choose the other answer."
    ),
    "may_not_refuse": N_("The funder does not accept a refusal here. Choose an answer."),
    # a marking sheet brought back
    "workbook_kind": N_("We read sheets in XLSX. This file is something else, or damaged."),
    "workbook_too_large": N_("Unpacked, this file is far larger than a marking sheet can be."),
    "sheet_not_ours": N_(
        "This is not a marking sheet from here, or its hidden first row is missing."
        " Take a new sheet and copy your marks into it."
    ),
    "sheet_empty": N_("There is no work in this sheet."),
    "sheet_too_long": N_("This sheet has more than %(at_most)s rows. Split the file."),
    "sheet_too_much_text": N_("This sheet holds too much text for one time. Split the file."),
    "cell_formula": N_("Cell %(cell)s holds a formula. Write the value itself."),
    "cell_level": N_("Cell %(cell)s: write a level from 0 to 3."),
    "cell_outcome": N_("Cell %(cell)s: choose an outcome from the list."),
    "cell_too_long": N_("Cell %(cell)s is too long: %(found)s characters, %(at_most)s at most."),
    "row_id": N_("The number of the work or the hidden cell beside it was changed."),
    "row_repeated": N_("The same work stands higher in the sheet already."),
    "piece_gone": N_("Its author took it back, or it is not yours to mark."),
    "piece_changed": N_(
        "It was handed in anew or marked after you took the sheet. Look at it first."
    ),
    "piece_marked": N_("It was marked meanwhile by %(by)s."),
    "piece_marked_by_somebody": N_("It was marked meanwhile by somebody else."),
    "piece_drafted": N_("After you took the sheet, %(by)s began to mark it (%(at)s)."),
    "piece_drafted_by_somebody": N_("After you took the sheet, somebody else began to mark it."),
    "own_draft_newer": N_("On its page you wrote something else after that (%(at)s)."),
    "other_rubric": N_("This sheet has criteria that this work is not marked by."),
    "outcome_missing": N_("Say whether it passes or is returned."),
}
