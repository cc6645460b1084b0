"""How work and its files are called: by their author's name and words, or so that nobody is known.

The one place that says it, for the desk, the queue, downloads, ZIP and sheets alike.
"""

from course.models import Submission, SubmissionFile
from course.uploads import ending_of
from course.web.i18n import speaking


def who_of(submission: Submission, *, blind: bool) -> str:
    """The author's name; "Work 37" for whoever must not learn it."""
    return work_name(submission.id) if blind else submission.enrolment.person.name


def work_name(submission_id: int) -> str:
    """What a piece of work is called where its author's name must not stand."""
    return speaking().say("Work %(number)s", number=str(submission_id))


def file_name(file: SubmissionFile, *, blind: bool) -> str:
    """As its author called it; "file-12.pdf" for whoever must not learn whose it is."""
    if not blind:
        return file.name
    return speaking().say("file-%(number)s", number=str(file.id)) + ending_of(file.media_type)
