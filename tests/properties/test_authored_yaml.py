"""Whatever an author types, reading YAML ends in values or in faults with a place."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from content.authored_yaml import Node, read_yaml
from content.faults import AuthoringFault, BrokenCourse, Faults

PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
WORDS = st.text(PRINTABLE, min_size=1, max_size=12).map(str.strip).filter(bool)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def as_plain(node: Node) -> object:
    if node.members is not None:
        return [as_plain(member) for member in node.members]
    if node.pairs is not None:
        return {name: as_plain(value) for name, value in node.pairs}
    return node.scalar


def found_in(faults: Faults) -> tuple[AuthoringFault, ...]:
    try:
        faults.raise_if_any()
    except BrokenCourse as broken:
        return broken.faults
    return ()


@settings(deadline=None)  # a shared machine may pause
@given(TREES)
def test_what_was_written_is_what_is_read(tree: object) -> None:
    faults = Faults()
    written = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    assert as_plain(read_yaml("x.yaml", written, faults)) == tree
    assert found_in(faults) == ()


@settings(deadline=None)  # a shared machine may pause
@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.text("ab:-[]{}&*!|>'\"# \n?,~", max_size=40)
)
def test_any_text_gives_values_or_faults_with_a_line_inside_it(text: str) -> None:
    faults = Faults()
    node = read_yaml("x.yaml", text, faults)
    fields = node.mapping(required=("a",), optional=("b",))
    fields["a"].text()
    fields["b"].strings(at_least=1)
    found = found_in(faults)
    last = text.count("\n") + text.count("\r") + 2
    assert all(1 <= fault.line <= last for fault in found)
    assert all(fault.path == "x.yaml" and fault.reason for fault in found)
    assert found or "a" in fields


@settings(deadline=None)  # a shared machine may pause
@given(st.lists(WORDS, min_size=2, max_size=6))
def test_a_key_written_twice_is_always_a_fault(names: list[str]) -> None:
    faults = Faults()
    lines = [yaml.safe_dump({name: "1"}, allow_unicode=True, default_style='"') for name in names]
    node = read_yaml("x.yaml", "".join(lines), faults)
    assert [name for name, _ in node.entries()] == list(dict.fromkeys(names))
    assert len(found_in(faults)) == len(names) - len(set(names))
