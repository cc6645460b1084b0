"""One kind of fact about what people did, as a part of a statement that tells all of them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, BindParameter, ColumnElement, String, cast, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute

Ids = BindParameter[Sequence[int]]
"""The places that are asked about: a value of the statement, so that it is built once."""


class Fact(StrEnum):
    """What a row tells of."""

    ADMITTED = "admitted"
    CONSENT = "consent"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    SECOND_MARKING = "second_marking"
    PRACTICE = "practice"
    CHANNEL = "channel"
    SELDOM_HEARD = "seldom_heard"
    OBSERVATION = "observation"
    MEETING = "meeting"
    ASSESSMENT = "assessment"
    JOURNAL_ENTRY = "journal_entry"
    SELF_ASSESSMENT = "self_assessment"
    EXCEPTION = "exception"
    PANEL = "panel"
    UPHELD = "upheld"


class FactRow(NamedTuple):
    """One fact: which, how, and up to two amounts."""

    fact: Fact
    slug: str
    detail: str
    first: int
    second: int


def fact_line(
    fact: Fact,
    enrolment_id: InstrumentedAttribute[int],
    ids: Ids,
    *,
    slug: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None,
    detail: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None,
    amounts: tuple[ColumnElement[Any], ColumnElement[Any]] | None = None,
) -> Any:  # noqa: ANN401 -- a select whose exact columns differ from fact to fact
    """One kind of fact as a part of the union: whose, what, which, how, and up to two amounts."""
    first, second = amounts or (null(), null())
    return select(
        enrolment_id,
        literal(fact.value, String),
        cast(literal("") if slug is None else slug, String),
        cast(literal("") if detail is None else detail, String),
        cast(first, BigInteger),
        cast(second, BigInteger),
    ).where(enrolment_id.in_(ids))
