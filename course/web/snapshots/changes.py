"""What changed in frozen lines, in words: what, what it was, what it is."""

from collections.abc import Iterable, Sequence
from datetime import date

from assessments.differences import Changed
from course.queries.snapshots import Names
from course.sentences import N_
from course.terms import AdoptionKind
from course.web.i18n import speaking
from course.web.snapshots.told import as_day, group_told, sex_told

NOTHING = "–"

# What people read about is told by the last word of its path; ids beside it are left out.
_LABELS = {
    "number": N_("Number"),
    "sex": N_("Sex"),
    "city": N_("City"),
    "kind": N_("Kind"),
    "cohort": N_("Cohort"),
    "issued_on": N_("Issued"),
    "revoked_on": N_("Revoked"),
    "standard_frozen_on": N_("Rules frozen"),
    "first_training_on": N_("First training"),
    "ended_on": N_("Ended"),
    "assessed_on": N_("Assessed"),
    "decided_on": N_("Decided"),
    "last_day": N_("Last day for a decision"),
    "concluded_on": N_("Signed by both sides"),
    "verified_on": N_("Verified"),
    "in_force_on": N_("In force since"),
    "dated_on": N_("Proof of use of"),
    "definition": N_("Definition"),
    "base": N_("Base value"),
    "target": N_("Target"),
    "target_women": N_("Target: women"),
    "target_men": N_("Target: men"),
    "unit": N_("Unit"),
    "source_of_measurement": N_("Source of measurement"),
    "moment_of_measurement": N_("Moment of measurement"),
}
_CONDITIONS = {
    "institution_signed": N_("Signed by the institution"),
    "beneficiary_signed": N_("Signed by the beneficiary"),
    "participant_record": N_("Participant’s data complete"),
    "assessor_not_trainer": N_("Assessed by somebody who did not teach the person"),
    "once": N_("Counted once only"),
}
_DAYS_TELL = {"institution_signed", "beneficiary_signed"}
"""Conditions whose day says whether they are met."""


def changes_told(changes: Iterable[Changed], names: Names) -> Sequence[tuple[str, str, str]]:
    """Each change once: the same day may stand under several conditions."""
    told = (_told(one, names) for one in changes)
    return list(dict.fromkeys(one for one in told if one is not None))


def _told(change: Changed, names: Names) -> tuple[str, str, str] | None:
    path = change.name.split(".")
    of_condition = path[-1] in {"met", "signed_on"}
    label = _CONDITIONS.get(path[-2]) if of_condition else _LABELS.get(path[-1])
    if label is None:
        return None
    if isinstance(change.before, bool) and path[-2] in _DAYS_TELL:
        return None
    before, after = (_value(path, value, names) for value in (change.before, change.after))
    return speaking().gettext(label), before, after


def _value(path: Sequence[str], value: object, names: Names) -> str:
    if path[-1] == "sex":
        return sex_told(None if value is None else str(value))
    match as_day(value):
        case None | "":
            return NOTHING
        case bool(yes):
            return speaking().gettext("yes") if yes else speaking().gettext("no")
        case date() as day:
            return speaking().short_day(day)
        case other:
            return _word(path, str(other), names)


def _word(path: Sequence[str], value: str, names: Names) -> str:
    match path:
        case ["cohort"] | ["kind"]:
            return group_told(path[0], value, names)
        case ["proofs", _, "kind"]:
            return speaking().word(AdoptionKind(value))
        case _:
            return value
