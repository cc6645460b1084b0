"""Tables and constraints, nothing else."""

from course.models.assignments import (
    AssignmentPlan,
    DraftVersion,
    Extension,
    Submission,
    SubmissionFile,
    WorkTalk,
)
from course.models.base import Base, Json
from course.models.certificates import Certificate, CertificatePaper
from course.models.cohorts import Cohort, CohortTrainer, Consent, Enrolment, ParticipantRecord
from course.models.fieldwork import (
    Attendance,
    EntryVersion,
    FieldEntry,
    Meeting,
    Observation,
    WitnessContact,
)
from course.models.institutions import Agreement, Institution
from course.models.marking import (
    BankComment,
    Conflict,
    CriterionMark,
    MarkerAllocation,
    MarkerShare,
    Marking,
    MarkingDraft,
)
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
    "AssignmentPlan",
    "AttemptGrant",
    "Attendance",
    "AuditEntry",
    "AuthoredVersion",
    "BankComment",
    "Base",
    "Certificate",
    "CertificatePaper",
    "Cohort",
    "CohortTrainer",
    "Conflict",
    "Consent",
    "CriterionMark",
    "Decision",
    "DraftVersion",
    "Enrolment",
    "EntryVersion",
    "EssayMark",
    "Extension",
    "FieldEntry",
    "IndicatorTarget",
    "Institution",
    "Json",
    "LessonProgress",
    "Letter",
    "MarkerAllocation",
    "MarkerShare",
    "Marking",
    "MarkingDraft",
    "Meeting",
    "Observation",
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
    "WitnessContact",
    "WorkTalk",
    "WrongTries",
]
