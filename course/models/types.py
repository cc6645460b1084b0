"""Column types that keep their word on SQLite and PostgreSQL alike."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, ForeignKey, String
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

# The same order of Polish names on both databases: keys are compared by code point.
SortKey = String(400).with_variant(postgresql.VARCHAR(400, collation="C"), "postgresql")


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. Refuses naive ones: SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"naive instant: {value!r}"
            raise ValueError(message)
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal with four places, stored as ten-thousandths: SQLite has no exact decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value.scaleb(4).to_integral_exact())

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-4)


def words(kind: type[StrEnum], name: str) -> Enum:
    """A column type that stores an enum by value as checked text of length 32."""
    return Enum(
        kind,
        name=name,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
    )


def refers(target: str, **options: Any) -> MappedColumn[Any]:  # noqa: ANN401 -- mapped_column's own signature
    """An indexed foreign key that forbids deleting what it points at."""
    options.setdefault("index", True)
    return mapped_column(ForeignKey(target, ondelete="RESTRICT"), **options)
