"""What in a text may give a person away: a warning with its place, never a refusal.

Notes of conversations are kept under codes. Whoever types a number, an address or an illness all
the same is told where it stands and why it should go. A warning errs on the side of silence:
whoever is warned of nothing ten times does not read the eleventh.
"""

from assessments.personal_data.finding import Finding, PersonalData
from assessments.personal_data.health import health_in
from assessments.personal_data.homes import homes_in, house_number_in
from assessments.personal_data.numbers import emails_in, pesels_in, phones_in

__all__ = ["Finding", "PersonalData", "house_number_in", "personal_data_in"]


def personal_data_in(text: str) -> tuple[Finding, ...]:
    """Everything found, in the order of the text; of two that overlap only the first."""
    kept: list[Finding] = []
    for find in (pesels_in, phones_in, emails_in, homes_in, health_in):
        for one in find(text):
            if not any(one.overlaps(other) for other in kept):
                kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))
