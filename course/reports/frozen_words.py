"""Groups of frozen figures in words; cohorts by their titles of now."""

from collections.abc import Mapping
from typing import TypeVar

from course.language import Voice, sort_key
from course.reports.snapshots import PROVED, SEXES, SIGNED_ONLY, UNKNOWN
from course.sentences import N_
from course.terms import InstitutionKind, Sex

Value = TypeVar("Value")

_SPLITS = {
    "sex": N_("Sex"),
    "city": N_("City"),
    "cohort": N_("Cohort"),
    "kind": N_("Kind"),
    "use": N_("Use of the model"),
}
_GROUPS = {
    UNKNOWN: N_("not given"),
    PROVED: N_("the model is in use"),
    SIGNED_ONLY: N_("signed, use not proved"),
}


def say_split(split: str, speaking: Voice) -> str:
    """By what people or institutions are divided."""
    return speaking.gettext(_SPLITS[split])


def say_rows(
    split: str, rows: Mapping[str, Value], cohorts: Mapping[int, str], speaking: Voice
) -> list[tuple[str, Value]]:
    """The groups of a split with what stands beside each: the known ones first, then by name."""
    known = (*SEXES, PROVED, SIGNED_ONLY)
    told = [(one, say_group(split, one, cohorts, speaking), rows[one]) for one in rows]
    told.sort(key=lambda row: (known.index(row[0]) if row[0] in known else 0, sort_key(row[1])))
    return [(words, value) for _, words, value in told]


def say_group(split: str, group: str, cohorts: Mapping[int, str], speaking: Voice) -> str:
    """What a group of a split is called."""
    if group in _GROUPS:
        return speaking.gettext(_GROUPS[group])
    match split:
        case "sex":
            return speaking.word(Sex(group))
        case "kind":
            return speaking.word(InstitutionKind(group))
        case "cohort":
            return cohorts.get(int(group), group)
        case _:
            return group
