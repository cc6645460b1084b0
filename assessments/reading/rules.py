"""The file of named rules → Rule."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assessments.certificate import CertificateText
from assessments.reading.files import ids_in, kind_in, percent_in, read_file, tell_apart
from assessments.reading.rubrics import read_rubric
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Enrolled,
    FieldPractice,
    PanelHeld,
    Portfolio,
    PriorLearning,
    QuizzesPassed,
    Requirement,
    RequirementKind,
    Rule,
    Support,
    Workshops,
)
from content.authored_yaml import Fields, Node
from content.faults import Faults, unknown

_AMOUNTS = (
    "minutes",
    "conversations",
    "one_to_ones",
    "seldom_heard",
    "channels",
    "group_meetings",
    "actions",
    "institution_talks",
    "observations",
)


def read_rules(path: Path) -> Mapping[str, Rule]:
    """Rules by slug. Raises BrokenCourse with every fault."""
    faults = Faults()
    top = read_file(path, f"{path.parent.name}/{path.name}", faults).mapping(required=("rules",))
    written = top["rules"].sequence(at_least=1)
    tell_apart(written, "slug")
    rules = [_rule(node) for node in written]
    faults.raise_if_any()
    return {rule.slug: rule for rule in rules}


def _rule(node: Node) -> Rule:
    fields = node.mapping(required=("slug", "title", "requirements"), optional=("certificate",))
    written = [_requirement(member) for member in fields["requirements"].sequence(at_least=1)]
    return Rule(
        slug=fields["slug"].slug(),
        title=fields["title"].text(),
        requirements=tuple(requirement for requirement in written if requirement is not None),
        certificate=_certificate(fields["certificate"]) if "certificate" in fields else None,
    )


def _certificate(node: Node) -> CertificateText:
    groups = ("knowledge", "skills", "social")
    fields = node.mapping(required=("study_hours", *groups, "verified", "disclaimer"))
    knowledge, skills, social = (
        tuple(line.text() for line in fields[group].sequence(at_least=1)) for group in groups
    )
    return CertificateText(
        study_hours=fields["study_hours"].integer(at_least=0),
        knowledge=knowledge,
        skills=skills,
        social=social,
        verified=fields["verified"].text(),
        disclaimer=fields["disclaimer"].text(),
    )


def _requirement(node: Node) -> Requirement | None:
    kind = kind_in(node, RequirementKind)
    if kind is None:
        return None
    required, optional, read = _SHAPES[kind]
    fields = node.mapping(required=("kind", *required), optional=optional)
    if optional and not required and not any(name in fields for name in optional):
        node.fault(f"this requirement asks for nothing; it may ask for {', '.join(optional)}")
    return read(fields)


def _enrolled(fields: Fields) -> Enrolled:
    return Enrolled(consents=ids_in(fields["consents"]))


def _quizzes(fields: Fields) -> QuizzesPassed:
    return QuizzesPassed(quizzes=ids_in(fields["quizzes"]), percent=percent_in(fields["percent"]))


def _assignments(fields: Fields) -> AssignmentsPassed:
    """The ones named apart are among those that are asked for."""
    asked = ids_in(fields["assignments"])
    double_marked = _among(fields["double_marked"], asked)
    if "prior_learning" not in fields:
        return AssignmentsPassed(assignments=asked, double_marked=double_marked)
    prior = fields["prior_learning"].mapping(required=("at_most", "never"))
    at_most = prior["at_most"].integer(at_least=1)
    return AssignmentsPassed(
        assignments=asked,
        double_marked=double_marked,
        prior_learning=PriorLearning(at_most=at_most, never=_among(prior["never"], asked)),
    )


def _among(node: Node, asked: Sequence[str]) -> tuple[str, ...]:
    named = node.strings()
    for member in node.members or ():
        if member.string() not in asked:
            member.fault(unknown("assignment", member.string(), asked))
    return named


def _field_practice(fields: Fields) -> FieldPractice:
    return FieldPractice(**{name: _amount(fields, name) for name in _AMOUNTS})


def _workshops(fields: Fields) -> Workshops:
    compulsory = fields["compulsory"].strings(at_least=1)
    minutes, count = _amount(fields, "minutes"), _amount(fields, "count")
    return Workshops(minutes=minutes, compulsory=compulsory, count=count)


def _support(fields: Fields) -> Support:
    talks, supervisions = _amount(fields, "review_talks"), _amount(fields, "supervisions")
    return Support(review_talks=talks, supervisions=supervisions)


def _competences(fields: Fields) -> Competences:
    """By the code of each competence, the assignments that confirm it."""
    written = fields["confirmed_by"].entries()
    return Competences(confirmed_by={code: ids_in(assignments) for code, assignments in written})


def _portfolio(fields: Fields) -> Portfolio:
    entries, own = _amount(fields, "journal_entries"), _amount(fields, "self_assessments")
    return Portfolio(journal_entries=entries, self_assessments=own)


def _assessed(_: Fields) -> Assessed:
    return Assessed()


def _panel(fields: Fields) -> PanelHeld:
    return PanelHeld(members=ids_in(fields["members"]), rubric=read_rubric(fields["rubric"]))


def _amount(fields: Fields, name: str) -> int | None:
    return fields[name].integer(at_least=0) if name in fields else None


# What each kind of requirement asks of its author, what it allows besides, and who reads it.
_SHAPES: Mapping[
    RequirementKind, tuple[tuple[str, ...], tuple[str, ...], Callable[[Fields], Requirement]]
] = {
    RequirementKind.ENROLLED: (("consents",), (), _enrolled),
    RequirementKind.QUIZZES: (("quizzes", "percent"), (), _quizzes),
    RequirementKind.ASSIGNMENTS: (
        ("assignments",),
        ("double_marked", "prior_learning"),
        _assignments,
    ),
    RequirementKind.FIELD_PRACTICE: ((), _AMOUNTS, _field_practice),
    RequirementKind.WORKSHOPS: ((), ("minutes", "compulsory", "count"), _workshops),
    RequirementKind.SUPPORT: ((), ("review_talks", "supervisions"), _support),
    RequirementKind.COMPETENCES: (("confirmed_by",), (), _competences),
    RequirementKind.PORTFOLIO: ((), ("journal_entries", "self_assessments"), _portfolio),
    RequirementKind.ASSESSMENT: ((), (), _assessed),
    RequirementKind.PANEL: (("members", "rubric"), (), _panel),
}
