"""What a page is told of a save: nothing that was not committed."""

from datetime import datetime

from course.clock import now
from course.web.i18n import speaking


def acknowledged(*, revision: int, at: datetime, sha256: str, **more: object) -> dict[str, object]:
    """The reply to a save: its revision, when it was received, and the hash of what is kept.

    `server_now` lets a page compare clocks; `more` is what only this kind of work tells.
    """
    return {
        "revision": revision,
        "saved_at_clock": speaking().clock_to_second(at),
        "sha256": sha256,
        "server_now": now().isoformat(timespec="seconds"),
        **more,
    }
