"""Who may open which door: THE table. Rows of the table are doors, words in it are people.

The cast: Ana studies in Ben's cohort in the programme of Carla and Cyryl, where Vera validates and
Adam audits; Iga runs the service. Dov studies in another programme. Mira studies beside Ana and is
coordinator of Dov's programme: what she may there she may not here, least of all with her own rows.
"""

from dataclasses import dataclass

SIGNED_IN = "ana ben carla cyryl dov vera adam iga mira"
EVERYBODY = f"{SIGNED_IN} nobody"
TRAINEES = "ana dov mira"
TRAINERS = "ben"
VALIDATORS = "vera"
COORDINATORS = "carla cyryl mira"
AUDITORS = "adam"
READERS = "ana ben carla cyryl dov vera adam mira"  # trainees, and who works with the course


@dataclass(frozen=True, slots=True)
class Of:
    """Who may open a door to what is Ana's, what is Dov's, and what is Mira's as a trainee."""

    ana: str
    dov: str
    mira: str


ONLY_ONES_OWN = Of("ana", "dov", "mira")
BY_OWN_TRAINER = Of("ben", "", "ben")
BY_VALIDATORS = Of("vera", "", "vera")
BY_COORDINATORS = Of("carla cyryl", "mira", "carla cyryl")
BY_OVERSEERS = Of("carla cyryl adam", "mira", "carla cyryl adam")
BY_DECIDERS = Of("carla cyryl vera", "mira", "carla cyryl vera")
BY_CARD_GIVERS = Of("ben carla cyryl", "mira", "ben carla cyryl")
BY_FOLLOWERS = Of("ben carla cyryl adam", "mira", "ben carla cyryl adam")
OWN_OR_BY_TRAINER = Of("ana ben", "dov", "mira ben")
OWN_OR_BY_FOLLOWERS = Of("ana ben carla cyryl adam", "dov mira", "mira ben carla cyryl adam")
SEEN_BUT_BY_ITS_MARKER = Of("ana carla cyryl adam", "dov mira", "mira carla cyryl adam")
OWN_OR_BY_OVERSEERS = Of("ana carla cyryl adam", "dov mira", "mira carla cyryl adam")
OWN_OR_BY_ASSESSORS = Of("ana carla cyryl adam vera", "dov mira", "mira carla cyryl adam vera")

