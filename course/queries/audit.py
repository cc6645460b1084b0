"""The audit trail of one programme: which deeds belong to it, and whom they were about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from course.models import (
    AdoptionProof,
    Agreement,
    Appeal,
    Assessment,
    AssignmentPlan,
    AttemptGrant,
    Attendance,
    AuditEntry,
    Certificate,
    CertificatePaper,
    Cohort,
    CohortTrainer,
    Conflict,
    Consent,
    Correction,
    Decision,
    Enrolment,
    Extension,
    FieldEntry,
    IndicatorSnapshot,
    IndicatorTarget,
    Institution,
    LessonQuestion,
    MarkerAllocation,
    MarkerShare,
    Marking,
    Meeting,
    Observation,
    Panel,
    PanelMember,
    PaperTest,
    ParticipantRecord,
    Person,
    PreparedFile,
    Programme,
    ProgrammeMark,
    QuestionVoid,
    QuizAttempt,
    RecordException,
    ReviewDate,
    RoleGrant,
    SavedView,
    SignInLink,
    Submission,
    SubmissionFile,
    WorkTalk,
)

AnySelect = Select[*tuple[Any, ...]]

OF_ENROLMENTS = (
    Assessment,
    AttemptGrant,
    Attendance,
    Consent,
    Decision,
    Extension,
    FieldEntry,
    LessonQuestion,
    Observation,
    Panel,
    ParticipantRecord,
    QuizAttempt,
    RecordException,
    Submission,
    WorkTalk,
)
OF_SUBMISSIONS = (MarkerAllocation, Marking, SubmissionFile)
OF_COHORTS = (
    AssignmentPlan,
    CohortTrainer,
    MarkerShare,
    Meeting,
    PaperTest,
    QuestionVoid,
    ReviewDate,
)
OF_PROGRAMMES = (
    Agreement,
    Certificate,
    Cohort,
    IndicatorSnapshot,
    IndicatorTarget,
    PreparedFile,
    ProgrammeMark,
    RoleGrant,
    SavedView,
)
OF_AGREEMENTS = (AdoptionProof,)
OF_CERTIFICATES = (CertificatePaper, Correction)
OF_THE_END = {
    Correction: (Certificate, Correction.certificate_id),
    Appeal: (Decision, Appeal.decision_id),
    PanelMember: (Panel, PanelMember.panel_id),
}
"""What hangs on a row that is about somebody, by which column."""

OF_PEOPLE = (CohortTrainer, Conflict, RoleGrant, SignInLink)
ABOUT_SOMEBODY = (
    Person,
    *OF_PEOPLE,
    Enrolment,
    *OF_ENROLMENTS,
    *OF_SUBMISSIONS,
    Certificate,
    *OF_THE_END,
)

_NOWHERE = cast(null(), BigInteger)


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of the trail with the name of who did it; none did what the command line does."""

    entry: AuditEntry
    actor: str | None


@dataclass(frozen=True, slots=True)
class About:
    """Whom a deed was about, and in which place."""

    enrolment_id: int | None
    person_id: int
    name: str


