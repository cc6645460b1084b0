"""What is missing of a participant's data, by the questions of the programme's form."""

from collections.abc import Collection

from assessments.participants import ParticipantForm, to_mend
from content.languages import Language


def missing_said(form: ParticipantForm | None, names: Collection[str], language: Language) -> str:
    """The questions without an answer; one that the form does not ask any more by its name."""
    titles = {item.name: item.title.in_language(language) for item in form.items()} if form else {}
    return "; ".join(titles.get(name, name) for name in to_mend(names))
