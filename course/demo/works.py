"""What the people of the demonstration wrote: `works.yaml`, read as forms would send it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from assessments.definitions import Assignment, Rubric
from assessments.fields import DateField, TableField, read_values
from content.authored_yaml import Fields, Node, read_yaml
from content.faults import Faults
from course.terms import FieldEntryKind

PATH = Path(__file__).with_name("works.yaml")
PARTS = ("stories", "logs", "listening", "markings", "practice", "panels")

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Practice:
    """One piece of practice, as its trainee types it; the day is that of the story."""

    kind: FieldEntryKind
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What a trainer says of a piece of work."""

    levels: dict[str, int]
    feedback: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a panel marked and said; levels stand in the order of the criteria."""

    marks: tuple[tuple[int, ...], ...]
    """Those of each member, who come in the order of the seats."""
    together: tuple[int, ...]
    statement: str
    to_supplement: str


@dataclass(frozen=True, slots=True)
class Works:
    """Everything written, by who wrote it."""

    parts: Fields

    def story(self, assignment: Assignment, who: str) -> Values:
        """The values of the form about one's story and role."""
        return _values(assignment, self._of("stories", who).entries(), date.min)

    def listening(self, assignment: Assignment, who: str, *, first_day: date) -> Values:
        """The values of a listening log; its days count from the first one."""
        written = dict(self._of("listening", who).entries())
        conversations = self._of("logs", written.pop("log").string())
        entries = [("conversations", conversations), *written.items()]
        return _values(assignment, entries, first_day)

    def marking(self, rubric: Rubric, name: str) -> Words:
        """Levels of the criteria in their order, and the words below."""
        written = self._of("markings", name).mapping(required=("levels", "feedback"))
        levels = [level.integer() for level in written["levels"].sequence()]
        ids = [criterion.id for criterion in rubric.criteria]
        return Words(dict(zip(ids, levels, strict=True)), written["feedback"].string())

    def practice(self, cohort: str) -> tuple[Practice, ...]:
        """What people of a cohort did outside."""
        return tuple(_practice(entry) for entry in self._of("practice", cohort).sequence())

    def refused_practice(self) -> tuple[Practice, str]:
        """What a trainer did not let count, and why."""
        refused = self._of("practice", "refused")
        return _practice(refused), dict(refused.entries())["reason"].string()

    def sitting(self, name: str) -> Sitting:
        """What a panel marked and said."""
        written = self._of("panels", name).mapping(
            required=("marks",), optional=("together", "statement", "to_supplement")
        )
        return Sitting(
            marks=tuple(_integers(member) for member in written["marks"].sequence()),
            together=_integers(written["together"]),
            statement=written["statement"].string(),
            to_supplement=written["to_supplement"].string(),
        )

    def _of(self, part: str, who: str) -> Node:
        return dict(self.parts[part].entries())[who]


def read_works() -> Works:
    """Read the file. Raises BrokenCourse with every fault."""
    faults = Faults()
    root = read_yaml("course/demo/works.yaml", PATH.read_text(encoding="utf-8"), faults)
    works = Works(root.mapping(required=PARTS))
    faults.raise_if_any()
    return works


def _practice(written: Node) -> Practice:
    typed = {name: cell.string() for name, cell in written.entries() if name != "reason"}
    return Practice(FieldEntryKind(typed.pop("kind")), typed)


def _integers(written: Node) -> tuple[int, ...]:
    return tuple(level.integer() for level in written.sequence())


def _values(assignment: Assignment, entries: Iterable[tuple[str, Node]], first_day: date) -> Values:
    """What is stored of a form filled in like this."""
    raw: dict[str, list[str]] = {}
    for name, written in entries:
        match assignment.field(name):
            case TableField() as table:
                for number, row in enumerate(written.sequence()):
                    for column, cell in row.entries():
                        raw[f"{name}-{number}-{column}"] = [_typed(table, column, cell, first_day)]
            case _:
                raw[name] = [written.string()]
    return read_values(assignment.fields, raw).values


def _typed(table: TableField, name: str, cell: Node, first_day: date) -> str:
    """A cell as it is typed; a day is written here as a number."""
    column = next(column for column in table.columns if column.name == name)
    if isinstance(column, DateField):
        return (first_day + timedelta(days=cell.integer())).isoformat()
    return cell.string()
