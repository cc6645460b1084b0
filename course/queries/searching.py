"""Finding names as people type them: `zolc` finds Żółć."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from course.language import folded
from course.queries.folding import folded_in_sql


def name_has(name: InstrumentedAttribute[str], words: str) -> list[ColumnElement[bool]]:
    """That a name holds each of the words somewhere; Polish marks and capitals do not matter."""
    plain = folded_in_sql(name)
    return [plain.contains(word, autoescape=True) for word in folded(words).split()]
