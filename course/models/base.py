"""The base of every table: names of constraints, types, and relationships that never load alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from course.models.types import Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = dict[str, Any]

# On an explicit registry: Flask-SQLAlchemy copies the body of the base class and would trip.
_registry = registry(
    metadata=MetaData(naming_convention=NAMES),
    type_annotation_map={datetime: Instant, Json: JSON},
)


class Base(DeclarativeBase):
    """Every row has a surrogate `id` unless its table says otherwise."""

    registry = _registry
    metadata = _registry.metadata


class Row(Base):
    """A table with a surrogate integer key."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
