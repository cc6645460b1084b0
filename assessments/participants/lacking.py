"""Which missing answers are worth telling: what follows from another one is not told as well."""

from collections.abc import Collection, Sequence

from assessments.participants.facts import BORN_ON, PESEL, SEX

_AGE = "age"


def to_mend(missing: Collection[str]) -> Sequence[str]:
    """Names of the answers that somebody has to give; the PESEL tells the sex and the birth."""
    told: set[str] = set()
    if PESEL in missing:
        told |= {SEX, BORN_ON, _AGE}
    if BORN_ON in missing:
        told.add(_AGE)
    return [name for name in missing if name not in told]
