"""The archive itself: part after part, then the page that leads to them, then the sums."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from course.closeout.contents import make_missing_papers, parts_of
from course.closeout.index import Told, evidence_csv, index_html
from course.closeout.parts import Asked
from course.reports.archive import Names, StreamedZip

INDEX = "index.html"
EVIDENCE = "dowody.csv"


def pack(session: Session, asked: Asked) -> Iterator[bytes]:
    """The bytes of the archive as they are made; nothing whole in memory.

    Files are named for every system; SHA-256 sums of all of them stand in `sumy.txt`. Raises
    PapersUnavailable where PDFs cannot be made, FileNotFoundError where a kept file is gone.
    """
    make_missing_papers(session, asked.programme_id, settings=asked.settings)
    archive, names, told = StreamedZip(), Names(), list[Told]()
    try:
        for part in parts_of(session, asked):
            path = names.place(part.section.value, part.name)
            yield from archive.add(path, part.content(), at=asked.at)
            told.append(Told(part, path))
        yield from archive.add(EVIDENCE, [evidence_csv(session, asked, told)], at=asked.at)
        yield from archive.add(INDEX, [index_html(session, asked, told)], at=asked.at)
        yield from archive.end(at=asked.at)
    finally:
        archive.close()
