"""Where each task is done: the very place for who may do it, and what who only reads opens."""

from typing import Any

from flask import url_for

from assessments.counting import Condition
from course.queries.task_parts import Task
from course.queries.to_do import WaitingTask
from course.reports.indicators import PersonProof
from course.terms import CertificationState, ListKind

Way = tuple[str, str]  # an endpoint, and what its number is called

AGREEMENTS = (Task.VERIFY, Task.PROOF, Task.BRING_INTO_FORCE, Task.SEND, Task.REMIND)

READS: dict[Task, Way] = {
    Task.EXCEPTION: ("records.exceptions", "enrolment_id"),
    Task.RECORD: ("participants.show", "enrolment_id"),
    Task.FOLLOW_UP: ("participants.show", "enrolment_id"),
    Task.PROTOCOL: ("panels.show", "panel_id"),
    Task.CORRECTION: ("certificates.show_certificate", "certificate_id"),
    Task.CERTIFICATE_ENDS: ("certificates.show_certificate", "certificate_id"),
    Task.MEETING: ("cohorts.show", "cohort_id"),
    Task.QUESTION: ("cohorts.show", "cohort_id"),
    **dict.fromkeys(AGREEMENTS, ("institutions.show", "institution_id")),
}
"""What everybody opens who sees the programme; other tasks lead them to the person's standing."""

KEEPS: dict[Task, Way] = READS | {
    Task.APPROVE: ("certificates.show", "decision_id"),
    Task.APPEAL: ("certificates.appeal", "appeal_id"),
    Task.PANEL: ("panels.offer", "enrolment_id"),
    Task.RECORD: ("participants.record", "enrolment_id"),
    Task.FOLLOW_UP: ("participants.record", "enrolment_id"),
}
"""What opens for who runs the programme, where the task is not about themselves."""

ALL_READ: dict[Task, tuple[str, dict[str, Any]]] = {
    Task.APPROVE: ("programmes.people", {"state": CertificationState.TO_APPROVE.value}),
    Task.PROPOSE: ("programmes.people", {"state": CertificationState.QUALIFIED.value}),
    Task.RECORD: ("lists.show", {"kind": ListKind.GAPS.value}),
    Task.FOLLOW_UP: ("lists.show", {"kind": ListKind.GAPS.value}),
    Task.ASSESS: ("programmes.people", {"state": CertificationState.MISSING.value}),
    Task.PANEL: ("panels.index", {}),
    Task.PROTOCOL: ("panels.index", {}),
    Task.MEETING: ("lists.show", {"kind": ListKind.ATTENDANCE.value}),
    Task.QUESTION: ("cohorts.index", {}),
    Task.CERTIFICATE_ENDS: ("lists.show", {"kind": ListKind.REGISTER.value}),
    Task.FILE: ("lists.files", {}),
    **dict.fromkeys(AGREEMENTS, ("institutions.index", {})),
}
"""Where all tasks of a kind stand together, for who only reads."""

ALL_KEPT = ALL_READ | {
    Task.APPROVE: ("certificates.decisions", {}),
    Task.CORRECTION: ("certificates.decisions", {}),
    Task.PROPOSE: ("certificates.dry_run", {}),
    Task.APPEAL: ("certificates.appeals", {}),
    Task.EXCEPTION: ("records.waiting_exceptions", {}),
}
"""The same for who runs the programme."""


def way_to(one: WaitingTask, *, keeps: bool, me: int) -> str:
    """The address of one task."""
    if one.task is Task.FILE:
        return url_for("lists.files")
    if one.task is Task.EXCEPTION and keeps and one.is_for(me):
        return url_for("records.waiting_exceptions")
    about_me = one.about_id == me
    known = (KEEPS if keeps and not about_me else READS).get(one.task)
    if known is None or (about_me and one.task in {Task.RECORD, Task.FOLLOW_UP}):
        return url_for("programmes.standing", enrolment_id=one.enrolment_id)
    endpoint, named = known
    values: dict[str, Any] = {named: one.opens_id}
    if named == "enrolment_id":
        values[named] = one.enrolment_id
    anchor = f"agreement-{one.within_id}" if one.within_id else None
    return url_for(endpoint, **values, _anchor=anchor)


def way_to_all(task: Task, *, keeps: bool) -> str | None:
    """The address of the list in which all tasks of a kind stand."""
    known = (ALL_KEPT if keeps else ALL_READ).get(task)
    if known is None:
        return None
    endpoint, asked = known
    return url_for(endpoint, **asked)


def way_to_mend(condition: Condition, proof: PersonProof) -> str | None:
    """Where a condition of counting that fails is mended; None where nothing mends it any more."""
    place, chain = proof.place, proof.chain
    match condition.code:
        case "participant_record":
            return url_for("participants.show", enrolment_id=place.enrolment_id)
        case "not_revoked" if chain:
            return url_for(
                "certificates.show_certificate", certificate_id=chain.issues[-1].certificate_id
            )
        case "assessed_after_end":
            return url_for("cohorts.person", enrolment_id=place.enrolment_id)
        case "assessor_not_trainer" | "once":
            return url_for("programmes.standing", enrolment_id=place.enrolment_id)
        case _:
            return None
