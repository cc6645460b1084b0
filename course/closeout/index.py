"""The page that leads through a pack, and the table of evidence. Neither needs a service."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy.orm import Session

from content.cells import BOM, guarded
from course.clock import local_day
from course.closeout.parts import SECTION_TEXTS, Asked, Part, Section
from course.language import voice
from course.models import Institution, Person, Programme
from course.models.base import Row
from course.queries.programmes import targets_of
from course.reports.archive import SUMS
from course.reports.indicators import institutions, qualified_organisers
from course.templating import paper_environment


class Told(NamedTuple):
    """A file that is in the pack, and where."""

    part: Part
    path: str

    @property
    def address(self) -> str:
        """As a link writes it."""
        return quote(self.path)


def index_html(session: Session, asked: Asked, told: Sequence[Told]) -> bytes:
    """The page, in the language of the pack; `told` are the files with their paths."""
    speaking = voice(asked.language)
    programme, day = session.get_one(Programme, asked.programme_id), local_day(asked.at)
    proofs, order = _proofs(told), list(Section)
    ordered = sorted(told, key=lambda one: order.index(one.part.section))
    page = (
        paper_environment(asked.language)
        .get_template("closeout/index.html")
        .render(
            programme=programme,
            targets=targets_of(session, programme),
            people=qualified_organisers(session, programme, as_of=day),
            institutions=institutions(session, programme, as_of=day),
            proofs_of_person=lambda person_id: proofs[Person, person_id],
            proofs_of_institution=lambda one: proofs[Institution, one],
            sections=[
                (speaking.gettext(SECTION_TEXTS[section]), list(same))
                for section, same in groupby(ordered, key=lambda one: one.part.section)
            ],
            sums=SUMS,
            at=asked.at,
            by=session.get_one(Person, asked.by_id).name,
            with_participants=asked.with_participants,
        )
    )
    return page.encode()


def evidence_csv(session: Session, asked: Asked, told: Sequence[Told]) -> bytes:
    """Each counted person and institution with each file that proves it, for Polish Excel."""
    say = voice(asked.language).gettext
    heading = (say("Indicator"), say("Counted"), say("Number"), say("File"))
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (heading, *_evidence(session, asked, told)):
        writer.writerow([guarded(text) for text in row])
    return (BOM + written.getvalue()).encode()


def _evidence(
    session: Session, asked: Asked, told: Sequence[Told]
) -> Iterator[tuple[str, str, str, str]]:
    programme, day = session.get_one(Programme, asked.programme_id), local_day(asked.at)
    speaking, proofs = voice(asked.language), _proofs(told)
    people = qualified_organisers(session, programme, as_of=day)
    for proof in people.counted:
        number = proof.chain.standing_on(day).number if proof.chain else ""
        for one in proofs[Person, proof.place.person_id]:
            yield speaking.word(people.indicator), proof.place.name, number, one.path
    bodies = institutions(session, programme, as_of=day)
    for body in bodies.counted:
        institution = body.agreement.institution
        for one in proofs[Institution, institution.id]:
            yield speaking.word(bodies.indicator), institution.name, body.agreement.number, one.path


def _proofs(told: Sequence[Told]) -> Mapping[tuple[type[Row], int], list[Told]]:
    """The files that prove something of each person and each institution; of others none."""
    found = defaultdict[tuple[type[Row], int], list[Told]](list)
    for one in told:
        if one.part.about is not None:
            found[one.part.about].append(one)
    return found
