"""What the certificate of a rule says.

It is a part of the rule and frozen with it before training: nothing else can be promised later.
"""

from dataclasses import dataclass

from content.languages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateText:
    """Learning outcomes in the three groups that European frameworks use, and how they were seen.

    Hours of study are those of the modules; hours of workshops and practice are each person's own.
    """

    study_hours: int
    knowledge: tuple[Text, ...]
    skills: tuple[Text, ...]
    social: tuple[Text, ...]
    verified: Text
    disclaimer: Text
