"""What is arranged and typed in within the scene in which every route has something to open."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import DraftVersion, Enrolment, Extension, Person, Submission
from tests.make import MONDAY, add
from tests.make_arrangements import LATER, make_entry

Values = Mapping[str, object]


def make_arranged(
    session: Session,
    course: Catalogue,
    place: Enrolment,
    trainer: Person,
    attached: Callable[[Submission, str], int],
) -> tuple[dict[str, object], dict[str, Values]]:
    """Time asked for, and Z2 that a trainer types in, with a file and a version that lost."""
    asked = {"wanted_until": LATER, "why": "Zmiana.", "asked_at": MONDAY}
    request = Extension(enrolment_id=place.id, assignment_slug="z3", **asked)
    entry = make_entry(session, course, place, trainer, slug="z2")
    kept = DraftVersion(submission_id=entry.id, revision=1, values={}, kept_at=MONDAY)
    file = {"submission_id": entry.id, "file_id": attached(entry, "attachment")}
    doors = ("show", "save", "autosave", "hand_in", "withdraw", "leave", "add_file")
    arranged = ("time", "ask", "place", "give", "talk")
    return {"extension_id": add(session, request).id}, {
        **{f"arrangements.{door}": {"slug": "z2"} for door in arranged},
        "entering.begin": {"slug": "z2"},
        **{f"entering.{door}": {"submission_id": entry.id} for door in doors},
        "entering.take": {"submission_id": entry.id, "version_id": add(session, kept).id},
        "entering.remove_file": file,
        "entering.tell_people": file,
        "assignments.submission:typed in": {"submission_id": entry.id},
        "assignments.withdraw:typed in": {"submission_id": entry.id},
        "assignments.file:typed in": file,
    }
