"""What stands at the end of the way in the scene of every route: certificates and who judged."""

from collections.abc import Mapping

from content.languages import Language
from course.actions.papers import keep_paper
from course.models import Certificate, Cohort, Decision, Enrolment, Person
from course.terms import SubmissionState
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_certificates import (
    end,
    make_certificate,
    make_correction,
    make_mark,
    make_proposal,
)
from tests.make_exceptions import make_exception
from tests.make_fieldwork import make_observation
from tests.make_markers import make_work
from tests.make_panels import make_bare_appeal, make_bare_panel, make_recorded_panel
from tests.scene_making import SCAN, Making, Staff, Values

Part = tuple[dict[str, object], dict[str, Values]]
"""What every door is given, and what single doors are given instead."""


def at_the_end(making: Making, cohort: Cohort, person: Person, staff: Staff) -> Part:
    """The person's certificate from an earlier cohort, and somebody beside them still deciding."""
    session = making.session
    own = make_enrolment(session, cohort, person)
    certificate = make_certificate(session, own, staff.validator, staff.deciding)
    beside = make_enrolment(session, cohort, make_person(session, "Olek Sowa"))
    decision = make_proposal(session, beside, staff.validator, staff.deciding[0])
    parts = (
        _of_certificate(making, certificate, cohort, staff),
        _decided(making, own, certificate, decision, beside),
        _judged(making, own, beside, staff),
        _of_the_record(making, own, staff),
    )
    known: dict[str, object] = {}
    apart: dict[str, Values] = {}
    for ids, doors in parts:
        known |= ids
        apart |= doors
    return known, apart


def _of_certificate(making: Making, certificate: Certificate, cohort: Cohort, staff: Staff) -> Part:
    """Its paper, its public doors, and the newer one that is proposed."""
    session = making.session
    stored = making.stored(b"%PDF-1.4 of certificate")
    keep_paper(
        session,
        certificate,
        Language.PL,
        sha256=stored.sha256,
        stored_as=stored.stored_as,
        by=None,
        at=MONDAY,
    )
    correction = make_correction(session, certificate, staff.deciding[0])
    mark = make_mark(session, cohort.programme, stored, by=staff.deciding[0])
    code: Mapping[str, object] = {"code": certificate.code}
    doors = ("certificates.verify", "certificates.compare")
    files = (f"credentials.{door}" for door in ("credential", "drawing", "picture"))
    return {
        "certificate_id": certificate.id,
        "correction_id": correction.id,
        "mark_id": mark.id,
        "lang": "pl",
    }, {
        **dict.fromkeys((*doors, *files), code),
        "certificates.propose_newer": {"kind": "name"},
        "credentials.status": {"number": 1},
    }


def _decided(
    making: Making,
    own: Enrolment,
    certificate: Certificate,
    decision: Decision,
    beside: Enrolment,
) -> Part:
    """What two people decided or still decide, and an appeal."""
    decided: Mapping[str, object] = {"decision_id": certificate.decision_id}
    appeal = make_bare_appeal(making.session, certificate.decision_id, own.person)
    return {"decision_id": decision.id, "appeal_id": appeal.id}, {
        "certificates.propose_not_to_award": {"enrolment_id": beside.id},
        "certificates.offer_appeal": decided,
        "certificates.lodge": decided,
        "validation.show": {"enrolment_id": beside.id},
        "validation.record": {"enrolment_id": beside.id},
    }


def _judged(making: Making, own: Enrolment, beside: Enrolment, staff: Staff) -> Part:
    """A panel that is still to be held, and one beside it that is recorded."""
    session = making.session
    panel = make_bare_panel(session, own, staff.validator, by=staff.deciding[0])
    members = [staff.validator, *(make_person(session) for _ in range(2))]
    heard = make_recorded_panel(session, beside, members, held_on=MONDAY.date(), recorded_at=MONDAY)
    third = make_enrolment(session, own.cohort, make_person(session, "Ula Sroka"))
    told = make_bare_panel(
        session, end(session, third), staff.validator, staff.deciding[0], entered_at=MONDAY
    )
    return {"panel_id": panel.id}, {
        "panels.offer_record": {"panel_id": told.id},
        "panels.record": {"panel_id": told.id},
        "panels.call": {"enrolment_id": beside.id},
        "panels.offer": {"enrolment_id": beside.id},
        "panels.portfolio:of an ended place": {"enrolment_id": own.id},
        "panels.protocol": {"panel_id": heard.id},
    }


def _of_the_record(making: Making, own: Enrolment, staff: Staff) -> Part:
    """Work and an observation of an ended place, and an exception that waits."""
    session = making.session
    excepted = make_exception(session, own, staff.deciding[0])
    before = make_work(session, making.course, own, "z3", SubmissionState.MARKED)
    seen = make_observation(session, own, staff.trainer, scan=making.stored(SCAN)).id
    ended: Mapping[str, object] = {"enrolment_id": own.id}
    read = (f"records.{door}:of an ended place" for door in ("card", "evidence", "exceptions"))
    entering = {"kind": "paper_record"}
    return {"exception_id": excepted.id, "moment": "entry"}, {
        "assignments.submission:of an ended place": {"submission_id": before.id},
        "observations.scan:of an ended place": {"observation_id": seen},
        "observations.show:of an ended place": {"observation_id": seen},
        **dict.fromkeys(read, ended),
        "records.enter": entering,
        "records.new_exception": entering,
    }
