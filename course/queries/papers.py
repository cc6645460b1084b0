"""What is set on papers, and the papers that wait to be made."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from content.languages import Language
from course.errors import NotFound
from course.models import CertificatePaper, Panel, PanelMember, Person, ProgrammeMark
from course.permissions import Permission
from course.visibility import programmes_with


def marks_of(session: Session, programme_id: int) -> Sequence[ProgrammeMark]:
    """The marks at the foot of the certificates of a programme, in their order."""
    return session.scalars(
        select(ProgrammeMark)
        .where(ProgrammeMark.programme_id == programme_id, ProgrammeMark.removed_at.is_(None))
        .order_by(ProgrammeMark.position, ProgrammeMark.id)
    ).all()


def panel_with_members(session: Session, panel_id: int) -> Panel:
    """A panel and who sits on it."""
    members = selectinload(Panel.members).joinedload(PanelMember.person)
    return session.scalars(select(Panel).where(Panel.id == panel_id).options(members)).one()


def paper_of(session: Session, certificate_id: int, language: Language) -> CertificatePaper | None:
    """The paper of a certificate in a language, made already or only wanted."""
    return session.scalar(
        select(CertificatePaper).where(
            CertificatePaper.certificate_id == certificate_id,
            CertificatePaper.language == language,
        )
    )


def paper_to_make(session: Session, *, at: datetime) -> CertificatePaper | None:
    """The first paper that waits, that may be tried now and that no other worker holds."""
    return session.scalar(
        select(CertificatePaper)
        .where(
            CertificatePaper.made_at.is_(None),
            or_(CertificatePaper.not_before.is_(None), CertificatePaper.not_before <= at),
        )
        .order_by(CertificatePaper.tries, CertificatePaper.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def papers_made(session: Session, certificate_ids: Collection[int]) -> tuple[int, int]:
    """How many papers of these certificates are made, and how many were wanted."""
    made, wanted = session.execute(
        select(func.count(CertificatePaper.made_at), func.count(CertificatePaper.id)).where(
            CertificatePaper.certificate_id.in_(certificate_ids)
        )
    ).one()
    return made, wanted


def mark_for(session: Session, person: Person, mark_id: int) -> ProgrammeMark:
    """A mark of a programme that this person keeps. Raises NotFound."""
    kept = programmes_with(person, Permission.KEEP_PROGRAMME)
    found = session.scalar(
        select(ProgrammeMark).join(ProgrammeMark.programme).where(ProgrammeMark.id == mark_id, kept)
    )
    if found is None:
        raise NotFound
    return found
