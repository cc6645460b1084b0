"""The ZIP of work in tests: taken, read, and its links checked."""

import io
import zipfile
from urllib.parse import unquote

import html5lib
from sqlalchemy.orm import Session

from course.models import Enrolment, MarkerAllocation, Person, Submission, SubmissionFile
from course.settings import Settings
from course.terms import MarkingRole
from course.uploads import store_own
from tests.make import MONDAY, add
from tests.pages import Page, PageClient
from tests.people import Cast

PDF = b"%PDF-1.4 Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87"


def copy_of(session: Session, work: Submission, enrolment: Enrolment) -> Submission:
    """The same work, handed in by somebody else."""
    copy = Submission(
        enrolment_id=enrolment.id,
        assignment_slug="z3",
        version_digest=work.version_digest,
        number=1,
        values=work.values,
        state=work.state,
        next_marking=MarkingRole.FIRST,
        started_at=MONDAY,
        saved_at=MONDAY,
        handed_in_at=MONDAY,
    )
    return add(session, copy)


def attach(
    session: Session, settings: Settings, work: Submission, name: str, content: bytes = PDF
) -> SubmissionFile:
    stored = store_own(
        content, name=name, media_type="application/pdf", folder=settings.files_folder
    )
    file = SubmissionFile(
        submission_id=work.id,
        field="appendix",
        name=name,
        media_type="application/pdf",
        bytes=stored.bytes,
        sha256=stored.sha256,
        stored_as=stored.stored_as,
        added_at=MONDAY,
    )
    return add(session, file)


def blind_for(session: Session, work: Submission, person: Person) -> None:
    add(
        session,
        MarkerAllocation(
            submission_id=work.id,
            role=MarkingRole.SECOND,
            person_id=person.id,
            allocated_at=MONDAY,
        ),
    )


def taken(client: PageClient, address: str) -> zipfile.ZipFile:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    assert "attachment" in answer.headers["Content-Disposition"]
    return zipfile.ZipFile(io.BytesIO(answer.get_data()))


def address_of(cast: Cast, rest: str = "") -> str:
    return f"/marking/cohorts/{cast.cohort.id}/work.zip{rest}"


def text_of(archive: zipfile.ZipFile, name: str) -> str:
    return Page(archive.read(name).decode()).text


def check_links(archive: zipfile.ZipFile) -> None:
    """Every link of every page leads to something in the ZIP; no page has a script."""
    names = set(archive.namelist())
    for name in names:
        if name.endswith(".html"):
            page = archive.read(name).decode()
            root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
            assert not list(root.iter("script"))
            for link in root.iter("a"):
                assert unquote(link.get("href") or "") in names