WHO_MAY: dict[str, str | Of] = {
    # Coming in, and one's own account
    "pages.guide": EVERYBODY,
    "pages.health": EVERYBODY,
    "pages.home": EVERYBODY,
    "people.account": SIGNED_IN,
    "people.ask_for_letter": EVERYBODY,
    "people.card": EVERYBODY,
    "people.change_password": "ana",  # who has one
    "people.choose_language": EVERYBODY,
    "people.choose_password": "ben carla cyryl dov vera adam iga mira",  # who has none
    "people.choose_theme": EVERYBODY,
    "people.enter_with_card": EVERYBODY,
    "people.enter_with_password": EVERYBODY,
    "people.forgotten": EVERYBODY,
    "people.new_password": "ben carla cyryl dov vera adam iga mira",
    "people.open_link": EVERYBODY,
    "people.sign_in": EVERYBODY,
    "people.switch_digest": TRAINERS,
    "people.sign_out": EVERYBODY,
    "people.use_link": EVERYBODY,
    "people.wear": TRAINEES,  # to take off every role, one must be a trainee
    "static": EVERYBODY,
    # Studying
    "study.accept_consents": TRAINEES,
    "study.complete_lesson": TRAINEES,
    "study.consents": TRAINEES,
    "study.course": SIGNED_IN,
    "study.lesson": READERS,
    # The course to be read and printed
    "materials.blank": READERS,
    "materials.booklet": READERS,
    "materials.competences": EVERYBODY,
    "materials.examples": READERS,
    "materials.glossary": EVERYBODY,
    "materials.index": "ben carla cyryl mira vera adam",
    "materials.questions": TRAINERS,
    "materials.trainer_guide": TRAINERS,
    "quizzes.answer_sheet": BY_OWN_TRAINER,
    "quizzes.enter_paper_test": BY_OWN_TRAINER,
    "quizzes.keep_paper_test": BY_OWN_TRAINER,
    "quizzes.make_paper_test": BY_OWN_TRAINER,
    "quizzes.paper_key": BY_OWN_TRAINER,
    "quizzes.paper_test": BY_OWN_TRAINER,
    "quizzes.paper_tests": BY_OWN_TRAINER,
    "quizzes.essay": BY_OWN_TRAINER,
    "quizzes.essays": TRAINERS,
    "quizzes.mark_essay": BY_OWN_TRAINER,
    "exchange.download": TRAINERS,
    "exchange.export": TRAINERS,
    "exchange.import_questions": TRAINERS,
    "exchange.preview": TRAINERS,
    "quizzes.answer": ONLY_ONES_OWN,
    "quizzes.begin_preview": TRAINERS,
    "quizzes.preview": TRAINERS,
    "quizzes.cohort": BY_FOLLOWERS,
    "quizzes.cohort_people": BY_FOLLOWERS,
    "quizzes.cohort_questions": BY_FOLLOWERS,
    "quizzes.question": ONLY_ONES_OWN,
    "quizzes.receipts": TRAINERS,
    "quizzes.record": OWN_OR_BY_FOLLOWERS,
    "quizzes.record:of an open attempt": OWN_OR_BY_FOLLOWERS,
    "quizzes.result": ONLY_ONES_OWN,
    "quizzes.review": ONLY_ONES_OWN,
    "quizzes.save_answer": ONLY_ONES_OWN,
    "quizzes.show": TRAINEES,
    "quizzes.start": TRAINEES,
    "quizzes.submit": ONLY_ONES_OWN,
    "quizzes.try_answer": TRAINERS,
    # Practical work
    "assignments.add_file": TRAINEES,
    "assignments.autosave": TRAINEES,
    "assignments.file": OWN_OR_BY_FOLLOWERS,
    "assignments.file:of a draft": ONLY_ONES_OWN,
    "assignments.hand_in": TRAINEES,
    "assignments.index": TRAINEES,
    "assignments.remove_file": ONLY_ONES_OWN,
    "assignments.revise": TRAINEES,
    "assignments.save": TRAINEES,
    "assignments.show": TRAINEES,
    "assignments.submission": OWN_OR_BY_FOLLOWERS,
    "assignments.submission:a draft": ONLY_ONES_OWN,
    "assignments.submission:of an ended place": OWN_OR_BY_ASSESSORS,
    "assignments.take": ONLY_ONES_OWN,
    "assignments.tell_people": ONLY_ONES_OWN,
    "assignments.withdraw": ONLY_ONES_OWN,
    "assignments.submission:marked blind": SEEN_BUT_BY_ITS_MARKER,
    "assignments.file:marked blind": OWN_OR_BY_FOLLOWERS,
    "marking.compare": f"{TRAINERS} {COORDINATORS} {AUDITORS}",
    "marking.conflicts": BY_CARD_GIVERS,
    "marking.declare": BY_CARD_GIVERS,
    "marking.end_conflict": BY_COORDINATORS,  # one that a coordinator declared
    "marking.hand_over": BY_CARD_GIVERS,
    "marking.hand_over:marked blind": BY_CARD_GIVERS,
    "marking.away": TRAINERS,
    "marking.blind_sheet": TRAINERS,
    "marking.blind_zip": TRAINERS,
    "marking.confirm_sheet": TRAINERS,
    "marking.comments": TRAINERS,
    "marking.keep": BY_OWN_TRAINER,
    "rows.add": TRAINEES,
    "rows.autosave": TRAINEES,
    "rows.remove": TRAINEES,
    "rows.save": TRAINEES,
    "rows.show": TRAINEES,
    # Its days, more time, talks; work typed in for somebody
    "arrangements.ask": TRAINEES,
    "arrangements.decide": BY_OWN_TRAINER,
    "arrangements.give": BY_OWN_TRAINER,
    "arrangements.place": BY_FOLLOWERS,
    "arrangements.plan": BY_CARD_GIVERS,
    "arrangements.plans": BY_CARD_GIVERS,
    "arrangements.requests": TRAINERS,
    "arrangements.talk": BY_OWN_TRAINER,
    "arrangements.time": TRAINEES,
    "assignments.file:typed in": OWN_OR_BY_TRAINER,
    "assignments.submission:typed in": OWN_OR_BY_TRAINER,
    "assignments.withdraw:typed in": Of("", "", ""),
    "entering.add_file": BY_OWN_TRAINER,
    "entering.autosave": BY_OWN_TRAINER,
    "entering.begin": BY_OWN_TRAINER,
    "entering.hand_in": BY_OWN_TRAINER,
    "entering.leave": BY_OWN_TRAINER,
    "entering.remove_file": BY_OWN_TRAINER,
    "entering.save": BY_OWN_TRAINER,
    "entering.show": BY_OWN_TRAINER,
    "entering.take": BY_OWN_TRAINER,
    "entering.tell_people": BY_OWN_TRAINER,
    "entering.withdraw": BY_OWN_TRAINER,
    "marking.mark": BY_OWN_TRAINER,
    "marking.mark:marked blind": BY_OWN_TRAINER,
    "marking.markers": BY_CARD_GIVERS,
    "marking.offer": BY_CARD_GIVERS,
    "marking.release": TRAINERS,
    "marking.settled": TRAINERS,
    "marking.share_out": BY_CARD_GIVERS,
    "marking.show:marked blind": BY_OWN_TRAINER,
    "marking.preview_sheet": TRAINERS,
    "marking.queue": TRAINERS,
    "marking.save_draft": BY_OWN_TRAINER,
    "marking.sheet": BY_OWN_TRAINER,
    "marking.remove": BY_OWN_TRAINER,
    "marking.share": BY_OWN_TRAINER,
    "marking.show": BY_OWN_TRAINER,
    "marking.work_zip": BY_OWN_TRAINER,
    # What trainers do about quizzes
    "keeping.accept": BY_OWN_TRAINER,
    "keeping.grant": BY_OWN_TRAINER,
    "keeping.late": BY_OWN_TRAINER,
    "keeping.offer_attempt": BY_OWN_TRAINER,
    "keeping.preview_regrade": BY_OWN_TRAINER,
    "keeping.preview_void": BY_OWN_TRAINER,
    "keeping.regrade": BY_OWN_TRAINER,
    "keeping.review_date": BY_OWN_TRAINER,
    "keeping.set_day": BY_OWN_TRAINER,
    "keeping.void": BY_OWN_TRAINER,
    # Practice and meetings
    "fieldwork.change": ONLY_ONES_OWN,
    "fieldwork.claims": TRAINERS,
    "fieldwork.confirm_all": BY_OWN_TRAINER,
    "fieldwork.decide": BY_OWN_TRAINER,
    "fieldwork.edit": ONLY_ONES_OWN,
    "fieldwork.enter": TRAINEES,
    "fieldwork.enter_for": BY_OWN_TRAINER,
    "fieldwork.index": TRAINEES,
    "fieldwork.keep": TRAINEES,
    "fieldwork.kinds_for": BY_OWN_TRAINER,
    "fieldwork.new": TRAINEES,
    "fieldwork.new_for": BY_OWN_TRAINER,
    "fieldwork.step_done": ONLY_ONES_OWN,
    "fieldwork.withdraw": ONLY_ONES_OWN,
    "meetings.cancel": BY_OWN_TRAINER,
    "meetings.change": BY_OWN_TRAINER,
    "meetings.create": TRAINERS,
    "meetings.index": TRAINERS,
    "meetings.mine": TRAINEES,
    "meetings.new": TRAINERS,
    "meetings.offer_change": BY_OWN_TRAINER,
    "meetings.record": BY_OWN_TRAINER,
    "meetings.sheet": BY_OWN_TRAINER,
    "meetings.show": BY_OWN_TRAINER,
    # What was seen outside
    "observations.enter": BY_OWN_TRAINER,
    "observations.new": BY_OWN_TRAINER,
    "observations.scan": BY_OWN_TRAINER,
    "observations.scan:of an ended place": BY_VALIDATORS,
    "observations.show": OWN_OR_BY_FOLLOWERS,
    "observations.show:of an ended place": OWN_OR_BY_ASSESSORS,
    "observations.withdraw": BY_OWN_TRAINER,
    # Cohorts
    "cohorts.appoint": BY_COORDINATORS,
    "cohorts.cards": BY_CARD_GIVERS,
    "cohorts.confirm_people": BY_COORDINATORS,
    "cohorts.create": COORDINATORS,
    "cohorts.end_enrolment": BY_COORDINATORS,
    "cohorts.enrol": BY_COORDINATORS,
    "cohorts.give_extra_time": BY_CARD_GIVERS,
    "cohorts.import_people": BY_COORDINATORS,
    "cohorts.index": f"{TRAINERS} {COORDINATORS} {AUDITORS}",
    "cohorts.issue_card": BY_CARD_GIVERS,
    "cohorts.new": COORDINATORS,
    "cohorts.newcomer": BY_COORDINATORS,
    "cohorts.person": BY_FOLLOWERS,
    "cohorts.preview_people": BY_COORDINATORS,
    "cohorts.release": BY_COORDINATORS,
    "cohorts.show": BY_FOLLOWERS,
    "cohorts.trainers": BY_COORDINATORS,
    "cohorts.withdraw_enrolment": BY_COORDINATORS,
    # Assessing, deciding, certifying
    "validation.index": VALIDATORS,
    "validation.record": BY_VALIDATORS,
    "validation.show": BY_VALIDATORS,
    "certificates.approve": BY_DECIDERS,
    "certificates.compare": EVERYBODY,
    "certificates.decisions": f"{COORDINATORS} {VALIDATORS}",
    "certificates.decline": BY_DECIDERS,
    "certificates.mine": SIGNED_IN,
    "certificates.paper": OWN_OR_BY_OVERSEERS,
    "certificates.propose": BY_COORDINATORS,
    "certificates.revoke": BY_COORDINATORS,
    "certificates.show": BY_DECIDERS,
    "certificates.show_certificate": OWN_OR_BY_OVERSEERS,
    "certificates.show_name": ONLY_ONES_OWN,
    "certificates.supersede": BY_COORDINATORS,
    "certificates.verify": EVERYBODY,
    "certificates.verify_form": EVERYBODY,
    # The programme and its institutions
    "programmes.audit": AUDITORS,
    "programmes.complete_record": BY_COORDINATORS,
    "programmes.export": f"{COORDINATORS} {AUDITORS}",
    "programmes.indicator": f"{COORDINATORS} {AUDITORS}",
    "programmes.people": f"{COORDINATORS} {AUDITORS}",
    "programmes.show": f"{COORDINATORS} {AUDITORS}",
    "programmes.standing": BY_OVERSEERS,
    "institutions.act": BY_COORDINATORS,
    "institutions.create": COORDINATORS,
    "institutions.enter": COORDINATORS,  # institutions are common, agreements are not
    "institutions.file": BY_OVERSEERS,
    "institutions.index": f"{COORDINATORS} {AUDITORS}",
    "institutions.new": COORDINATORS,
    "institutions.show": f"{COORDINATORS} {AUDITORS}",
}
