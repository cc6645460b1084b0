"""What is typed at the doors and on the account page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assessments.faults import Fault
from course.queries.people import normal_email
from course.sign_in_secrets import spaced_code

LONGEST_EMAIL = 254
LONGEST_NAME = 200
LONGEST_SECRET = 1000
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
# Signs that turn or hide others: what stands on a paper would not be what was approved.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")

Typed = Mapping[str, str]


def read_line(typed: str) -> str:
    """One line as typed, without line ends and other signs that nobody sees."""
    return _SPACES.sub(" ", _UNSEEN.sub("", typed)).strip()


def read_email(typed: str) -> tuple[str, Fault | None]:
    """An address in its one spelling, and what is wrong with it."""
    email = normal_email(read_line(typed))
    if not email:
        return email, Fault("required")
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        return email, Fault("bad_email")
    return email, None


def read_name(typed: str) -> tuple[str, Fault | None]:
    """A person's name, and what is wrong with it."""
    name = read_line(typed)
    if not any(sign.isalpha() for sign in name):
        return name, Fault("required")
    if len(name) > LONGEST_NAME:
        return name, Fault("too_long", {"found": len(name), "at_most": LONGEST_NAME})
    return name, None


@dataclass(frozen=True, slots=True)
class DoorForm:
    """The sign-in page: which of its two doors was tried, what was typed, what was wrong."""

    tried: str = ""  # card or password
    code: str = ""
    email: str = ""
    pin: str = ""
    password: str = ""
    shared: bool = False
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of_card(cls, typed: Typed) -> "DoorForm":
        """A card's code and PIN."""
        pin = "".join(typed.get("pin", "").split())[:LONGEST_SECRET]
        form = cls(
            tried="card",
            code=spaced_code(typed.get("code", "")),
            pin=pin,
            shared="shared" in typed,
        )
        return form.faulty(
            {name: Fault("required") for name in ("code", "pin") if not getattr(form, name)}
        )

    @classmethod
    def of_password(cls, typed: Typed) -> "DoorForm":
        """An address and its password."""
        email, fault = read_email(typed.get("email", ""))
        form = cls(
            tried="password",
            email=email,
            password=typed.get("password", "")[:LONGEST_SECRET],
            shared="shared" in typed,
        )
        faults = {"email": fault} if fault else {}
        return form.faulty(faults if form.password else faults | {"password": Fault("required")})

    def faulty(self, faults: Mapping[str, Fault]) -> "DoorForm":
        """The same form with what is wrong."""
        return replace(self, faults=faults)
