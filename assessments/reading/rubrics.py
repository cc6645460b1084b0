"""The scale on which people mark, as its file describes it → Rubric."""

from assessments.definitions import HIGHEST_LEVEL, LEVELS, Criterion, Rubric
from assessments.reading.files import id_in, tell_apart, whole_between
from content.authored_yaml import Node


def read_rubric(node: Node) -> Rubric:
    """Criteria with a text for each level, and the points that pass."""
    fields = node.mapping(required=("criteria",), optional=("pass_points",))
    criteria = read_criteria(fields["criteria"])
    if "pass_points" not in fields:
        return Rubric(criteria)
    most = max(1, HIGHEST_LEVEL * len(criteria))
    return Rubric(criteria, whole_between(fields["pass_points"], 1, most))


def read_criteria(node: Node) -> tuple[Criterion, ...]:
    """At least one criterion, each id once."""
    written = node.sequence(at_least=1)
    tell_apart(written, "id")
    return tuple(_criterion(member) for member in written)


def _criterion(node: Node) -> Criterion:
    fields = node.mapping(required=("id", "title", "levels"), optional=("starred", "outcomes"))
    levels = fields["levels"].sequence()
    if len(levels) != len(LEVELS):
        fields["levels"].fault(f"expected {len(LEVELS)} levels, 0 to 3, found {len(levels)}")
    return Criterion(
        id=id_in(fields["id"]),
        title=fields["title"].text(),
        starred=fields["starred"].boolean(),
        levels=tuple(level.text() for level in levels),
        outcomes=fields["outcomes"].strings(),
    )
