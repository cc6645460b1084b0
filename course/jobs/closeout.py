"""The close-out pack as the worker makes it: by the right of who asked, without what is sealed."""

from typing import BinaryIO

from course.catalogue import catalogue
from course.closeout import Asked, pack
from course.database import reading
from course.errors import NotAllowed
from course.jobs.orders import Clock, Making, Order
from course.permissions import Permission, may
from course.queries.prepared import taken_by
from course.settings import Settings

MEDIA_TYPE = "application/zip"


def make_pack(order: Order, settings: Settings, clock: Clock) -> Making:
    """How the pack is made. Raises NotAllowed where the person's role ended meanwhile."""
    programme, person = taken_by(reading(), order.programme_id, order.by_id)
    if not may(person, Permission.EXPORT_LISTS, programme_id=programme.id):
        raise NotAllowed
    asked = Asked(
        programme_id=programme.id,
        language=order.language,
        settings=settings,
        course=catalogue(),
        by_id=person.id,
        at=clock(),
    )

    def write(file: BinaryIO) -> None:
        file.writelines(pack(reading(), asked))

    return Making(write, MEDIA_TYPE, lambda: 1)
