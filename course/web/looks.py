"""How pages look to whoever reads them: colours, size of text, spacing.

A signed-in person's wish is kept in their row, so it follows them to another device; the cookie
holds it for pages that ask no database, and for who has not signed in.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from flask import Response, after_this_request, current_app, request
from flask import session as browser
from sqlalchemy.orm import Session

from course.actions.people import choose_look
from course.models import Person
from course.web.visitors import visitor_or_none

COOKIE = "look"
KEPT = timedelta(days=365)


class Colours(StrEnum):
    """Which colours pages have on a screen; paper is always white."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class TextSize(StrEnum):
    """How large text is: 100, 115 and 130 % of what the browser is set to."""

    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class Spacing(StrEnum):
    """How wide lines, words and letters stand apart; wide as WCAG 2.2, 1.4.12, has it."""

    NORMAL = "normal"
    WIDE = "wide"


SHEETS: dict[Colours, tuple[tuple[str, str], ...]] = {
    Colours.DEVICE: (("dark", "screen and (prefers-color-scheme:dark)"),),
    Colours.LIGHT: (),
    Colours.DARK: (("dark", "screen"),),
    Colours.CONTRAST: (("contrast", "screen"),),
}
SCHEMES = {Colours.DEVICE: "light dark", Colours.LIGHT: "light"}


@dataclass(frozen=True, slots=True)
class Look:
    """One choice of all three."""

    colours: Colours = Colours.DEVICE
    size: TextSize = TextSize.NORMAL
    spacing: Spacing = Spacing.NORMAL

    @classmethod
    def read(cls, text: str) -> "Look | None":
        """What a cookie or a row says, like `dark.large.wide`; none for anything else."""
        try:
            colours, size, spacing = text.split(".")
            return cls(Colours(colours), TextSize(size), Spacing(spacing))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.colours}.{self.size}.{self.spacing}"

    @property
    def marks(self) -> str:
        """What the stylesheet looks for on the page: `large wide`, or nothing."""
        return " ".join(one for one in (self.size, self.spacing) if one != "normal")

    @property
    def scheme(self) -> str:
        """The colours that the browser's own parts take before any stylesheet has come."""
        return SCHEMES.get(self.colours, "dark")

    @property
    def sheets(self) -> tuple[tuple[str, str], ...]:
        """Stylesheets of other than the light colours, each with the media it is for."""
        return SHEETS[self.colours]


def look_here() -> Look:
    """The wish of the person who is signed in, else of this browser."""
    person = visitor_or_none()
    return (Look.read(person.look) if person else None) or look_of_browser()


def look_of_browser() -> Look:
    """The wish in the cookie. Asks no database: for pages that say it is away."""
    return _in_cookie() or Look()


def keep(response: Response, look: Look) -> Response:
    """Put a wish into this browser; into one that others use too, only until it is closed."""
    lasting = "_user_id" not in browser or browser.permanent
    response.set_cookie(
        COOKIE,
        str(look),
        max_age=KEPT if lasting else None,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: Response) -> Response:
    """Take a wish out of this browser: on a shared phone the next person finds none."""
    response.delete_cookie(COOKIE)
    return response


def bring_look(session: Session, person: Person) -> None:
    """As a person signs in: their wish becomes the browser's.

    Who never chose takes along what they chose here before signing in, but nothing of somebody
    else who had not signed out.
    """
    before = visitor_or_none()
    if not person.look and before is None and (chosen := _in_cookie()) is not None:
        choose_look(session, person, str(chosen))
    wished = Look.read(person.look)
    if wished is not None:
        after_this_request(lambda response: keep(response, wished))
    elif before is not None and before.id != person.id:
        after_this_request(forget)


def _in_cookie() -> Look | None:
    return Look.read(request.cookies.get(COOKIE, ""))
