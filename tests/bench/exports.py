"""Files of lists from a thousand rows to a million, beside what the libraries reach by themselves.

`python -m tests.bench.exports` prints these alone. Shares are of the process's own time, so that
neighbours do not disturb them; a server of databases works beside it. The budgets hold for the
whole way, from the rows of the database to the file; the libraries have their cells for nothing.
The csv module writes the same cells, quoted as ours are. Memory is the peak above what the process
held before; the first byte is that of a row, after the filter was read and the rows were counted.
"""

import csv
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import xlsxwriter
from flask import Flask
from sqlalchemy.orm import Session

from content.languages import Language
from course.catalogue import Catalogue, load_catalogue
from course.database import db, reading
from course.exporting import ListAsked, ask
from course.queries.prepared import taken_by
from course.reports.formats import Document, FileKind, Passing, csv_parts, write
from course.reports.lists import Cell, Spoken
from course.reports.lists.certification import CERTIFICATION
from course.settings import ROOT, Settings
from tests.bench.crowd import Crowd, make_crowd
from tests.bench.figures import BUDGETS
from tests.bench.pace import FULL_SIZE
from tests.data_keys import DATA_KEYS
from tests.make import MONDAY
from tests.own_app import own_app
from tests.postgres import NoPostgres, postgres

SIZES = (1_000, 10_000, 100_000, 1_000_000) if FULL_SIZE else (1_000, 10_000, 100_000)
ROUNDS = 3
ONCE_FROM = 500_000
"""Rows from which one round has to do."""

FAR_APART = 10_000_000
SAMPLE = 1000
MEGABYTE = 1024

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of something, and the most memory that it took, in megabytes."""

    seconds: float
    megabytes: float


def exports(database_url: str, course: Catalogue, folder: Path) -> Mapping[int, Figures]:
    """For each number of rows how its files are made."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        settings = Settings(
            database_url=database_url,
            secret_key="the secret of the bench, long enough",
            data_keys=DATA_KEYS,
            base_url="http://127.0.0.1",
            files_folder=Path(name),
            issuer_keys=Path(name) / "issuer-keys",
        )
        with own_app(settings, course, Path(name)) as app:
            return {
                crowd.people: _measured(app, settings, crowd, Path(name)) for crowd in _crowds(app)
            }


def told(found: Mapping[int, Figures]) -> Figures:
    """What budgets speak of, at the most rows."""
    return {f"export {name}": value for name, value in found[max(found)].items()}


def _crowds(app: Flask) -> Sequence[Crowd]:
    with app.app_context(), Session(db.engine) as session:
        made = [
            make_crowd(session, people, first=place * FAR_APART)
            for place, people in enumerate(SIZES, start=1)
        ]
        session.commit()
        return made


def _measured(app: Flask, settings: Settings, crowd: Crowd, folder: Path) -> Figures:
    with app.app_context():
        asked = _asked(crowd)
        sample = [line.cells for line in islice(asked.lines(), SAMPLE)]
        things = _things(asked, sample, crowd.people, folder, settings)
        rounds = 1 if crowd.people >= ONCE_FROM else ROUNDS
        spent: dict[str, list[Spent]] = {name: [] for name in things}
        for _ in range(rounds):  # in turn, so that what disturbs the machine disturbs all alike
            for name, thing in things.items():
                spent[name].append(_spent(thing))
        first = _first_byte(crowd, settings)
    seconds = {name: median(one.seconds for one in times) for name, times in spent.items()}
    ours = ("csv", "plain.csv", "xlsx", "ods")
    return {
        "csv writer": seconds["csv module"] / seconds["csv of made rows"],
        **{name: seconds["csv module"] / seconds[name] for name in ("csv", "plain.csv")},
        "xlsx writer": seconds["xlsx library"] / seconds["xlsx of made rows"],
        "xlsx": seconds["xlsx library"] / seconds["xlsx"],
        **{f"{name} rows": crowd.people / seconds[name] for name in seconds},
        "memory": max(one.megabytes for name in ours for one in spent[name]),
        "first byte": first,
    }


def _asked(crowd: Crowd) -> ListAsked:
    programme, person = taken_by(reading(), crowd.programme_id, crowd.coordinator_id)
    return ask(CERTIFICATION, programme, {}, by=person, at=MONDAY, language=Language.PL)


