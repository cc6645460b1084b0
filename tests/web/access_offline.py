"""The part of the table about studying without the network."""

from tests.web.access_words import EVERYBODY, READERS, SIGNED_IN

OF_OFFLINE = {
    "offline.entry": SIGNED_IN,
    "offline.glossary": EVERYBODY,
    "offline.lesson": READERS,
    "offline.manifest": EVERYBODY,
    "offline.page": EVERYBODY,
    "offline.saved": SIGNED_IN,
    "offline.saved_set": READERS,
    "offline.worker": EVERYBODY,
}