def deeds_of(
    session: Session,
    programme: Programme,
    *,
    before: int | None,
    most: int,
    asked: ColumnElement[bool] | None = None,
) -> Sequence[Deed]:
    """Deeds about anything of a programme, newest first, older than an entry's id."""
    statement = (
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(belongs_to(programme.id))
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    if before is not None:
        statement = statement.where(AuditEntry.id < before)
    if asked is not None:
        statement = statement.where(asked)
    return [Deed(entry, actor) for entry, actor in session.execute(statement)]


def about(session: Session, deeds: Iterable[Deed]) -> Mapping[tuple[str, int], About]:
    """Whom each of these deeds was about, by table and id; deeds about no one are left out."""
    ids: dict[str, set[int]] = {}
    for deed in deeds:
        ids.setdefault(deed.entry.subject_kind, set()).add(deed.entry.subject_id)
    parts = [
        with_person(model).where(model.id.in_(ids[model.__tablename__]))
        for model in ABOUT_SOMEBODY
        if model.__tablename__ in ids
    ]
    if not parts:
        return {}
    return {
        (kind, subject_id): About(enrolment_id, person_id, name)
        for kind, subject_id, enrolment_id, person_id, name in session.execute(union_all(*parts))
    }


def belongs_to(programme_id: int) -> ColumnElement[bool]:
    return or_(
        *(
            and_(AuditEntry.subject_kind == kind, AuditEntry.subject_id.in_(ids))
            for kind, ids in subjects_of(programme_id).items()
        )
    )


def subjects_of(programme_id: int) -> Mapping[str, AnySelect]:
    """For each table that belongs to a programme, the ids of its rows."""
    cohorts = select(Cohort.id).where(Cohort.programme_id == programme_id)
    enrolments = select(Enrolment.id).where(Enrolment.cohort_id.in_(cohorts))
    submissions = select(Submission.id).where(Submission.enrolment_id.in_(enrolments))
    certificates = select(Certificate.id).where(Certificate.programme_id == programme_id)
    agreements = select(Agreement.id).where(Agreement.programme_id == programme_id)
    agreed = select(Agreement.institution_id).where(Agreement.programme_id == programme_id)
    granted = select(RoleGrant.person_id).where(RoleGrant.programme_id == programme_id)
    enrolled = select(Enrolment.person_id).where(Enrolment.cohort_id.in_(cohorts))
    people = select(Person.id).where(or_(Person.id.in_(enrolled), Person.id.in_(granted)))
    return {
        Programme.__tablename__: select(Programme.id).where(Programme.id == programme_id),
        Enrolment.__tablename__: enrolments,
        Person.__tablename__: people,
        SignInLink.__tablename__: select(SignInLink.id).where(SignInLink.person_id.in_(people)),
        Conflict.__tablename__: select(Conflict.id).where(Conflict.about_id.in_(people)),
        Institution.__tablename__: select(Institution.id).where(Institution.id.in_(agreed)),
        **_of_the_end(enrolments),
        **_hanging(OF_CERTIFICATES, "certificate_id", certificates),
        **_hanging(OF_AGREEMENTS, "agreement_id", agreements),
        **_hanging(OF_PROGRAMMES, "programme_id", select(literal(programme_id))),
        **_hanging(OF_COHORTS, "cohort_id", cohorts),
        **_hanging(OF_ENROLMENTS, "enrolment_id", enrolments),
        **_hanging(OF_SUBMISSIONS, "submission_id", submissions),
    }


def _hanging(models: Iterable[type[Any]], column: str, ids: AnySelect) -> Mapping[str, AnySelect]:
    """The ids of the rows of each table that point by a column at one of these ids."""
    return {
        model.__tablename__: select(model.id).where(getattr(model, column).in_(ids))
        for model in models
    }


def _of_the_end(enrolments: AnySelect) -> Mapping[str, AnySelect]:
    """The ids of appeals and of members of panels, which hang on decisions and panels."""
    panels = select(Panel.id).where(Panel.enrolment_id.in_(enrolments))
    decisions = select(Decision.id).where(Decision.enrolment_id.in_(enrolments))
    return {
        Appeal.__tablename__: select(Appeal.id).where(Appeal.decision_id.in_(decisions)),
        PanelMember.__tablename__: select(PanelMember.id).where(PanelMember.panel_id.in_(panels)),
    }


def with_person(model: type[Any]) -> AnySelect:
    """The rows of a table, each with the place and the name of the person behind it."""
    kind = literal(model.__tablename__, String)
    if model is Person:
        return select(kind, Person.id, _NOWHERE, Person.id, Person.name)
    if model in OF_PEOPLE:
        return select(kind, model.id, _NOWHERE, Person.id, Person.name).join(
            Person, Person.id == model.person_id
        )
    statement = select(kind, model.id, Enrolment.id, Person.id, Person.name).select_from(model)
    if model in OF_SUBMISSIONS:
        statement = statement.join(Submission, Submission.id == model.submission_id)
        statement = statement.join(Enrolment, Enrolment.id == Submission.enrolment_id)
        return statement.join(Person, Person.id == Enrolment.person_id)
    if model in OF_THE_END:
        model, column = OF_THE_END[model]
        statement = statement.join(model, model.id == column)
    if model is Certificate:
        statement = statement.join(Decision, Decision.id == Certificate.decision_id)
        model = Decision
    if model is not Enrolment:
        statement = statement.join(Enrolment, Enrolment.id == model.enrolment_id)
    return statement.join(Person, Person.id == Enrolment.person_id)
