"""The protocol of a panel as PDF: who judged in what capacity, what each saw, what they said."""

from datetime import datetime

from assessments.definitions import Rubric
from content.languages import Language
from course.language import voice
from course.models import Panel
from course.papers import pdf_of
from course.templating import paper_environment


def protocol_pdf(panel: Panel, rubric: Rubric, language: Language, *, at: datetime) -> bytes:
    """The protocol of a panel whose record is entered; all of it must be loaded.

    `at` is when the paper is made. Raises PapersUnavailable.
    """
    programme = panel.enrolment.cohort.programme
    joint = panel.joint_levels or {}
    members = [
        (member, {mark.criterion: mark.level for mark in member.marks}) for member in panel.members
    ]
    page = (
        paper_environment(language)
        .get_template("papers/protocol.html")
        .render(
            panel=panel,
            programme=programme,
            programme_title=programme.title_pl if language is Language.PL else programme.title_en,
            person=panel.enrolment.person,
            cohort=panel.enrolment.cohort,
            members=members,
            chair=next(member.person for member in panel.members if member.chairs),
            rubric=rubric,
            joint=joint,
            total=sum(joint.values()),
            outcome=voice(language).word(panel.outcome) if panel.outcome else "",
            at=at,
        )
    )
    return pdf_of(page)
