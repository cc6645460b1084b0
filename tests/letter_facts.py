"""What each kind of letter tells, for tests; letters that carry a link know its number only."""

from typing import Any

from course.terms import LetterKind

FACTS: dict[LetterKind, dict[str, Any]] = {
    LetterKind.SUBMISSION_RETURNED: {"assignment_title": "Kto <słucha>?", "path": "/submissions/7"},
    LetterKind.SUBMISSION_MARKED: {"assignment_title": "Kto <słucha>?", "path": "/submissions/7"},
    LetterKind.ESSAY_MARKED: {"quiz_title": "Kto <słucha>?", "path": "/attempts/7"},
    LetterKind.QUIZ_RESULT_CHANGED: {
        "quiz_title": "Kto <słucha>?",
        "passed": True,
        "path": "/attempts/7",
    },
    LetterKind.EXTENSION_DECIDED: {
        "assignment_title": "Kto <słucha>?",
        "given": True,
        "path": "/assignments/z1",
    },
    LetterKind.FILE_INFECTED: {"assignment_title": "Kto <słucha>?", "path": "/assignments/z1"},
    LetterKind.MARKING_DIGEST: {
        "waiting": 3,
        "overdue": 1,
        "practice": 2,
        "questions": 1,
        "path": "/marking",
    },
    LetterKind.CERTIFICATE_ISSUED: {"number": "SZ/2026/0001", "path": "/certificate"},
    LetterKind.CERTIFICATE_REVOKED: {"number": "SZ/2026/0001", "path": "/certificate"},
    LetterKind.CERTIFICATE_ENDS: {"number": "1", "ends_on": "2029-01-22", "path": "/certificate"},
    LetterKind.STATUS_ASKED: {"until": "2026-12-05", "path": "/enrolments/7/my-data#leaving"},
    LetterKind.PANEL_CALLED: {
        "told": "called",
        "own": False,
        "about": "Ana <Ćwikła>",
        "why": None,
        "held_on": "2026-11-22",
        "place": "Krosno, Rynek 5",
        "path": "/panels/7",
    },
    LetterKind.DECISION_MADE: {"number": "D/7", "last_day": "2026-12-07", "path": "/decisions/7"},
    LetterKind.APPEAL_DECIDED: {"number": "D/7", "upheld": True, "path": "/decisions/7"},
    LetterKind.QUESTION_ANSWERED: {
        "lesson_title": "Kto <słucha>?",
        "path": "/lessons/m3/1-levels-of-listening/questions",
    },
    LetterKind.REMINDER: {
        "meetings": [
            {"title": "Warsztat 3", "starts_at": "2026-11-24T16:00:00+00:00", "place": "Rynek 5"}
        ],
        "due": [{"title": "Kto <słucha>?", "due_on": "2026-11-25"}],
        "quiet": True,
        "path": "/course",
    },
    LetterKind.FILE_READY: {"file": "osoby.xlsx", "until": "2026-11-30", "path": "/my-files"},
}
