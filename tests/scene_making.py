"""With what the scene of every route is made, and what stands at the end of the way in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from content.languages import Language
from course.catalogue import Catalogue
from course.models import (
    CertificatePaper,
    Cohort,
    Enrolment,
    Person,
    Submission,
)
from course.models import SubmissionFile as File
from course.settings import Settings
from course.stored_file import StoredFile
from course.terms import SubmissionState
from course.uploads import store_own
from tests.make import (
    MONDAY,
    add,
    make_agreement,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_certificates import make_certificate, make_proposal
from tests.make_fieldwork import make_observation
from tests.make_markers import make_blind_piece, make_conflict, make_work

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
    return {"institution_id": institution.id, "agreement_id": agreement.id}, {}


def at_the_end(
    making: Making, cohort: Cohort, person: Person, staff: Staff
) -> tuple[dict[str, object], dict[str, Values]]:
    """The person's certificate from an earlier cohort, and somebody beside them still deciding."""
    session = making.session
    own = make_enrolment(session, cohort, person)
    certificate = make_certificate(session, own, staff.validator, staff.deciding)
    stored = making.stored(b"%PDF-1.4 of certificate")
    add(
        session,
        CertificatePaper(
            certificate_id=certificate.id,
            language=Language.PL,
            sha256=stored.sha256,
            stored_as=stored.stored_as,
            made_at=MONDAY,
        ),
    )
    beside = make_enrolment(session, cohort, make_person(session, "Olek Sowa"))
    decision = make_proposal(session, beside, staff.validator, staff.deciding[0])
    code = {"code": certificate.code}
    before = make_work(session, making.course, own, "z3", SubmissionState.MARKED)
    seen = make_observation(session, own, staff.trainer, scan=making.stored(SCAN)).id
    return {"certificate_id": certificate.id, "decision_id": decision.id}, {
        "certificates.verify": code,
        "certificates.compare": code,
        "assignments.submission:of an ended place": {"submission_id": before.id},
        "observations.scan:of an ended place": {"observation_id": seen},
        "observations.show:of an ended place": {"observation_id": seen},
        "validation.show": {"enrolment_id": beside.id},
        "validation.record": {"enrolment_id": beside.id},
    }


def marked_blind(
    making: Making, place: Enrolment, person: Person, staff: Staff
) -> tuple[dict[str, object], dict[str, Values]]:
    """Work whose second marker is its trainer; and a conflict of interest."""
    work = make_blind_piece(making.session, making.course, place, staff.trainer)
    conflict = make_conflict(making.session, staff.validator, person, by=staff.deciding[0])
    blind = {"submission_id": work.id, "file_id": making.attached(work, "sheet")}
    doors = ("assignments.submission", "assignments.file", *MARKING_DOORS)
    return {"conflict_id": conflict.id}, {f"{door}:marked blind": blind for door in doors}
