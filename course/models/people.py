"""People, what they are granted, and how they come in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from content.languages import Language
from course.models.base import Row
from course.models.programmes import Programme
from course.models.types import SortKey, refers, words
from course.terms import AddressForm, Door, LinkPurpose, Role


class Person(Row):
    """Anyone with an account. A trainee is a person with an enrolment, not a role."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint(
            "email IS NOT NULL OR card_hash IS NOT NULL OR anonymised_at IS NOT NULL",
            name="can_come_in",
        ),
        CheckConstraint("(card_hash IS NULL) = (pin_hash IS NULL)", name="card_has_pin"),
    )

    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    card_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(SortKey, index=True)
    address_form: Mapped[AddressForm] = mapped_column(words(AddressForm, "address_form"))
    language: Mapped[Language] = mapped_column(words(Language, "language"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_version: Mapped[int] = mapped_column(default=1)
    # the daily letter of what waits for a trainer was switched off
    digest_off_at: Mapped[datetime | None]
    # letters that remind a trainee were switched off
    reminders_off_at: Mapped[datetime | None]
    # part of the secret of one's calendar: a new address makes it one higher, the old one dies
    calendar_version: Mapped[int] = mapped_column(default=1, server_default="1")
    # how pages look, as kept in the cookie: colours, size of text, spacing
    look: Mapped[str] = mapped_column(String(60), default="", server_default="")
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    anonymised_at: Mapped[datetime | None]

    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="person", foreign_keys="RoleGrant.person_id", lazy="raise_on_sql"
    )


class RoleGrant(Row):
    """A role in one programme; administrators have theirs without a programme."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("granted_by_id IS NULL OR granted_by_id <> person_id", name="not_to_self"),
        CheckConstraint("(role = 'administrator') = (programme_id IS NULL)", name="reach"),
        Index(
            "uq_role_grants_open_in_programme",
            "person_id",
            "role",
            "programme_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND programme_id IS NOT NULL"),
            postgresql_where=text("ended_at IS NULL AND programme_id IS NOT NULL"),
        ),
        Index(
            "uq_role_grants_open_everywhere",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND programme_id IS NULL"),
            postgresql_where=text("ended_at IS NULL AND programme_id IS NULL"),
        ),
    )

    person_id: Mapped[int] = refers("people.id")
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    programme_id: Mapped[int | None] = refers("programmes.id")
    granted_by_id: Mapped[int | None] = refers("people.id")  # none: by the command line
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(
        back_populates="grants", foreign_keys=[person_id], lazy="raise_on_sql"
    )
    programme: Mapped[Programme | None] = relationship(lazy="raise_on_sql")


class SignInLink(Row):
    """A one-time link. Its token is derived from the id by a key and stored nowhere."""

    __tablename__ = "sign_in_links"
    __table_args__ = (CheckConstraint("expires_at > created_at", name="lives"),)

    person_id: Mapped[int] = refers("people.id")
    purpose: Mapped[LinkPurpose] = mapped_column(words(LinkPurpose, "purpose"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class WrongTries(Row):
    """How often a secret was guessed wrong at a door, and until when the door stays shut."""

    __tablename__ = "wrong_tries"
    __table_args__ = (UniqueConstraint("door", "subject_hash"),)

    door: Mapped[Door] = mapped_column(words(Door, "door"))
    subject_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
