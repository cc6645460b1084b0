"""What a rule may ask for, and the rule itself: named by authors, frozen by a programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from assessments.certificate import CertificateText
from assessments.definitions import Rubric
from content.languages import Text


class RequirementKind(StrEnum):
    """What a rule may ask for."""

    ENROLLED = "enrolled"
    QUIZZES = "quizzes"
    ASSIGNMENTS = "assignments"
    FIELD_PRACTICE = "field_practice"
    WORKSHOPS = "workshops"
    SUPPORT = "support"
    COMPETENCES = "competences"
    PORTFOLIO = "portfolio"
    ASSESSMENT = "assessment"
    PANEL = "panel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Admitted, with these consents given and not withdrawn."""

    kind: ClassVar = RequirementKind.ENROLLED
    consents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizzesPassed:
    """The best attempt at each quiz reaches the percentage."""

    kind: ClassVar = RequirementKind.QUIZZES
    quizzes: tuple[str, ...]
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorLearning:
    """How many assignments evidence from before may replace, and which ones never."""

    at_most: int
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentsPassed:
    """Each assignment has a released marking with the outcome "pass".

    The double-marked ones have a second one, by somebody else.
    """

    kind: ClassVar = RequirementKind.ASSIGNMENTS
    assignments: tuple[str, ...]
    double_marked: tuple[str, ...] = ()
    prior_learning: PriorLearning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPractice:
    """Confirmed practice; what is None is not asked for."""

    kind: ClassVar = RequirementKind.FIELD_PRACTICE
    minutes: int | None = None
    conversations: int | None = None
    one_to_ones: int | None = None
    seldom_heard: int | None = None
    channels: int | None = None
    group_meetings: int | None = None
    actions: int | None = None
    institution_talks: int | None = None
    observations: int | None = None  # field observations and witness statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshops:
    """Minutes present in all, workshops that may not be missed, and how many attended."""

    kind: ClassVar = RequirementKind.WORKSHOPS
    minutes: int | None = None
    compulsory: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The review talk in mid-course, and group supervisions attended."""

    kind: ClassVar = RequirementKind.SUPPORT
    review_talks: int | None = None
    supervisions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Competences:
    """Each competence is confirmed by assignments that are passed; nobody ticks it by hand."""

    kind: ClassVar = RequirementKind.COMPETENCES
    confirmed_by: Mapping[str, tuple[str, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What lies in the portfolio beside the assignments, which are there by themselves."""

    kind: ClassVar = RequirementKind.PORTFOLIO
    journal_entries: int | None = None
    self_assessments: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The validator's assessment ended with "passed"."""

    kind: ClassVar = RequirementKind.ASSESSMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelHeld:
    """A panel of these members met the person and its marks pass by its rubric."""

    kind: ClassVar = RequirementKind.PANEL
    members: tuple[str, ...]
    rubric: Rubric


Requirement = (
    Enrolled
    | QuizzesPassed
    | AssignmentsPassed
    | FieldPractice
    | Workshops
    | Support
    | Competences
    | Portfolio
    | Assessed
    | PanelHeld
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named set of requirements, and what its certificate says; a programme freezes one."""

    slug: str
    title: Text
    requirements: tuple[Requirement, ...]
    certificate: CertificateText | None = None

    @property
    def works(self) -> frozenset[str] | None:
        """Slugs of the quizzes and assignments that it asks for; None where it names none."""
        named: set[str] = set()
        for requirement in self.requirements:
            match requirement:
                case QuizzesPassed(quizzes=slugs) | AssignmentsPassed(assignments=slugs):
                    named.update(slugs)
                case _:
                    pass
        return frozenset(named) or None

    @property
    def asks_self_assessment(self) -> bool:
        """Whether trainees are to look at their own competences on the way."""
        return any(
            isinstance(requirement, Portfolio) and bool(requirement.self_assessments)
            for requirement in self.requirements
        )

    @property
    def asks_panel(self) -> bool:
        """Whether a panel judges at the end, and not one validator."""
        return any(isinstance(requirement, PanelHeld) for requirement in self.requirements)

    @property
    def double_marked(self) -> frozenset[str]:
        """Slugs of the assignments of which every piece is marked twice."""
        return frozenset(
            slug
            for requirement in self.requirements
            if isinstance(requirement, AssignmentsPassed)
            for slug in requirement.double_marked
        )
