"""Tables and constraints, nothing else."""

from course.models.asking import LessonQuestion, LessonReply
from course.models.assignments import (
    AssignmentPlan,
    DraftVersion,
    Extension,
    Submission,
    SubmissionFile,
    WorkTalk,
)
from course.models.base import Base, Json
from course.models.certificates import Certificate, CertificatePaper, Correction
from course.models.cohorts import Cohort, CohortTrainer, Consent, Enrolment
from course.models.exceptions import RecordException, SelfAssessment
from course.models.fieldwork import (
    Attendance,
    EntryVersion,
    FieldEntry,
    Meeting,
    Observation,
    WitnessContact,
)
from course.models.figures import CountedSpan, IndicatorSnapshot, Standing
from course.models.institutions import AdoptionProof, Agreement, Institution
from course.models.lists import PreparedFile, SavedView
from course.models.marking import (
    BankComment,
    Conflict,
    CriterionMark,
    MarkerAllocation,
    MarkerShare,
    Marking,
    MarkingDraft,
)
from course.models.panels import Panel, PanelMark, PanelMember
from course.models.participants import ParticipantIdentity, ParticipantRecord
from course.models.people import Person, RoleGrant, SignInLink, WrongTries
from course.models.programmes import AuthoredVersion, IndicatorTarget, Programme, ProgrammeMark
from course.models.quiz_keeping import (
    AttemptGrant,
    EssayMark,
    PaperTest,
    QuestionVoid,
    ReviewDate,
)
from course.models.quizzes import QuizAnswer, QuizAttempt, QuizResult
from course.models.records import AuditEntry, AuditHead, Letter
from course.models.study import LessonNote, LessonProgress
from course.models.validation import Appeal, Assessment, Decision

__all__ = [
    "AdoptionProof",
    "Agreement",
    "Appeal",
    "Assessment",
    "AssignmentPlan",
    "AttemptGrant",
    "Attendance",
    "AuditEntry",
    "AuditHead",
    "AuthoredVersion",
    "BankComment",
    "Base",
    "Certificate",
    "CertificatePaper",
    "Cohort",
    "CohortTrainer",
    "Conflict",
    "Consent",
    "Correction",
    "CountedSpan",
    "CriterionMark",
    "Decision",
    "DraftVersion",
    "Enrolment",
    "EntryVersion",
    "EssayMark",
    "Extension",
    "FieldEntry",
    "IndicatorSnapshot",
    "IndicatorTarget",
    "Institution",
    "Json",
    "LessonNote",
    "LessonProgress",
    "LessonQuestion",
    "LessonReply",
    "Letter",
    "MarkerAllocation",
    "MarkerShare",
    "Marking",
    "MarkingDraft",
    "Meeting",
    "Observation",
    "Panel",
    "PanelMark",
    "PanelMember",
    "PaperTest",
    "ParticipantIdentity",
    "ParticipantRecord",
    "Person",
    "PreparedFile",
    "Programme",
    "ProgrammeMark",
    "QuestionVoid",
    "QuizAnswer",
    "QuizAttempt",
    "QuizResult",
    "RecordException",
    "ReviewDate",
    "RoleGrant",
    "SavedView",
    "SelfAssessment",
    "SignInLink",
    "Standing",
    "Submission",
    "SubmissionFile",
    "WitnessContact",
    "WorkTalk",
    "WrongTries",
]
