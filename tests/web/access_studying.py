"""The part of the table about studying: the course to be read, and what one keeps beside it."""

from tests.web.access_words import EVERYBODY, READERS, SIGNED_IN, TRAINEES, TRAINERS

OF_STUDYING = {
    # Studying
    "study.accept_consents": TRAINEES,
    "study.complete_lesson": TRAINEES,
    "study.consents": TRAINEES,
    "study.course": SIGNED_IN,
    "study.facts": READERS,
    "study.lesson": READERS,
    # What one writes beside lessons, for oneself
    "notes.beside": READERS,
    "notes.index": SIGNED_IN,
    "notes.keep": READERS,
    "notes.parts": EVERYBODY,
    "notes.save": READERS,
    # One's dates
    "calendar.download": SIGNED_IN,
    "calendar.feed": EVERYBODY,  # who holds the token: the address is the secret
    "calendar.renew": SIGNED_IN,
    "calendar.show": SIGNED_IN,
    # The course to be read and printed
    "booklets.glossary": EVERYBODY,
    "booklets.module": READERS,
    "materials.blank": READERS,
    "materials.booklet": READERS,
    "materials.competences": EVERYBODY,
    "materials.examples": READERS,
    "materials.glossary": EVERYBODY,
    "materials.index": "ben carla cyryl mira vera adam",
    "materials.questions": TRAINERS,
    "materials.trainer_guide": TRAINERS,
}
