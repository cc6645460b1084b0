"""What is asked about work outside of whoever saw it: a trainer, or a witness.

Answers are kept under the slug of their question: a slug never comes to mean another question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.faults import Fault
from assessments.typed import clean
from content.languages import Text

MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationQuestion:
    """One of the fixed questions."""

    slug: str
    text: Text
    hint: Text | None = None
    optional: bool = False


OBSERVATION = (
    ObservationQuestion(
        slug="situation",
        text=Text("Co zostało zaobserwowane?", "What was observed?"),
        hint=Text(
            "Miejsce, sytuacja i liczba osób. Bez nazwisk mieszkańców.",
            "The place, the situation and the number of people. No names of residents.",
        ),
    ),
    ObservationQuestion(
        slug="relation",
        text=Text(
            "Jak ta osoba słuchała i nawiązywała relacje?",
            "How did this person listen and build relations?",
        ),
    ),
    ObservationQuestion(
        slug="residents",
        text=Text(
            "Co zrobili lub zdecydowali sami mieszkańcy?",
            "What did residents do or decide themselves?",
        ),
    ),
    ObservationQuestion(
        slug="ethics",
        text=Text(
            "Jak ta osoba mówiła, kogo reprezentuje, i jak dbała o dane rozmówców?",
            "How did this person say whom they represent, and how did they guard what people told?",
        ),
    ),
    ObservationQuestion(
        slug="advice",
        text=Text("Co warto ćwiczyć dalej?", "What is worth practising next?"),
    ),
)

WITNESS_STATEMENT = (
    ObservationQuestion(
        slug="acquaintance",
        text=Text("Skąd świadek zna tę pracę?", "How does the witness know this work?"),
        hint=Text(
            "Rola, na przykład: sąsiadka, sołtys, pracownica MOPS. Imię i nazwisko mają miejsce"
            " niżej.",
            "A role, for example: neighbour, village head, worker of the welfare centre. The name"
            " has its place below.",
        ),
    ),
    ObservationQuestion(
        slug="deed",
        text=Text("Co ta osoba zrobiła?", "What did this person do?"),
    ),
    ObservationQuestion(
        slug="residents",
        text=Text("Co zrobili sami mieszkańcy?", "What did residents do themselves?"),
    ),
    ObservationQuestion(
        slug="change",
        text=Text("Co się dzięki temu zmieniło?", "What changed because of it?"),
    ),
    ObservationQuestion(
        slug="more",
        text=Text("Co jeszcze warto wiedzieć?", "What else is worth knowing?"),
        optional=True,
    ),
)


def read_answers(
    questions: Sequence[ObservationQuestion], typed: Mapping[str, str]
) -> tuple[Mapping[str, str], Mapping[str, Fault]]:
    """The answers by their questions, and what is wrong with them; blank ones are left out."""
    answers = {question.slug: clean(typed.get(question.slug, "")).strip() for question in questions}
    faults = {
        question.slug: fault
        for question in questions
        if (fault := _fault(question, answers[question.slug])) is not None
    }
    return {slug: answer for slug, answer in answers.items() if answer}, faults


def _fault(question: ObservationQuestion, answer: str) -> Fault | None:
    if not answer:
        return None if question.optional else Fault("missing")
    if len(answer) > MOST_CHARACTERS:
        return Fault("too_long", {"found": len(answer), "at_most": MOST_CHARACTERS})
    return None
