"""Questions that trainees ask about lessons: one that waits, and some that everybody may read."""

from datetime import datetime

from course.actions.asking import Words, answer_question, ask_question, show_to_cohort
from course.demo.cast import CELINA, JEDRZEJ, LUCJA, Somebody
from course.demo.stage import Stage
from course.demo.studying import trainer_of
from course.models import LessonQuestion
from course.queries.asking import question_to_answer

RECORDING, SILENCE = "m3/5-record-and-analysis", "m3/2-questions"
LISTENING = "m3/4-listening-campaign"


ASKED = {
    CELINA: "Rozmówczyni nie chce, żebym cokolwiek zapisywała. Co wtedy?",
    JEDRZEJ: "Zadaję pytanie otwarte, a sąsiad odpowiada jednym słowem. Pytać dalej?",
    LUCJA: "Ile osób trzeba wysłuchać, żeby kampania miała sens w tak małej wsi jak nasza?",
}
ANSWERED = {
    CELINA: "Nie zapisuj przy niej. Po rozmowie zanotuj pod kodem tylko to, na co się zgodziła, "
    "a jeśli na nic, wpisz sam dzień i czas.",
    JEDRZEJ: "Poczekaj chwilę, policz w myślach do dziesięciu. Potem poproś o przykład: "
    "„Kiedy tak było ostatnio?”. Jedno słowo to często początek.",
}
SHOWN = {
    CELINA: "Rozmówca nie chce, żeby cokolwiek zapisywać. Co wtedy?",
    JEDRZEJ: "Co robić, gdy na pytanie otwarte ktoś odpowiada jednym słowem?",
}


def plan_questions(stage: Stage) -> None:
    """Celina's and Jędrzej's questions are answered and shown; Łucja's waits since yesterday."""
    _plan_answered(stage, CELINA, _plan_asked(stage, CELINA, RECORDING, -112), -109)
    _plan_answered(stage, JEDRZEJ, _plan_asked(stage, JEDRZEJ, SILENCE, -29), -26)
    _plan_asked(stage, LUCJA, LISTENING, -1)


def _plan_asked(stage: Stage, who: Somebody, lesson: str, day: int) -> list[LessonQuestion]:
    """The question will be in the list once it is asked."""
    asked: list[LessonQuestion] = []

    def ask(at: datetime) -> None:
        words = Words(ASKED[who], f"demonstration-{who.pen_name}")
        place, by = stage.places[who.key], stage.people[who.key]
        asked.append(
            ask_question(stage.session, place, lesson, words, wants_letter=True, by=by, at=at)
        )

    stage.plan(day, "19:40", ask)
    return asked


def _plan_answered(stage: Stage, who: Somebody, asked: list[LessonQuestion], day: int) -> None:
    """The trainer answers and shows it to the cohort."""

    def answer(at: datetime) -> None:
        by, words = (
            trainer_of(stage, who),
            Words(ANSWERED[who], f"demonstration-{who.pen_name}-answer"),
        )
        question = question_to_answer(stage.session, by, asked[0].id)
        lesson = stage.means.catalogue.curriculum.lesson(question.lesson_slug)
        title = lesson.title.in_language(who.language)
        answer_question(stage.session, question, words, seen=0, lesson_title=title, by=by, at=at)
        show_to_cohort(stage.session, question, SHOWN[who], by=by, at=at)

    stage.plan_office(day, "09:30", answer)
