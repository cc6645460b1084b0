"""Papers of certificates: wanted at issue, made once, and then the same for ever."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.audit import note, take_turn
from course.models import Certificate, CertificatePaper, Person
from course.queries.papers import paper_of, paper_to_make
from course.terms import Act

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


def want_papers(session: Session, certificate: Certificate) -> None:
    """Leave a certificate’s papers to the worker, one in each language."""
    session.add_all(
        CertificatePaper(certificate_id=certificate.id, language=language) for language in Language
    )


def claim_paper(session: Session, *, at: datetime) -> CertificatePaper | None:
    """Take a paper that waits, so that no other worker takes it; None where none does.

    A paper that is not made after all waits a minute, then twice as long each time.
    """
    paper = paper_to_make(session, at=at)
    if paper is not None:
        paper.not_before = at + min(FIRST_PAUSE * (1 << min(paper.tries, 20)), LONGEST_PAUSE)
        paper.tries += 1
    return paper


def keep_paper(
    session: Session,
    certificate: Certificate,
    language: Language,
    *,
    sha256: str,
    stored_as: str,
    by: Person | None,
    at: datetime,
) -> CertificatePaper:
    """Record the paper in a language; the first one made is the one that stays.

    `by` is none for the worker.
    """
    take_turn(session)
    paper = paper_of(session, certificate.id, language)
    if paper is None:  # certificates of before had no wanted papers
        paper = CertificatePaper(certificate_id=certificate.id, language=language)
        session.add(paper)
    elif paper.made_at is not None:
        return paper
    paper.sha256, paper.stored_as, paper.made_at = sha256, stored_as, at
    note(session, Act.CERTIFICATE_PAPER_MADE, by=by, subject=paper, at=at)
    return paper
