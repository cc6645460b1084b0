"""A certificate comes into being in one place only, so that none exists without two people."""

import ast
import re
from collections.abc import Iterator

from course.settings import ROOT

MAKER = "course/actions/certificates.py"
MADE_AT_ISSUE = ("number", "code", "issued_at", "status_index", "credential")
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
    frozen |= {"credential", "status_index"}
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
    assert changed == {(MAKER, name) for name in MADE_AT_ISSUE}


CALLERS = {
    # two people at their doors, and the story of the demonstration, which plays both
    "approve_decision": {
        "course/demo/certifying.py",
        "course/web/certificates/decisions.py",
        "course/web/certificates/issuing.py",
    },
    "approve_correction": {
        "course/demo/certifying.py",
        "course/web/certificates/corrections.py",
    },
    "supersede_certificate": {"course/actions/corrections.py"},
    "_issue": {MAKER},
}


def callers(name: str) -> set[str]:
    """The files in which a function is named outside an import, however it is called then."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / "course").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Attribute) and node.attr == name)
    }


def test_no_import_job_or_command_reaches_the_maker() -> None:
    assert {name: callers(name) for name in CALLERS} == CALLERS


def test_the_letter_of_a_certificate_is_posted_with_it_only() -> None:
    assert callers("CERTIFICATE_ISSUED") - {"course/terms/deeds.py"} == {
        MAKER,
        "course/sentences/acts.py",
    }


def test_no_migration_makes_certificates_or_letters() -> None:
    for path in sorted((ROOT / "migrations/versions").glob("*.py")):
        written = path.read_text(encoding="utf-8").lower()
        assert "bulk_insert" not in written
        made = set(re.findall(r"insert\s+into\s+(\w+)", written))
        assert not made & {"certificates", "letters"}
