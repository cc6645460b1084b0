"""What is missing of a participant's data, by the questions of the programme's form."""

from collections.abc import Collection, Sequence

from assessments.participants import ParticipantForm, to_mend
from content.languages import Language


def missing_questions(
    form: ParticipantForm | None, names: Collection[str], language: Language
) -> Sequence[tuple[str, str]]:
    """Each name with its question; with itself where the form does not ask it any more."""
    titles = {item.name: item.title.in_language(language) for item in form.items()} if form else {}
    return [(name, titles.get(name, name)) for name in to_mend(names)]
