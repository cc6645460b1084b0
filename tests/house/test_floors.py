"""The architecture as tests: what may stand where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import configure_mappers

from course.models import Base
from course.settings import ROOT

PACKAGES = ("content", "assessments", "course")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders or PACKAGES:
        yield from sorted((ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path, *names: str) -> list[int]:
    """Lines of a file that call one of these, given as `commit` or `datetime.now`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and any(
            ast.unparse(node.func) == name or ast.unparse(node.func).endswith(f".{name}")
            for name in names
        )
    ]


def found(
    names: tuple[str, ...], allowed: set[str], folders: tuple[str, ...] = PACKAGES
) -> set[str]:
    return {
        f"{name_of(path)}:{line}"
        for path in sources(*folders)
        if name_of(path) not in allowed
        for line in calls(path, *names)
    }


def test_only_doors_commit() -> None:
    assert found(("commit",), {"course/database.py"}) == set()


def test_only_the_clock_reads_the_clock() -> None:
    names = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today")
    assert found(names, {"course/clock.py"}) == set()


def test_only_settings_read_the_environment() -> None:
    offenders = {
        name_of(path)
        for path in sources()
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert offenders == {"course/settings.py"}


def test_relationships_never_load_by_themselves() -> None:
    configure_mappers()
    lazy = {
        f"{mapper.class_.__name__}.{relationship.key}"
        for mapper in Base.registry.mappers
        for relationship in mapper.relationships
        if relationship.lazy != "raise_on_sql"
    }
    assert lazy == set()


def test_every_constraint_has_a_name_of_the_convention() -> None:
    odd = {
        f"{table.name}: {constraint.name}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None or not re.match(r"(ck|uq|fk|pk)_", str(constraint.name))
    }
    assert odd == set()


def test_every_foreign_key_is_indexed_and_restricts() -> None:
    for table in Base.metadata.tables.values():
        first_columns = {next(iter(index.columns)).name for index in table.indexes}
        first_columns |= {
            next(iter(constraint.columns)).name
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)
        }
        for key in table.foreign_keys:
            assert key.ondelete == "RESTRICT", (table.name, key.parent.name)
            assert key.parent.name in first_columns, (table.name, key.parent.name)


@pytest.mark.parametrize("folder", ["content", "assessments", "course", "tests"])
def test_files_and_functions_keep_their_budgets(folder: str) -> None:
    too_long = []
    for path in sources(folder):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > LONGEST_FILE:
            too_long.append(f"{name_of(path)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    too_long.append(f"{name_of(path)}:{node.lineno} {node.name}: {length} lines")
    assert too_long == []


def test_nothing_is_imported_inside_a_function() -> None:
    inline = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inline == []


# Words that the dictionary of the house replaces; each with what may contain it all the same.
FORBIDDEN = {
    "student": ("course/passwords.py",),  # among the passwords that everybody tries
    "teacher": (),
    "learner": (),
    "homework": (),
    "current_user": ("course/web/visitors.py",),
    "eligible": (),
    "todo:": (),
    "fixme": (),
}


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_the_dictionary_is_kept(word: str) -> None:
    pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    offenders = [
        name_of(path)
        for path in (
            *sources("assessments", "course"),
            *(ROOT / "course/templates").rglob("*.html"),
        )
        if name_of(path) not in FORBIDDEN[word] and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_nothing_is_marked_safe_in_templates() -> None:
    offenders = [
        name_of(path)
        for path in (ROOT / "course/templates").rglob("*.html")
        if re.search(r"\|\s*safe\b", path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_no_literal_is_put_into_words_in_templates() -> None:
    """Jinja works such words out once, in the language of whoever comes first."""
    offenders = [
        name_of(path)
        for path in (ROOT / "course/templates").rglob("*.html")
        if re.search(
            r"[\"'\d]\s*\|\s*(word|kind|fault|hours|day)\b", path.read_text(encoding="utf-8")
        )
    ]
    assert offenders == []


def test_modules_are_found_on_a_floor() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    modules = {
        path.stem
        for path in (ROOT / "course").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }
    assert {module for module in modules if f"(course.{module})" not in contracts} == set()
