"""A certificate comes into being in one place only, so that none exists without two people."""

import ast
from collections.abc import Iterator

from course.settings import ROOT

MAKER = "course/actions/certificates.py"
MAKING = {"Certificate", "insert", "bulk_insert_mappings", "bulk_save_objects"}


def makers() -> Iterator[tuple[str, str]]:
    """Where a certificate is constructed, or rows are inserted past the models."""
    for path in sorted((ROOT / "course").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                about = ast.unparse(node)
                if name in MAKING and "Certificate" in about:
                    yield str(path.relative_to(ROOT)), name


def test_only_the_actions_make_certificates() -> None:
    assert set(makers()) == {(MAKER, "Certificate")}


def test_nothing_changes_what_a_certificate_says() -> None:
    frozen = {"holder_name", "facts", "number", "code", "issued_at", "decision_id"}
    changed = {
        (str(path.relative_to(ROOT)), target.attr)
        for path in (ROOT / "course").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr in frozen
        and "certificate" in ast.unparse(target.value)
    }
    assert changed == {(MAKER, name) for name in ("number", "code", "issued_at")}
