"""Where the story is told: who and what is there, and what is still to be done, in its order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from content.languages import Text
from course.catalogue import Catalogue
from course.credentials.keys import Issuer
from course.demo.days import Days
from course.demo.works import Works
from course.models import Cohort, Enrolment, Meeting, Person, Programme
from course.sealing import Seals
from course.sign_in_secrets import CardHashes
from course.terms import ConsentKind

Deed = Callable[[datetime], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What deeds need from outside the database; made before the write begins."""

    catalogue: Catalogue
    works: Works
    consents: Mapping[ConsentKind, Text]
    card: CardHashes
    files_folder: Path
    issuer: Issuer
    seals: Seals


@dataclass(slots=True)
class Stage:
    """The story so far. People, cohorts and places are known by a short name.

    Meetings are known by that of their cohort and by their code.
    """

    session: Session
    means: Means
    days: Days
    programmes: dict[str, Programme] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    places: dict[str, Enrolment] = field(default_factory=dict)
    meetings: dict[tuple[str, str], Meeting] = field(default_factory=dict)
    planned: list[tuple[datetime, Deed]] = field(default_factory=list)

    def plan(self, days: int, clock: str, deed: Deed) -> None:
        """Let something happen on a day, at a time."""
        self.plan_at(self.days.at(days, clock), deed)

    def plan_office(self, days: int, clock: str, deed: Deed) -> None:
        """The same for work at a desk, which nobody does on a weekend."""
        self.plan(self.days.workday(days), clock, deed)

    def plan_at(self, at: datetime, deed: Deed) -> None:
        """Let something happen at an instant, which it is given."""
        self.planned.append((at, deed))

    def tell(self) -> None:
        """Do everything planned, the earliest first."""
        for at, deed in sorted(self.planned, key=lambda planned: planned[0]):
            deed(at)
