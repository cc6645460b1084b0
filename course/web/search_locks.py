"""Which lessons are closed to the visitor, as a search has to tell."""

from assessments.course_path import module_lock
from content.curriculum import Curriculum
from course.errors import NotFound
from course.queries.standing import Standing
from course.web.locks import LockShown, shown
from course.web.reader import standing_or_reader


class Locks:
    """The closed modules, and whether lessons are the visitor's business at all."""

    def __init__(self, curriculum: Curriculum) -> None:
        standing = _standing()
        self.knows_lessons = standing is not None
        self._closed: dict[str, LockShown] = {}
        work = standing.work() if standing else None
        for module in curriculum.modules:
            lock = module_lock(curriculum, module, work) if work else None
            if lock is not None:
                self._closed[module.slug] = shown(lock)

    def of(self, lesson: str) -> LockShown | None:
        """Why a lesson, named by its slug, is closed."""
        return self._closed.get(lesson.partition("/")[0])


def _standing() -> Standing | None:
    try:
        return standing_or_reader()
    except NotFound:
        return None
