"""The people of the table of doors, and whose things they may reach."""

from dataclasses import dataclass

SIGNED_IN = "ana ben carla cyryl dov vera adam iga mira lena"
EVERYBODY = f"{SIGNED_IN} nobody"
TRAINEES = "ana dov mira"
TRAINERS = "ben"
VALIDATORS = "vera"
COORDINATORS = "carla cyryl mira"
AUDITORS = "adam"
PARTNERS = "lena"
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
BY_ASSESSORS = Of("carla cyryl adam vera", "mira", "carla cyryl adam vera")
BY_DECIDERS = Of("carla cyryl vera", "mira", "carla cyryl vera")
BY_CARD_GIVERS = Of("ben carla cyryl", "mira", "ben carla cyryl")
BY_FOLLOWERS = Of("ben carla cyryl adam", "mira", "ben carla cyryl adam")
OWN_OR_BY_TRAINER = Of("ana ben", "dov", "mira ben")
OWN_OR_BY_FOLLOWERS = Of("ana ben carla cyryl adam", "dov mira", "mira ben carla cyryl adam")
SEEN_BUT_BY_ITS_MARKER = Of("ana carla cyryl adam", "dov mira", "mira carla cyryl adam")
OWN_OR_BY_OVERSEERS = Of("ana carla cyryl adam", "dov mira", "mira carla cyryl adam")
OWN_OR_BY_ASSESSORS = Of("ana carla cyryl adam vera", "dov mira", "mira carla cyryl adam vera")
