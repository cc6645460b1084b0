"""The file of named rules → Rule."""

from collections.abc import Mapping
from pathlib import Path
from typing import assert_never

from assessments.certificate import CertificateText
from assessments.qualification import (
    Assessed,
    AssignmentsPassed,
    Enrolled,
    FieldPractice,
    QuizzesPassed,
    Requirement,
    RequirementKind,
    Rule,
    Workshops,
)
from assessments.reading.files import ids_in, kind_in, percent_in, read_file, tell_apart
from content.authored_yaml import Fields, Node
from content.faults import Faults

_AMOUNTS = (
    "minutes",
    "conversations",
    "one_to_ones",
    "seldom_heard",
    "channels",
    "group_meetings",
    "actions",
    "institution_talks",
)
# What each kind of requirement asks of its author, and what it allows besides.
_KEYS: Mapping[RequirementKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    RequirementKind.ENROLLED: (("consents",), ()),
    RequirementKind.QUIZZES: (("quizzes", "percent"), ()),
    RequirementKind.ASSIGNMENTS: (("assignments",), ()),
    RequirementKind.FIELD_PRACTICE: ((), _AMOUNTS),
    RequirementKind.WORKSHOPS: ((), ("minutes", "compulsory", "count")),
    RequirementKind.ASSESSMENT: ((), ()),
}


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
    required, optional = _KEYS[kind]
    fields = node.mapping(required=("kind", *required), optional=optional)
    if optional and not any(name in fields for name in optional):
        node.fault(f"this requirement asks for nothing; it may ask for {', '.join(optional)}")
    match kind:
        case RequirementKind.ENROLLED:
            return Enrolled(consents=ids_in(fields["consents"]))
        case RequirementKind.QUIZZES:
            quizzes = ids_in(fields["quizzes"])
            return QuizzesPassed(quizzes=quizzes, percent=percent_in(fields["percent"]))
        case RequirementKind.ASSIGNMENTS:
            return AssignmentsPassed(assignments=ids_in(fields["assignments"]))
        case RequirementKind.FIELD_PRACTICE:
            return FieldPractice(**{name: _amount(fields, name) for name in _AMOUNTS})
        case RequirementKind.WORKSHOPS:
            compulsory = fields["compulsory"]
            return Workshops(
                minutes=_amount(fields, "minutes"),
                compulsory=compulsory.strings(at_least=1),
                count=_amount(fields, "count"),
            )
        case RequirementKind.ASSESSMENT:
            return Assessed()
        case _:
            assert_never(kind)


def _amount(fields: Fields, name: str) -> int | None:
    return fields[name].integer(at_least=0) if name in fields else None
