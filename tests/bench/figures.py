"""The figures with their budgets, as a table and as JSON."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.pace import FULL_SIZE


@dataclass(frozen=True, slots=True)
class Budget:
    """What a figure is, and what it must reach or stay below; without either it only informs."""

    key: str
    name: str
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    def met_by(self, value: float) -> bool:
        """Whether a value keeps the budget."""
        return not (
            (self.at_least is not None and value < self.at_least)
            or (self.at_most is not None and value > self.at_most)
        )

    def shown(self, value: float) -> str:
        """A value with its unit."""
        if self.unit == "%":
            return f"{value:.1%}"
        return f"{value:.0f}" if self.unit == "" else f"{value:.1f} {self.unit}"

    @property
    def bound(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.shown(self.at_least)}"
        return f"≤ {self.shown(self.at_most)}" if self.at_most is not None else ""


BUDGETS = (
    Budget("hello", "bare Flask hello, a second", ""),
    Budget("lesson", "lesson, of hello's pace", "%", at_least=0.22),
    Budget("lesson cpu", "… by the server's own time", "%"),
    Budget("unchanged", "unchanged lesson (304), of hello's pace", "%", at_least=0.33),
    Budget("unchanged cpu", "… by the server's own time", "%"),
    Budget("save", "answer saved on disk, of hello's pace", "%", at_least=0.12),
    Budget("save cpu", "… by the server's own time", "%"),
    Budget("lesson statements", "statements: lesson", "", at_most=3),
    Budget("unchanged statements", "statements: unchanged lesson", "", at_most=3),
    Budget("save statements", "statements: answer saved", "", at_most=5),
    Budget("my course statements", "statements: my course", "", at_most=5),
    Budget("search statements", "statements: a search", "", at_most=5),
    Budget("page", "lesson alone, gzip", "kB", at_most=8),
    Budget("first visit", "first visit with styles, scripts, font, gzip", "kB", at_most=90),
    *(
        budget
        for page in ("quiz", "my course", "marking", "verification")
        for budget in (
            Budget(page, f"{page} alone, gzip", "kB", at_most=8),
            Budget(f"{page} first", "… as a first visit, with all it names", "kB", at_most=90),
        )
    ),
    Budget("start", "two workers: start to first answer", "s", at_most=1.5),
    Budget("memory", "two workers: PSS", "MB", at_most=200),
    Budget("figure", "most people: figure, of a bare COUNT(DISTINCT)", "%", at_most=1.5),
    Budget("figure ms", "…", "ms", at_most=200),
    Budget("list first", "certification list, first page, of that of fewest", "%", at_most=1.5),
    Budget("list middle", "… a page in the middle", "%", at_most=1.5),
    Budget("list statements", "statements: certification list", "", at_most=5),
    Budget("judged", "a deed judges one person anew, of that among fewest", "%", at_most=1.5),
    Budget("export csv", "CSV from the database, of the csv module's pace", "%", at_least=0.40),
    Budget("export csv writer", "… its rows made already", "%", at_least=0.40),
    Budget("export xlsx", "XLSX from the database, of its library's pace", "%", at_least=0.80),
    Budget("export xlsx writer", "… its rows made already", "%", at_least=0.80),
    Budget("export first byte", "first rows of a CSV", "s", at_most=1.0),
    Budget("export memory", "files of a list: most memory", "MB", at_most=100),
)

Values = Mapping[str, float]


def table(found: Mapping[str, Values]) -> str:
    """One line for each figure, one column for each database."""
    lines: list[Sequence[str]] = [("", "budget", *found)]
    lines += [
        (
            budget.name,
            budget.bound,
            *(_cell(budget, values[budget.key]) for values in found.values()),
        )
        for budget in BUDGETS
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def write_json(found: Mapping[str, Values], path: Path) -> None:
    """The same for programs."""
    told = {
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "full_size": FULL_SIZE,
        "figures": {
            database: [_told(budget, values[budget.key]) for budget in BUDGETS]
            for database, values in found.items()
        },
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _cell(budget: Budget, value: float) -> str:
    verdict = ("ok" if budget.met_by(value) else "OVER") if budget.bound else ""
    return f"{budget.shown(value)} {verdict}".strip()


def _told(budget: Budget, value: float) -> dict[str, object]:
    return {
        "figure": budget.name,
        "value": round(value, 4),
        "unit": budget.unit,
        "budget": budget.bound,
        "met": budget.met_by(value),
    }
