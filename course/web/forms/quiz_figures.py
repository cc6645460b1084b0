"""Figures of questions in words: what was chosen or typed, by how many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from assessments.answers import FALSE, TRUE
from assessments.definitions import MultipleChoice, Question, SingleChoice, TrueFalse
from assessments.statistics import FEWEST_FOR_INDICES, ByGroup, QuizFigures
from course.language import Voice
from course.reports.quiz_questions import QuestionLine
from course.sentences import FIGURE_TEXTS
from course.web.forms.quiz_words import in_words, right_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One answer, in lines, and how many gave it; `near`: a slip away from an accepted one."""

    letter: str
    lines: Sequence[str]
    people: int
    right: bool
    near: bool
    groups: ByGroup | None


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """One question with its answers in the language of the page."""

    line: QuestionLine
    taken: Sequence[Taken]
    right: Sequence[str]
    advice: str

    @property
    def chosen(self) -> bool:
        """Whether people choose from what is offered, rather than type or arrange."""
        return isinstance(self.line.question, SingleChoice | MultipleChoice | TrueFalse)


def shown_lines(
    lines: Iterable[QuestionLine], voice: Voice, *, reads_keys: bool
) -> Sequence[FiguresShown]:
    """Each question as its page shows it; of essays nothing is counted together.

    What was answered, beside how many were right, tells the key; so does the advice.
    """
    return [
        FiguresShown(
            line,
            [] if line.is_essay or not reads_keys else _taken(line, voice),
            right_answer(line.question, voice) if reads_keys else [],
            voice.advice(line.figures.advice.code, line.figures.advice.facts) if reads_keys else "",
        )
        for line in lines
    ]


def definitions(voice: Voice) -> Mapping[str, str]:
    """What each figure means."""
    told = {name: voice.gettext(text) for name, text in FIGURE_TEXTS.items()}
    few = told["small_group"] % {"needed": FEWEST_FOR_INDICES}
    return {**told, "small_group": few}


def reliability(figures: QuizFigures, voice: Voice) -> str:
    """How reliable the quiz is, or why that is not told."""
    return voice.reliability(figures.reliability.code, figures.reliability.facts)


def _taken(line: QuestionLine, voice: Voice) -> list[Taken]:
    figures, offered = line.figures, _offered(line.question, voice)
    groups = figures.indices.groups if figures.indices else None
    return [
        Taken(
            letter=offered[one.answer][0] if one.answer in offered else "",
            lines=[offered[one.answer][1]]
            if one.answer in offered
            else in_words(line.question, line.given[one.answer], voice),
            people=one.people,
            right=one.right,
            near=one.answer in line.near,
            groups=groups.answers.get(one.answer) if groups else None,
        )
        for one in figures.counts
    ]


def _offered(question: Question, voice: Voice) -> Mapping[str, tuple[str, str]]:
    """Letter and text of each choice; true and false need no letter."""
    match question:
        case SingleChoice(choices=choices) | MultipleChoice(choices=choices):
            letters = zip(ascii_uppercase, choices, strict=False)
            return {
                one.id: (letter, one.text.in_language(voice.language)) for letter, one in letters
            }
        case TrueFalse():
            return {TRUE: ("", voice.gettext("True")), FALSE: ("", voice.gettext("False"))}
        case _:
            return {}
