"""The shape of a task as a part of one statement, and the kinds of tasks that there are.

Parts have the same columns. `on_day` is the day that the last one is counted from; `total` is how
many rows the part has in all.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from course.models.types import Instant

Part = Select[*tuple[Any, ...]]
Column = ColumnElement[Any] | InstrumentedAttribute[Any]


COLUMNS: Mapping[str, Any] = {
    "opens_id": BigInteger,
    "within_id": BigInteger,
    "enrolment_id": BigInteger,
    "name": String,
    "beside": String,
    "on_day": Date,
    "since": Instant,
    "by_id": BigInteger,
    "about_id": BigInteger,
}


class Task(StrEnum):
    """What is to be done; the order breaks ties between tasks of one day."""

    APPROVE = "approve"
    PROPOSE = "propose"
    APPEAL = "appeal"
    EXCEPTION = "exception"
    CORRECTION = "correction"
    RECORD = "record"
    FOLLOW_UP = "follow_up"
    PANEL = "panel"
    PROTOCOL = "protocol"
    ASSESS = "assess"
    VERIFY = "verify"
    PROOF = "proof"
    BRING_INTO_FORCE = "bring_into_force"
    SEND = "send"
    REMIND = "remind"
    MEETING = "meeting"
    QUESTION = "question"
    CERTIFICATE_ENDS = "certificate_ends"
    FILE = "file"


def part(
    task: Task,
    opens: Column,
    *,
    name: Column,
    beside: Column,
    **more: Column,
) -> Part:
    """One kind of task as a part of the union; what it does not tell is null."""
    told = {"opens_id": opens, "name": name, "beside": beside, **more}
    columns: list[ColumnElement[Any]] = [
        told.get(column, cast(null(), kind)).label(column) for column, kind in COLUMNS.items()
    ]
    return select(
        literal(task.value, String).label("task"), *columns, func.count().over().label("total")
    )
