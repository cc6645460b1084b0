"""The sheet on which people sign that they were there: A4, as projects keep it for their funder."""

from collections.abc import Sequence

from content.languages import Language
from course.language import voice
from course.models import Meeting
from course.papers import pdf_of
from course.queries.meetings import ends_at
from course.templating import paper_environment

BLANK_ROWS = 20


def attendance_pdf(meeting: Meeting, names: Sequence[str], language: Language) -> bytes:
    """A meeting's sheet with these names in their order; without names, with rows to write in.

    The meeting's leader, cohort and programme are loaded. Raises PapersUnavailable.
    """
    programme, speaking = meeting.cohort.programme, voice(language)
    clocks = [speaking.clock(at) for at in (meeting.starts_at, ends_at(meeting))]
    page = (
        paper_environment(language)
        .get_template("papers/attendance.html")
        .render(
            meeting=meeting,
            cohort=meeting.cohort,
            programme=programme,
            programme_title=programme.title_pl if language is Language.PL else programme.title_en,
            from_to="–".join(clocks),
            rows=names or [""] * BLANK_ROWS,
        )
    )
    return pdf_of(page)
