"""What lies in a pack, part by part; each is read and written only when its turn comes."""

import json
from collections.abc import Iterable, Iterator
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.clock import now
from course.closeout.listed import figures, lists
from course.closeout.parts import CHUNK, Asked, Part, Section
from course.language import voice
from course.models import (
    AuditEntry,
    Certificate,
    CertificatePaper,
    Enrolment,
    Institution,
    Panel,
    Person,
    Programme,
)
from course.printing import print_paper
from course.queries.closeout import (
    agreements_kept,
    certificates_in,
    entries_about,
    panels_recorded,
    places_decided,
    proofs_kept,
)
from course.queries.panels import panel_asked
from course.queries.papers import paper_of
from course.reports.panel_protocol import protocol_pdf
from course.reports.stage_card import Course, stage_card, stage_card_pdf
from course.settings import Settings
from course.uploads import open_stored

TAMPERED_CHECK = (
    "SHA-256 of the canonical JSON of [previous_hash, at, actor_id, act, subject_kind, subject_id,"
    " facts]: keys sorted, no spaces, UTF-8"
)


def make_missing_papers(session: Session, programme_id: int, *, settings: Settings) -> None:
    """Make the papers of certificates that the worker has not made yet.

    Before anything is read for the pack, because each paper ends in a write. Raises
    PapersUnavailable.
    """
    wanted = session.execute(
        select(CertificatePaper.certificate_id, CertificatePaper.language)
        .join(Certificate, Certificate.id == CertificatePaper.certificate_id)
        .where(Certificate.programme_id == programme_id, CertificatePaper.made_at.is_(None))
    ).all()
    for certificate_id, language in wanted:
        print_paper(certificate_id, language, settings=settings, by=None, clock=now)


def parts_of(session: Session, asked: Asked) -> Iterator[Part]:
    """Every part. Lists come last: to open what is sealed ends the read of everything else."""
    programme = session.get_one(Programme, asked.programme_id)
    yield from figures(session, asked)
    yield from _certificates(session, asked, programme)
    yield from _protocols(session, asked, programme)
    yield from _records(session, asked, programme)
    yield from _agreements(session, asked, programme)
    yield from _audit(session, asked, programme)
    yield from lists(session, asked)


def _certificates(session: Session, asked: Asked, programme: Programme) -> Iterator[Part]:
    for certificate in certificates_in(session, programme):
        stem = f"{certificate.number.replace('/', '-')} {certificate.holder_name}"
        title = f"{certificate.number}, {certificate.holder_name}"
        about = (Person, certificate.person_id)
        for language in Language:
            paper = paper_of(session, certificate.id, language)
            if paper is not None and paper.stored_as is not None:
                kept = partial(_kept, paper.stored_as, asked.settings)
                yield Part(Section.CERTIFICATES, f"{stem} {language}.pdf", title, kept, about)
        if certificate.credential is not None:
            said = json.dumps(certificate.credential, ensure_ascii=False, indent=2).encode()
            yield Part(Section.CERTIFICATES, f"{stem}.json", title, partial(list, [said]), about)


def _protocols(session: Session, asked: Asked, programme: Programme) -> Iterator[Part]:
    panels = panels_recorded(session, programme)
    if not panels:
        return
    rubric = panel_asked(session, programme).rubric

    def protocol(panel: Panel) -> Iterable[bytes]:
        return [protocol_pdf(panel, rubric, asked.language, at=asked.at)]

    for panel in panels:
        number, name = panel.protocol_number or str(panel.id), panel.enrolment.person.name
        yield Part(
            Section.PROTOCOLS,
            f"{number.replace('/', '-')} {name}.pdf",
            f"{number}, {name}",
            partial(protocol, panel),
            (Person, panel.enrolment.person_id),
        )


def _records(session: Session, asked: Asked, programme: Programme) -> Iterator[Part]:

    course = Course(asked.course.curriculum.competences, asked.course.assignments)

    def card(place: Enrolment) -> Iterable[bytes]:
        told = stage_card(session, place, course, asked.language, own=False)
        return [stage_card_pdf(told, asked.language)]

    for place in places_decided(session, programme):
        name = f"{place.person.name}, {place.cohort.title}"
        yield Part(
            Section.RECORDS, f"{name}.pdf", name, partial(card, place), (Person, place.person_id)
        )


def _agreements(session: Session, asked: Asked, programme: Programme) -> Iterator[Part]:
    speaking = voice(asked.language)
    for agreement in agreements_kept(session, programme):
        if agreement.file_stored_as is not None and agreement.file_name is not None:
            number = agreement.number.replace("/", "-")
            yield Part(
                Section.AGREEMENTS,
                f"{number} {agreement.file_name}",
                f"{agreement.number}, {agreement.institution.name}",
                partial(_kept, agreement.file_stored_as, asked.settings),
                (Institution, agreement.institution_id),
            )
    for proof in proofs_kept(session, programme):
        number = proof.agreement.number.replace("/", "-")
        yield Part(
            Section.AGREEMENTS,
            f"{number} {speaking.word(proof.kind)} {proof.file_name}",
            f"{proof.title}, {proof.agreement.institution.name}",
            partial(_kept, proof.file_stored_as, asked.settings),
            (Institution, proof.agreement.institution_id),
        )


def _audit(session: Session, asked: Asked, programme: Programme) -> Iterator[Part]:
    title = voice(asked.language).gettext("Deeds of this programme, one on a line, chained")

    def lines() -> Iterator[bytes]:
        yield f"{json.dumps({'hash': TAMPERED_CHECK})}\n".encode()
        for entry in entries_about(session, programme):
            yield f"{json.dumps(_told(entry), ensure_ascii=False, sort_keys=True)}\n".encode()

    yield Part(Section.AUDIT, "audit.jsonl", title, lines)


def _told(entry: AuditEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "actor_id": entry.actor_id,
        "act": entry.act.value,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "facts": entry.facts,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def _kept(stored_as: str, settings: Settings) -> Iterator[bytes]:
    with open_stored(stored_as, folder=settings.files) as file:
        while chunk := file.read(CHUNK):
            yield chunk
