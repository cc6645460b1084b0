"""Names without Polish marks inside a statement, as `course.language.folded` makes them."""

from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, String, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

MARKED, PLAIN = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzacelnoszz"


class folded_in_sql(FunctionElement[str]):  # noqa: N801 -- is used as a function of SQL
    """Lower case without Polish marks; other alphabets' capitals stay as the database has them."""

    type = String()
    inherit_cache = True
    name = "folded"


@compiles(folded_in_sql)
def _replaced(element: folded_in_sql, compiler: SQLCompiler, **named: Any) -> str:  # noqa: ANN401 -- the compiler's own arguments
    [words] = element.clauses
    plain = reduce(
        lambda said, pair: func.replace(said, *map(_said, pair)),
        zip(MARKED, PLAIN, strict=True),
        words,
    )
    return compiler.process(func.lower(plain), **named)


@compiles(folded_in_sql, "postgresql")
def _translated(element: folded_in_sql, compiler: SQLCompiler, **named: Any) -> str:  # noqa: ANN401 -- the compiler's own arguments
    [words] = element.clauses
    return compiler.process(func.lower(func.translate(words, _said(MARKED), _said(PLAIN))), **named)


def _said(letters: str) -> ColumnElement[str]:
    return literal_column(f"'{letters}'")
