"""The sentence for each thing that there is to say about a file of questions."""

from collections.abc import Mapping

from course.sentences.mark import N_

KIND_TEXTS: Mapping[str, str] = {
    "single": N_("one right choice"),
    "multiple": N_("several right choices"),
    "true_false": N_("true or false"),
    "matching": N_("matching"),
    "ordering": N_("ordering"),
    "short_text": N_("short answer"),
    "number": N_("number"),
    "gaps": N_("sentence with gaps"),
    "scenario": N_("case with questions"),
    "essay": N_("written answer"),
    "questions": N_("single questions"),
    "description": N_("description without questions"),
}
"""How questions are asked, in words."""

EXCHANGE_TEXTS: Mapping[str, str] = {
    # faults
    "file_too_large": N_("The file is too large. %(megabytes)s MB fit."),
    "file_empty": N_("The file is empty."),
    "not_text": N_("This is no text that we can read. Save the file as text in UTF-8."),
    "unknown_format": N_(
        "We do not know this format. We read GIFT, Aiken, Moodle XML, CSV and YAML."
    ),
    "no_questions": N_("There are no questions in this file."),
    "too_many_questions": N_(
        "The file has %(found)s questions; %(at_most)s fit at once. Split the file."
    ),
    "too_many_remarks": N_("There are more than %(at_most)s faults. Mend these first."),
    "too_long": N_("This is too long: %(found)s characters, %(at_most)s at most."),
    "not_xml": N_("The XML is broken at column %(column)s."),
    "declares_entities": N_(
        "The file declares a document type or entities. We do not read such files: they can be"
        " used for attacks. Remove the declaration."
    ),
    "too_deep": N_("This is nested more than %(at_most)s levels deep."),
    "too_many_elements": N_("There are too many parts here: at most %(at_most)s fit."),
    "not_moodle": N_(
        "This is XML, but not of Moodle: it begins with “%(found)s”, not with “quiz”."
    ),
    "not_csv": N_("The quotation marks of this row do not close."),
    "no_columns": N_(
        "We did not find the headings. The first row should name a column “prompt_pl”."
    ),
    "too_many_columns": N_("There are %(found)s columns; at most %(at_most)s fit."),
    "unknown_kind": N_("There is no kind of question called “%(found)s”."),
    "part_not_here": N_("There is no case “%(part_of)s” above this question."),
    "brace_not_closed": N_("The brace { that opens the answers is not closed."),
    "brace_not_opened": N_("The brace } closes nothing. Write \\} if it belongs to the text."),
    "aiken_no_answer": N_("After the choices of this question the line ANSWER: is missing."),
    "aiken_answer": N_("ANSWER: names “%(found)s”, but the choices are %(offered)s."),
    "aiken_stray": N_("ANSWER: stands here without a question."),
    "no_prompt": N_("The question has no text."),
    "no_right_answer": N_("No answer is marked as right."),
    "too_few_choices": N_("Too few answers: %(found)s. At least two are needed."),
    "pair_missing": N_("One line of the matching lacks its pair."),
    "not_a_number": N_("“%(found)s” is not a number."),
    "true_or_false": N_("Exactly one of true and false has to be right."),
    "too_many_choices": N_("There are %(found)s answers; at most %(at_most)s fit."),
    "weights_not_whole": N_("The weights of the right choices do not add up to 100%%."),
    "gap_without_answer": N_("Gap %(number)s has no right answer."),
    "rule": N_("By the rules of the course: %(reason)s."),
    # what is lost or was assumed
    "decoded_as": N_(
        "The file is not in UTF-8. We read it as %(encoding)s: look whether all letters are right."
    ),
    "one_language": N_(
        "The file has one language. The same words stand for the other one: translate them."
    ),
    "outcome_assumed": N_("The questions name no outcome. They got %(outcome)s: check it."),
    "no_explanation": N_("Question “%(id)s” has no explanation: write one."),
    "rubric_assumed": N_(
        "The question for a written answer has no rubric. It got a general one: write your own."
    ),
    "prompt_assumed": N_("The sentence with gaps has no instruction. It got “Answer.”."),
    "kind_left_out": N_("A question of the kind “%(kind)s” is left out: there is none here."),
    "answer_left_out": N_(
        "The answer “%(answer)s” is left out: it is wrong, or only partly right."
    ),
    "costs_nothing": N_("A wrong choice cost points; with us it costs none."),
    "feedback_left_out": N_("A comment on an answer is left out: this kind has none."),
    "formatting": N_("Formatting is lost; the words stay."),
    "media": N_("A picture or recording is lost."),
    "file_left_out": N_("The attached file “%(name)s” is lost."),
    "other_language": N_("Words in a language other than Polish and English are left out."),
    "wildcard": N_("In “%(answer)s” the asterisk stands for any letters in Moodle, and not here."),
    "case_matters": N_("Capital letters matter in Moodle here; with us they never do."),
    "several_units": N_("The unit “%(unit)s” is left out: one unit fits."),
    "hints": N_("A hint is lost."),
    "fixed_order": N_("The order of the choices was fixed; with us the quiz decides."),
    "title_left_out": N_("The category “%(title)s” is left out: a file becomes one quiz."),
    "tag_left_out": N_("The tag “%(tag)s” is left out."),
    "column_left_out": N_("The column “%(column)s” is left out: we do not know it."),
    "gap_choices": N_("The choices of gap %(number)s are lost: a gap is filled in by typing."),
    "tolerance_left_out": N_("The tolerance of gap %(number)s is lost."),
    "rules": N_("The rules of the quiz (pass mark, draw, time and the like) are not in the file."),
    "kind_not_here": N_("Question “%(id)s” is left out: the format has no %(kind)s."),
    "written_as": N_("Question “%(id)s” changes its kind: %(kind)s becomes %(other)s."),
    "points_left_out": N_("The points of question “%(id)s” are lost."),
    "explanation_left_out": N_(
        "Explanations, comments, outcomes and ids are lost: the format has none."
    ),
    "weights_left_out": N_("The weights of the choices of question “%(id)s” are lost."),
    "all_or_nothing": N_(
        "Question “%(id)s” gives all points or none here; elsewhere it gives a share."
    ),
    "unit_left_out": N_("The unit of question “%(id)s” is lost."),
    "rubric_left_out": N_("The rubric of question “%(id)s” is lost."),
    "second_language": N_("The file is in one language: the words of the other one are lost."),
}
"""By code, faults first."""
