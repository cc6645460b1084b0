"""Tables and constraints, nothing else."""

from course.models.assignments import (
    CriterionMark,
    DraftVersion,
    Marking,
    MarkingDraft,
    Submission,
    SubmissionFile,
)
from course.models.base import Base, Json
from course.models.certificates import Certificate, CertificatePaper
from course.models.cohorts import Cohort, CohortTrainer, Consent, Enrolment, ParticipantRecord
from course.models.fieldwork import Attendance, FieldEntry, Meeting
from course.models.institutions import Agreement, Institution
from course.models.people import Person, RoleGrant, SignInLink, WrongTries
from course.models.programmes import AuthoredVersion, IndicatorTarget, Programme
from course.models.quiz_keeping import (
    AttemptGrant,
    EssayMark,
    PaperTest,
    QuestionVoid,
    ReviewDate,
)
from course.models.quizzes import QuizAnswer, QuizAttempt, QuizResult
from course.models.records import AuditEntry, Letter
from course.models.study import LessonProgress
from course.models.validation import Assessment, Decision

__all__ = [
    "Agreement",
    "Assessment",
    "AttemptGrant",
    "Attendance",
    "AuditEntry",
    "AuthoredVersion",
    "Base",
    "Certificate",
    "CertificatePaper",
    "Cohort",
    "CohortTrainer",
    "Consent",
    "CriterionMark",
    "Decision",
    "DraftVersion",
    "Enrolment",
    "EssayMark",
    "FieldEntry",
    "IndicatorTarget",
    "Institution",
    "Json",
    "LessonProgress",
    "Letter",
    "Marking",
    "MarkingDraft",
    "Meeting",
    "PaperTest",
    "ParticipantRecord",
    "Person",
    "Programme",
    "QuestionVoid",
    "QuizAnswer",
    "QuizAttempt",
    "QuizResult",
    "ReviewDate",
    "RoleGrant",
    "SignInLink",
    "Submission",
    "SubmissionFile",
    "WrongTries",
]
