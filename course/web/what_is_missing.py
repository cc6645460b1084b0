"""What a draft still lacks before it can be handed in, and what its checks have not found yet."""

from dataclasses import dataclass

from assessments.checks import run_checks
from assessments.definitions import Words
from assessments.fields import missing_for_hand_in
from course.queries.work_files import pictures_unanswered
from course.web.forms.assignments import WorkForm


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing in words, and where it can be put right.

    Without what `stops` the work cannot be handed in; the others only say that it is thin.
    """

    said: str
    href: str
    stops: bool


def lacks_of(form: WorkForm) -> list[Lack]:
    """First what is counted and too little, then every field, in the order of the form."""
    return [*_counted(form), *_fields(form)]


def _counted(form: WorkForm) -> list[Lack]:
    results = run_checks(form.assignment, dict(form.values))
    lacks = []
    for result, count in zip(results, form.counts(), strict=True):
        measure = result.check.measure
        place = measure.field if isinstance(measure, Words) else measure.table
        if not result.met:
            lacks.append(Lack(f"{count.label}: {count.said}", f"#{place}", stops=False))
    return lacks


def _fields(form: WorkForm) -> list[Lack]:
    """A row is named once, with everything that it lacks, and has a page of its own."""
    missing = missing_for_hand_in(form.assignment, form.values)
    incomplete = form.with_faults(missing | pictures_unanswered(form.files))
    return [
        Lack(line.said, incomplete.page_of(line, always=True) or f"#{line.name}", stops=True)
        for line in incomplete.fault_lines()
    ]
