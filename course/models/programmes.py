"""Programmes, what they promised, and the authored versions they are bound to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Base, Json, Row
from course.models.types import refers, words
from course.terms import Indicator, VersionKind


class AuthoredVersion(Base):
    """An authored definition exactly as people met it. Never updated."""

    __tablename__ = "authored_versions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[VersionKind] = mapped_column(words(VersionKind, "kind"))
    slug: Mapped[str] = mapped_column(String(100))
    definition: Mapped[Json] = mapped_column(JSON)
    first_used_at: Mapped[datetime]


class Programme(Row):
    """A funded project with targets and dates."""

    __tablename__ = "programmes"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        CheckConstraint("certificate_months > 0", name="months"),
    )

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title_pl: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    project_number: Mapped[str] = mapped_column(String(100))
    funder: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Warsaw")
    standard_code: Mapped[str] = mapped_column(String(60))
    rule_digest: Mapped[str | None] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    standard_frozen_on: Mapped[date | None]
    participant_form_digest: Mapped[str | None] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    figures_public: Mapped[bool] = mapped_column(default=False)  # totals, on a page for everybody
    standings_kept_at: Mapped[datetime | None]  # None: `standings` has to be made anew
    certificate_months: Mapped[int | None]  # how long a certificate is valid; None: for good
    demonstration: Mapped[bool] = mapped_column(default=False)
    retain_until: Mapped[date | None]

    rule_version: Mapped[AuthoredVersion | None] = relationship(
        foreign_keys=[rule_digest], lazy="raise_on_sql"
    )


class IndicatorTarget(Row):
    """What a programme promised its funder for one indicator."""

    __tablename__ = "indicator_targets"
    __table_args__ = (
        UniqueConstraint("programme_id", "indicator"),
        CheckConstraint("target >= 0 AND base >= 0", name="not_negative"),
        CheckConstraint("target_women >= 0 AND target_men >= 0", name="sexes_not_negative"),
    )

    programme_id: Mapped[int] = refers("programmes.id")
    indicator: Mapped[Indicator] = mapped_column(words(Indicator, "indicator"))
    unit: Mapped[str] = mapped_column(String(60))
    base: Mapped[int] = mapped_column(default=0)
    target: Mapped[int]
    target_women: Mapped[int | None]
    target_men: Mapped[int | None]
    # in the words of the application for funds, so in its language
    definition: Mapped[str] = mapped_column(Text, default="")
    source_of_measurement: Mapped[str] = mapped_column(String(400))
    moment_of_measurement: Mapped[str] = mapped_column(String(400), default="")

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")


class ProgrammeMark(Row):
    """A mark of the programme or of its funder, as it stands at the foot of a certificate."""

    __tablename__ = "programme_marks"

    programme_id: Mapped[int] = refers("programmes.id")
    name: Mapped[str] = mapped_column(String(200))  # what it shows, for who does not see it
    media_type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
