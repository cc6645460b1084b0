"""A test on paper, line by line: numbers, letters, and what the key says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from assessments.answers import PART_END, Raw, typed_in_part
from assessments.definitions import (
    Accepted,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    ShortText,
    SingleChoice,
)
from content.languages import Language
from course.language import Voice
from course.web.forms.quiz_pages import Asked, Refusal, asked
from course.web.forms.quiz_words import right_answer
from course.web.forms.quizzes import Orders

WORDS_ON_A_LINE = 9
"""As people write by hand on A4; a line more or less does not matter."""

BLANK: Raw = {}
NO_FAULTS: Mapping[str, Refusal] = {}
_FIELDS = {"single": "chosen", "multiple": "chosen", "true_false": "chosen"}
_FIELDS |= dict.fromkeys(("short_text", "number", "essay"), "text")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One question, or one part of a case, as it stands on paper: "3" with its parts "3a", "3b".

    `letters` are those of what is offered, by its id, in the order that was drawn.
    """

    label: str
    asked: Asked
    letters: Mapping[str, str]
    parts: Sequence["PaperLine"] = ()

    @property
    def question(self) -> Question:
        return self.asked.question

    @property
    def field(self) -> str:
        """The id of its field on the page where answers are typed in."""
        return self.asked.start + _FIELDS.get(self.question.kind.value, "answer")

    @property
    def ruled(self) -> int:
        """How many lines to write on an essay needs."""
        question = self.question
        return -(-question.max_words // WORDS_ON_A_LINE) if isinstance(question, Essay) else 1

    @property
    def leaves(self) -> Sequence["PaperLine"]:
        """What is answered: the parts of a case, or the question itself."""
        return self.parts or (self,)


def paper_lines(
    quiz: Quiz, orders: Orders, typed: Raw = BLANK, faults: Mapping[str, Refusal] = NO_FAULTS
) -> Sequence[PaperLine]:
    """Every question of a paper test, with what is typed into the fields of each."""
    return [
        _line(
            str(number),
            asked(
                question,
                orders,
                typed_in_part(typed, question.id),
                faults.get(question.id),
                start=f"{question.id}{PART_END}",
            ),
        )
        for number, question in enumerate(quiz.questions, start=1)
    ]


def key_of_line(line: PaperLine, voice: Voice) -> Sequence[str]:
    """What is right, in the letters of the paper, every accepted text included."""
    letters = line.letters
    match line.question:
        case SingleChoice(choices=choices) | MultipleChoice(choices=choices):
            right = {one.id: one.text for one in choices if one.right}
            return [
                f"{letter}. {right[one].in_language(voice.language)}"
                for one, letter in letters.items()
                if one in right
            ]
        case Matching(items=items, pairs=pairs):
            numbered = enumerate(items, start=1)
            return [f"{number} → {letters[pairs[item.id]]}" for number, item in numbered]
        case Ordering(items=items):
            places = {item.id: place for place, item in enumerate(items, start=1)}
            return [f"{letter} → {places[one]}" for one, letter in letters.items()]
        case ShortText(accepted=accepted):
            return [_variants(accepted, voice.language)]
        case NumberQuestion(tolerance=tolerance) as question if tolerance:
            [right_number] = right_answer(question, voice)
            return [f"{right_number} (± {voice.number(tolerance)})"]
        case Gaps(gaps=gaps):
            numbered_gaps = enumerate(gaps, start=1)
            return [
                f"({number}) {_variants(gap.accepted, voice.language)}"
                for number, gap in numbered_gaps
            ]
        case question:
            return right_answer(question, voice)


def _line(label: str, one: Asked) -> PaperLine:
    return PaperLine(
        label,
        one,
        {offered.id: _name(place, ascii_uppercase) for place, offered in enumerate(one.offered)},
        [
            _line(f"{label}{_name(place, ascii_lowercase)}", part)
            for place, part in enumerate(one.parts)
        ],
    )


def _name(place: int, letters: str) -> str:
    """A, B and so on, then AA, AB and so on."""
    before, own = divmod(place, len(letters))
    return (_name(before - 1, letters) if before else "") + letters[own]


def _variants(accepted: Accepted, language: Language) -> str:
    return " / ".join(accepted.get(language) or next(iter(accepted.values())))
