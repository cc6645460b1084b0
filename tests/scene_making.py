"""With what the scene of every route is made, and what stands at the end of the way in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import (
    Cohort,
    Enrolment,
    Person,
    Submission,
)
from course.models import SubmissionFile as File
from course.settings import Settings
from course.stored_file import StoredFile
from course.uploads import store_own
from tests.make import (
    MONDAY,
    add,
    make_agreement,
    make_institution,
)
from tests.make_counting import make_use
from tests.make_markers import make_blind_piece, make_conflict

Values = Mapping[str, object]
PDF = "application/pdf"
MARKING_DOORS = ("marking.show", "marking.mark", "marking.hand_over")
SCAN = b"%PDF-1.4 of a statement"


@dataclass(frozen=True, slots=True)
class Staff:
    """Whose names stand on what a programme made; two of them decide."""

    trainer: Person
    validator: Person
    deciding: tuple[Person, Person]


@dataclass(frozen=True, slots=True)
class Making:
    """What everything in the scene is made with."""

    session: Session
    course: Catalogue
    settings: Settings

    def stored(self, content: bytes) -> StoredFile:
        folder = self.settings.files_folder
        return store_own(content, name="analiza.pdf", media_type=PDF, folder=folder)

    def attached(self, work: Submission, field: str) -> int:
        """A file in a field of a form."""
        stored = self.stored(b"%PDF-1.4 of work")
        columns = {"sha256": stored.sha256, "stored_as": stored.stored_as, "bytes": stored.bytes}
        file = File(field=field, name=stored.name, media_type=PDF, added_at=MONDAY, **columns)
        file.submission_id = work.id
        return add(self.session, file).id


def of_agreement(
    making: Making, cohort: Cohort, staff: Staff
) -> tuple[dict[str, object], dict[str, Values]]:
    institution, stored = make_institution(making.session), making.stored(b"%PDF-1.4 of agreement")
    agreement = make_agreement(
        making.session,
        cohort.programme,
        institution,
        staff.deciding[0],
        file_stored_as=stored.stored_as,
        file_sha256=stored.sha256,
        file_name=stored.name,
    )
    columns = {"file_stored_as": stored.stored_as, "file_sha256": stored.sha256}
    proof = make_use(making.session, agreement, staff.deciding[0], **columns)
    of = {"institution_id": institution.id, "agreement_id": agreement.id}
    return {**of, "proof_id": proof.id}, {}


def marked_blind(
    making: Making, place: Enrolment, person: Person, staff: Staff
) -> tuple[dict[str, object], dict[str, Values]]:
    """Work whose second marker is its trainer; and a conflict of interest."""
    work = make_blind_piece(making.session, making.course, place, staff.trainer)
    conflict = make_conflict(making.session, staff.validator, person, by=staff.deciding[0])
    blind = {"submission_id": work.id, "file_id": making.attached(work, "sheet")}
    doors = ("assignments.submission", "assignments.file", *MARKING_DOORS)
    return {"conflict_id": conflict.id}, {f"{door}:marked blind": blind for door in doors}
