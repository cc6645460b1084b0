"""The lists and the figures of a pack: as they are taken one by one, and as they were frozen."""

from collections.abc import Iterator
from functools import partial
from tempfile import SpooledTemporaryFile

from sqlalchemy.orm import Session

from assessments.freezing import canonical
from course.clock import local_day
from course.closeout.parts import CHUNK, Asked, Part, Section
from course.exporting import ListAsked, ask, may_take
from course.language import voice
from course.queries.closeout import snapshots_taken
from course.queries.prepared import taken_by
from course.queries.snapshots import names_in
from course.reports.formats import MOST_PDF_ROWS, FileKind, write
from course.reports.indicator_card import indicator_card_pdf
from course.reports.lists.registry import LISTINGS
from course.reports.snapshots import count_to_freeze

KINDS = (FileKind.XLSX, FileKind.PLAIN_CSV, FileKind.PDF)
IN_MEMORY = 1 << 22
"""Bytes of a list; a longer one lies on the disk until it is packed."""


def lists(session: Session, asked: Asked) -> Iterator[Part]:
    """Every list that the person may take, whole, in each form that can hold it."""
    speaking = voice(asked.language)
    for listing in LISTINGS.values():
        programme, person = taken_by(session, asked.programme_id, asked.by_id)
        if not may_take(listing, person, programme.id):
            continue
        if listing.opens_seals and not asked.with_participants:
            continue
        wanted = ask(listing, programme, {}, by=person, at=asked.at, language=asked.language)
        rows = wanted.count()
        for kind in KINDS:
            if kind in listing.kinds and (kind is not FileKind.PDF or rows <= MOST_PDF_ROWS):
                title = speaking.gettext(listing.heading)
                content = partial(_content, wanted, kind, asked)
                yield Part(Section.LISTS, wanted.file_name(kind), title, content)


def figures(session: Session, asked: Asked) -> Iterator[Part]:
    """What was frozen, each as machines and as people read it, and how the figures stand now."""
    speaking = voice(asked.language)
    programme, person = taken_by(session, asked.programme_id, asked.by_id)
    names = names_in(session, person, programme)
    for snapshot in snapshots_taken(session, programme):
        title = speaking.say(
            "Frozen figures %(number)s as of %(day)s: %(purpose)s",
            number=snapshot.number,
            day=speaking.short_day(snapshot.as_of),
            purpose=speaking.word(snapshot.purpose),
        )
        stem = f"{snapshot.number:03} {snapshot.as_of.isoformat()}"
        frozen = canonical(snapshot.figures)
        yield Part(Section.FIGURES, f"{stem}.json", title, partial(list, [frozen]))
        card = indicator_card_pdf(snapshot, names, asked.language, at=asked.at)
        yield Part(Section.FIGURES, f"{stem}.pdf", title, partial(list, [card]))
    day = local_day(asked.at)
    counted = canonical(count_to_freeze(session, programme, as_of=day))
    title = speaking.say("Figures as of %(day)s, counted anew", day=speaking.short_day(day))
    yield Part(Section.FIGURES, f"{day.isoformat()}.json", title, partial(list, [counted]))


def _content(wanted: ListAsked, kind: FileKind, asked: Asked) -> Iterator[bytes]:
    document = wanted.document(kind, asked.settings)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        write(document, wanted.passing(document), kind, file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk
