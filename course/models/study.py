"""What a trainee opened and finished reading."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Row
from course.models.types import refers


class LessonProgress(Row):
    """One trainee's way through one lesson; written at the first opening only."""

    __tablename__ = "lesson_progress"
    __table_args__ = (UniqueConstraint("enrolment_id", "lesson_slug"),)

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)
    lesson_slug: Mapped[str] = mapped_column(String(100))
    opened_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
