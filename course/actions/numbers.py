"""Numbers of protocols and certificates: one series each, anew every year, without gaps."""

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from course.actions.audit import take_turn


def next_number(
    session: Session,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    *,
    series: str,
    year: int,
) -> str:
    """The number after the last one of a series in a year, such as `SZ/2026/0001`.

    Rows are never deleted, and each write takes its turn, so none is given twice or left out.
    """
    take_turn(session)
    head = f"{series}/{year}/"
    last = session.scalar(
        select(column)
        .where(column.startswith(head, autoescape=True))
        .order_by(func.length(column).desc(), column.desc())
        .limit(1)
    )
    return f"{head}{int(last.removeprefix(head)) + 1 if last else 1:04d}"
