"""The blanks of a list's filter, as a page draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from course.exporting import ListAsked
from course.reports.lists import Filter
from course.reports.lists.asked import DAYS
from course.sentences import N_
from course.web.i18n import speaking

# Label, and the words of the choice that asks for nothing.
LABELS = {
    Filter.WORDS: (N_("Look for a name"), ""),
    Filter.COHORT: (N_("Cohort"), N_("All")),
    Filter.CITY: (N_("City"), N_("All")),
    Filter.STATE: (N_("State"), N_("All")),
    Filter.MEETING: (N_("Meeting"), N_("All")),
    Filter.SINCE: (N_("From"), ""),
    Filter.UNTIL: (N_("To"), ""),
    Filter.AS_OF: (N_("As of"), ""),
}


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: `kind` is search, date or select."""

    name: str
    label: str
    kind: str
    value: str
    fault: str
    options: Sequence[tuple[str, str]] = ()
    blank: str = ""


def blanks_of(asked: ListAsked) -> list[Blank]:
    """The blanks of what a list knows, in their order."""
    return [_blank(asked, name) for name in LABELS if name in asked.listing.knows]


def _blank(asked: ListAsked, name: Filter) -> Blank:
    label, nothing = LABELS[name]
    form, say = asked.form, speaking().gettext
    fault = form.faults.get(name.value)
    choices = form.choices.of(name)
    kind = "date" if name in DAYS else "search" if choices is None else "select"
    return Blank(
        name=name.value,
        label=say(asked.listing.labels.get(name, label)),
        kind=kind,
        value=form.values.get(name.value, ""),
        fault=speaking().fault(fault.code, fault.facts) if fault else "",
        options=list((choices or {}).items()),
        blank=say(nothing) if nothing else "",
    )