def _things(
    asked: ListAsked,
    sample: Sequence[tuple[Cell, ...]],
    rows: int,
    folder: Path,
    settings: Settings,
) -> Mapping[str, Callable[[], None]]:
    document = asked.document(FileKind.CSV, settings)

    def made() -> Iterator[tuple[Cell, ...]]:
        return islice(cycle(sample), rows)

    def ours(kind: FileKind) -> Callable[[], None]:
        return lambda: _write(document, asked.passing(document), kind, folder)

    def of_made_rows(kind: FileKind) -> Callable[[], None]:
        return lambda: _write(document, Passing(document.columns, made()), kind, folder)

    return {
        "csv module": lambda: _csv_by_itself(sample, rows, folder),
        "csv of made rows": of_made_rows(FileKind.CSV),
        "csv": ours(FileKind.CSV),
        "plain.csv": ours(FileKind.PLAIN_CSV),
        "xlsx library": lambda: _xlsx_by_itself(made(), folder),
        "xlsx of made rows": of_made_rows(FileKind.XLSX),
        "xlsx": ours(FileKind.XLSX),
        "ods": ours(FileKind.ODS),
    }


def _write(document: Document, passing: Passing, kind: FileKind, folder: Path) -> None:
    with (folder / f"ours.{kind}").open("wb") as file:
        write(document, passing, kind, file, folder=str(folder))


def _csv_by_itself(sample: Sequence[tuple[Cell, ...]], rows: int, folder: Path) -> None:
    """The same cells by the csv module alone."""
    theirs = [
        [cell.words if isinstance(cell, Spoken) else cell for cell in cells] for cells in sample
    ]
    with (folder / "theirs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerows(islice(cycle(theirs), rows))


def _xlsx_by_itself(rows: Iterator[tuple[Cell, ...]], folder: Path) -> None:
    """The same cells by the library alone, each by the method of its type."""
    book = xlsxwriter.Workbook(
        str(folder / "theirs.xlsx"), {"constant_memory": True, "tmpdir": str(folder)}
    )
    day, sheet = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_worksheet()
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(number, place, cell)
            elif cell is not None:
                sheet.write_string(number, place, _text(cell))
    book.close()


def _text(cell: Cell) -> str:
    return cell.words if isinstance(cell, Spoken) else str(cell)


def _first_byte(crowd: Crowd, settings: Settings) -> float:
    """Seconds until the first rows are on their way, counting and reading the filter included."""
    began = perf_counter()
    asked = _asked(crowd)
    asked.count()
    document = asked.document(FileKind.CSV, settings)
    parts = csv_parts(document, asked.passing(document), FileKind.CSV)
    for _ in range(2):  # the heading, then rows
        next(parts)
    return perf_counter() - began


def _spent(thing: Callable[[], None]) -> Spent:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forgets the peak
    before, began = _kilobytes("VmRSS"), process_time()
    thing()
    seconds = process_time() - began
    return Spent(seconds, (_kilobytes("VmHWM") - before) / MEGABYTE)


def _kilobytes(name: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = (line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


def table(database: str, found: Mapping[int, Figures]) -> str:
    """A line for each figure, a column for each number of rows."""
    written = StringIO()
    names = list(found[min(found)])
    written.write(f"{database:<28}" + "".join(f"{rows:>14,}" for rows in found) + "\n")
    for name in names:
        cells = "".join(f"{_judged(name, figures[name]):>14}" for figures in found.values())
        written.write(f"{name:<28}{cells}\n")
    return written.getvalue()


def _judged(name: str, value: float) -> str:
    budget = next((one for one in BUDGETS if one.key == f"export {name}"), None)
    over = budget is not None and not budget.met_by(value)
    return f"{_shown(name, value)} OVER" if over else _shown(name, value)


def _shown(name: str, value: float) -> str:
    if name.endswith("rows"):
        return f"{value:,.0f}/s"
    if name == "memory":
        return f"{value:.1f} MB"
    return f"{value * 1000:.0f} ms" if name == "first byte" else f"{value:.0%}"


def main() -> None:
    """Measure files alone."""
    course = load_catalogue(ROOT / "content", ROOT / "assessments")
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    print(table("SQLite", exports("sqlite://", course, folder)))
    try:
        with postgres(durable=True) as url:
            print(table("PostgreSQL", exports(url, course, folder)))
    except NoPostgres as reason:
        sys.stderr.write(f"{reason}\n")


if __name__ == "__main__":
    main()
