"""What follows from the answers of a participant: identity, sex and age."""

from datetime import date

from assessments.participants.forms import YES, Values
from assessments.registers import Sex, pesel_born_on, pesel_sex, read_pesel

# Items that a rule knows by their names; the other names are the author's.
PESEL = "pesel"
NO_PESEL = "no_pesel"
SEX = "sex"
BORN_ON = "born_on"
VOIVODESHIP = "voivodeship"
TERYT = "teryt"
STARTED_ON = "started_on"
ENDED_ON = "ended_on"
STATUS_ON = "status_on"
LONG_TERM = "long_term"
WITHOUT_WORK_SINCE = "without_work_since"

WOMAN: Sex = "woman"
MAN: Sex = "man"


def pesel_of(values: Values) -> str | None:
    """The eleven digits; None where there are none, or where they cannot be right."""
    if values.get(NO_PESEL) == YES:
        return None
    return read_pesel(values.get(PESEL, ""))


def sex_of(values: Values) -> Sex | None:
    """As the PESEL tells it; as it was said where there is no PESEL."""
    pesel = pesel_of(values)
    if pesel is not None:
        return pesel_sex(pesel)
    match values.get(SEX):
        case "woman":
            return WOMAN
        case "man":
            return MAN
        case _:
            return None


def born_on(values: Values) -> date | None:
    """As the PESEL tells it; as it was said where there is no PESEL."""
    pesel = pesel_of(values)
    return day_of(values.get(BORN_ON, "")) if pesel is None else pesel_born_on(pesel)


def age_on(values: Values, day: date) -> int | None:
    """Whole years of life on a day; None where the birth is not known or lies after it.

    Who is born on 29 February comes of age on 1 March of a common year.
    """
    birth = born_on(values)
    if birth is None or birth > day:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def day_of(value: str) -> date | None:
    """The day that a value holds; None where it was typed in another way or cannot be read."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
