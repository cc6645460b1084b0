"""The funder's data about participants: append-only, sealed, each reading noted, one PESEL once."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from assessments.faults import Fault
from assessments.participants import FilledBy, Moment
from course.actions.participants import choose_form, open_records, save_record
from course.catalogue import Catalogue
from course.errors import FormNotChosen, RecordChanged, SealBroken
from course.models import (
    AuditEntry,
    ParticipantIdentity,
)
from course.queries.participants import (
    holding_record,
    revisions_of,
)
from course.terms import Act, ReadingReason, RecordSource, Sex
from tests.make import MONDAY, make_cohort, make_enrolment
from tests.make_counting import make_record
from tests.make_participants import (
    SEALS,
    WHOLE,
    Answers,
    ask_for_data,
    make_pesel,
    make_told,
    tell,
    typed,
)
from tests.people import Cast

DAY = timedelta(days=1)


def acts(session: Session) -> Sequence[Act]:
    return session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()


def identities(session: Session) -> dict[int, str]:
    rows = session.scalars(select(ParticipantIdentity)).all()
    return {row.person_id: row.pesel_hash for row in rows}


def whole(**changed: str) -> Answers:
    return {**WHOLE, "pesel": make_pesel(), **changed}


def test_a_programme_chooses_a_form_and_may_choose_a_newer_one(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    programme = cast.programme
    form = course.participant_forms["sl2014"]
    for _ in range(2):
        version = choose_form(session, programme, form, by=cast.carla, at=MONDAY)
    assert programme.participant_form_digest == version.digest
    newer = choose_form(
        session, programme, course.participant_forms["sm-efs"], by=cast.carla, at=MONDAY
    )
    assert programme.participant_form_digest == newer.digest != version.digest
    assert acts(session) == [Act.PARTICIPANT_FORM_CHOSEN] * 2


def test_without_a_form_nothing_is_saved(session: Session, cast: Cast, course: Catalogue) -> None:
    form = course.participant_forms["sm-efs"]
    with pytest.raises(FormNotChosen):
        tell(session, cast.enrolment, form, WHOLE, by=cast.carla)


def test_what_is_missing_is_named_and_complete_is_since_when(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    form = ask_for_data(session, course, cast.programme)
    first = tell(session, cast.enrolment, form, whole(teryt="", education=""), by=cast.carla)
    assert first.record is not None
    assert (first.record.complete, first.record.completed_at) == (False, None)
    assert first.record.missing == ["education", "teryt"]
    second = tell(session, cast.enrolment, form, whole(), by=cast.carla, at=MONDAY + DAY).record
    third = tell(
        session,
        cast.enrolment,
        form,
        whole(phone="600 100 201"),
        by=cast.cyryl,
        at=MONDAY + 2 * DAY,
    ).record
    assert second is not None
    assert third is not None
    assert (second.complete, second.completed_at) == (True, MONDAY + DAY)
    assert (third.revision, third.completed_at) == (3, MONDAY + DAY)
    assert (third.sex, third.followed_up, third.missing) == (Sex.WOMAN, False, [])
    kept = revisions_of(session, cast.enrolment.id)
    assert [(one.revision, one.superseded_at) for one in kept] == [
        (3, None),
        (2, MONDAY + 2 * DAY),
        (1, MONDAY + DAY),
    ]


def test_the_same_again_makes_no_new_revision_and_facts_hold_no_value(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    form = ask_for_data(session, course, cast.programme)
    answers = whole()
    first = tell(session, cast.enrolment, form, answers, by=cast.carla)
    again = tell(session, cast.enrolment, form, answers, by=cast.cyryl, at=MONDAY + DAY)
    assert again.record is first.record
    assert len(revisions_of(session, cast.enrolment.id)) == 1
    tell(session, cast.enrolment, form, {**answers, "disability": "yes"}, by=cast.carla)
    saved = session.scalars(
        select(AuditEntry.facts)
        .where(AuditEntry.act == Act.PARTICIPANT_RECORD_SAVED)
        .order_by(AuditEntry.id)
    ).all()
    assert saved[1] == {
        "enrolment": cast.enrolment.id,
        "revision": 2,
        "source": "paper",
        "complete": True,
        "changed": ["disability"],
    }


def test_faults_save_nothing_and_keep_what_was_typed(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    form = ask_for_data(session, course, cast.programme)
    outcome = tell(session, cast.enrolment, form, whole(pesel="84051700129"), by=cast.carla)
    assert outcome.record is None
    assert outcome.reading.faults == {"pesel": Fault("bad_pesel")}
    assert outcome.reading.values["pesel"] == "84051700129"
    assert holding_record(session, cast.enrolment.id) is None


def test_who_saves_on_top_of_something_older_is_told(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    form = ask_for_data(session, course, cast.programme)
    tell(session, cast.enrolment, form, whole(), by=cast.cyryl)
    sent = typed(form, whole(), revision=0)
    with pytest.raises(RecordChanged) as changed:
        save_record(
            session,
            SEALS,
            cast.enrolment,
            sent,
            source=RecordSource.PAPER,
            by=cast.carla,
            at=MONDAY,
        )
    assert changed.value.facts == {"by": cast.cyryl.name, "at": MONDAY}


def test_the_person_tells_their_part_and_the_coordinator_the_rest(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    form = ask_for_data(session, course, cast.programme)
    own = [item for item in form.items(Moment.START) if item.filled_by is FilledBy.PARTICIPANT]
    desk = [item for item in form.items(Moment.START) if item.filled_by is FilledBy.COORDINATOR]
    sent = typed(form, whole(), shown=own)
    told = save_record(
        session,
        SEALS,
        cast.enrolment,
        sent,
        source=RecordSource.PERSON,
        by=cast.ana,
        at=MONDAY,
    ).record
    assert told is not None
    assert told.missing == ["teryt", "degurba"]
    rest = typed(form, {"teryt": "1861011", "degurba": "2"}, revision=1, shown=desk)
    done = save_record(
        session, SEALS, cast.enrolment, rest, source=RecordSource.PAPER, by=cast.carla, at=MONDAY
    ).record
    assert done is not None
    assert (done.complete, done.source) == (True, RecordSource.PAPER)
    [values] = open_records(session, SEALS, [done], why=ReadingReason.LIST, by=cast.adam, at=MONDAY)
    assert (values["surname"], values["teryt"]) == ("Ćwikła", "1861011")


def test_every_opening_is_noted_with_who_and_why(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    told = make_told(session, course, cast.enrolment, cast.carla)
    outside = make_record(session, make_enrolment(session, cast.cohort), cast.carla)
    before = len(acts(session))
    values, nothing = open_records(
        session, SEALS, [told, outside], why=ReadingReason.PESEL, by=cast.adam, at=MONDAY
    )
    assert values["surname"] == "Ćwikła"
    assert nothing == {}
    [entry] = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[before:]
    assert (entry.act, entry.actor_id) == (Act.PARTICIPANT_RECORD_READ, cast.adam.id)
    assert (entry.subject_id, entry.facts) == (told.id, {"why": "pesel"})


def test_a_swapped_seal_does_not_open(session: Session, cast: Cast, course: Catalogue) -> None:
    anas = make_told(session, course, cast.enrolment, cast.carla)
    other = make_enrolment(session, cast.cohort)
    olgas = make_told(session, course, other, cast.carla)
    anas.sealed, olgas.sealed = olgas.sealed, anas.sealed
    with pytest.raises(SealBroken):
        open_records(session, SEALS, [anas], why=ReadingReason.LOOK, by=cast.adam, at=MONDAY)


def test_one_pesel_is_one_person(session: Session, cast: Cast, course: Catalogue) -> None:
    pesel = make_pesel()
    make_told(session, course, cast.enrolment, cast.carla, pesel=pesel)
    again = make_enrolment(session, make_cohort(session, cast.programme), cast.ana)
    make_told(session, course, again, cast.carla, pesel=pesel)  # the same person
    other = make_enrolment(session, cast.cohort)
    form = ask_for_data(session, course, cast.programme)
    refused = tell(session, other, form, whole(pesel=pesel), by=cast.carla)
    assert (refused.record, refused.holder_id) == (None, cast.ana.id)
    assert refused.reading.faults == {"pesel": Fault("pesel_taken")}
    assert set(identities(session)) == {cast.ana.id}


def test_a_pesel_that_was_a_slip_is_free_again(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    slip = make_pesel()
    form = ask_for_data(session, course, cast.programme)
    tell(session, cast.enrolment, form, whole(pesel=slip), by=cast.carla)
    corrected = make_pesel()
    tell(session, cast.enrolment, form, whole(pesel=corrected), by=cast.carla)
    assert identities(session) == {cast.ana.id: SEALS.pesel_hashes(corrected)[0]}
    other = make_enrolment(session, cast.cohort)
    assert tell(session, other, form, whole(pesel=slip), by=cast.carla).record is not None
    tell(session, other, form, whole(pesel=""), by=cast.carla)
    assert set(identities(session)) == {cast.ana.id}


def test_a_pesel_told_in_another_place_too_is_kept(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    pesel = make_pesel()
    again = make_enrolment(session, make_cohort(session, cast.programme), cast.ana)
    for place in (cast.enrolment, again):
        make_told(session, course, place, cast.carla, pesel=pesel)
    form = ask_for_data(session, course, cast.programme)
    tell(session, again, form, whole(pesel=""), by=cast.carla)
    assert identities(session) == {cast.ana.id: SEALS.pesel_hashes(pesel)[0]}


def test_what_was_kept_outside_is_replaced(session: Session, cast: Cast, course: Catalogue) -> None:
    outside = make_record(session, cast.enrolment, cast.carla)
    form = ask_for_data(session, course, cast.programme)
    record = tell(session, cast.enrolment, form, whole(city=""), by=cast.carla).record
    assert record is not None
    assert (outside.superseded_at, record.revision) == (MONDAY, 2)
    assert (record.complete, record.missing) == (False, ["city"])


def test_nothing_that_was_told_lies_in_the_database_in_the_clear(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    told = make_told(session, course, cast.enrolment, cast.carla, surname="Kanarek-Żółć")
    columns = [getattr(told, one.key) for one in inspect(told).mapper.column_attrs]
    assert not [value for value in columns if "Kanarek" in str(value)]
