"""Who gets which marking: by shares, by the fewest, by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.allocation import furthest_below, hand_over, set_shares
from course.actions.cohorts import release_trainer
from course.actions.people import disable_person, end_role
from course.catalogue import Catalogue
from course.errors import NobodyToMark, NotFound, Unreadable
from course.models import AuditEntry, MarkerShare, RoleGrant, Submission
from course.queries.agreement import twice_marked
from course.queries.allocation import markers_for, submission_to_allocate, trainers_in
from course.queries.waiting_pieces import waiting_pieces
from course.terms import Act, MarkingRole, SubmissionState
from tests.make import MONDAY, make_enrolment, make_person, make_trainer
from tests.make_assignments import make_handed_in, make_ready
from tests.make_markers import (
    make_colleague,
    make_conflict,
    make_double_work,
    make_plan,
    make_share,
    marker_of,
    say,
)
from tests.people import Cast

SECOND = MarkingRole.SECOND
shares = st.dictionaries(st.integers(1, 6), st.integers(1, 100), min_size=1)


@given(shares=shares, pieces=st.integers(0, 60))
def test_nobody_is_ever_a_whole_piece_above_their_share(
    shares: dict[int, int], pieces: int
) -> None:
    taken: Counter[int] = Counter()
    for _ in range(pieces):
        taken[furthest_below(shares, taken)] += 1
    whole = sum(shares.values())
    for person, share in shares.items():
        assert taken[person] < share * pieces / whole + 1


def test_equal_shares_take_turns_and_the_lowest_id_begins() -> None:
    taken: Counter[int] = Counter()
    order = []
    for _ in range(4):
        order.append(furthest_below({7: 50, 3: 50}, taken))
        taken[order[-1]] += 1
    assert order == [3, 7, 3, 7]


def more_work(session: Session, cast: Cast, course: Catalogue, count: int) -> list[Submission]:
    works = []
    for number in range(count):
        person = make_person(session, f"Osoba Numer {number}")
        make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
        works.append(make_handed_in(session, course, person))
    return works


def test_first_markings_are_shared_out_at_handing_in(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    make_share(session, cast.cohort, cast.ben, MarkingRole.FIRST, 75)
    make_share(session, cast.cohort, zoe, MarkingRole.FIRST, 25)
    held = Counter(marker_of(session, one) for one in more_work(session, cast, course, 4))
    assert held == {cast.ben.id: 3, zoe.id: 1}


def test_without_shares_the_second_goes_to_who_has_the_fewest(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_plan(session, cast.cohort)
    ewa, ola = (make_colleague(session, cast, name) for name in ("Ewa", "Ola"))
    works = more_work(session, cast, course, 3)
    for work in works:
        say(session, work, cast.ben)
    assert [marker_of(session, one) for one in works] == [ewa.id, ola.id, ewa.id]


def test_a_share_of_nothing_takes_part_in_nothing(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    ewa, ola = (make_colleague(session, cast, name) for name in ("Ewa", "Ola"))
    make_share(session, cast.cohort, ewa, SECOND, 0)
    make_share(session, cast.cohort, ola, SECOND, 40)
    work = make_double_work(session, course, cast)
    say(session, work, cast.ben)
    assert marker_of(session, work) == ola.id
    make_conflict(session, ola, cast.ana)
    assert ola not in markers_for(session, work, SECOND)


def test_shares_are_set_once_audited_and_bounded(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    ewa = make_colleague(session, cast)
    asked = {(SECOND, ewa.id): 60, (MarkingRole.FIRST, cast.ben.id): 0}
    for _ in range(2):
        set_shares(session, cast.cohort, asked, by=cast.carla, at=MONDAY)
    [row] = session.scalars(select(MarkerShare))
    assert (row.person_id, row.role, row.share) == (ewa.id, SECOND, 60)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.MARKER_SHARES_SET))
    assert [one.facts["share"] for one in entries] == [60]
    with pytest.raises(Unreadable):
        set_shares(session, cast.cohort, {(SECOND, ewa.id): 101}, by=cast.carla, at=MONDAY)


def test_a_piece_is_handed_over_by_who_may_to_who_can(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    ewa = make_colleague(session, cast)
    work = make_double_work(session, course, cast)
    say(session, work, cast.ben)
    ola = make_colleague(session, cast, "Ola Trzecia")
    with pytest.raises(NotFound):
        submission_to_allocate(session, ola, work.id)
    for who in (ewa, cast.ben, cast.carla):
        assert submission_to_allocate(session, who, work.id) is work
    for cannot in (cast.ben, cast.ana, cast.dov):
        with pytest.raises(NobodyToMark):
            hand_over(session, work, cannot, by=ewa, at=MONDAY)
    hand_over(session, work, ola, by=ewa, at=MONDAY)
    hand_over(session, work, ola, by=ewa, at=MONDAY)  # again changes nothing
    assert marker_of(session, work) == ola.id
    entries = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.MARKER_ALLOCATED))
    told = [(one.actor_id, one.facts["person"]) for one in entries]
    assert told == [(None, ewa.id), (ewa.id, ola.id)]
    say(session, work, ola)
    with pytest.raises(NobodyToMark):
        hand_over(session, work, ewa, by=cast.carla, at=MONDAY)


def test_who_typed_the_work_in_does_not_mark_it_blind(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    ewa = make_colleague(session, cast)
    work = make_double_work(session, course, cast)
    assert ewa in markers_for(session, work, SECOND)
    work.entered_by_id = ewa.id
    with session.no_autoflush:
        assert ewa not in markers_for(session, work, SECOND)
    session.expire(work)


def test_the_page_of_a_cohort_shows_what_waits_but_not_what_is_blind(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    work = make_double_work(session, course, cast)
    say(session, work, cast.ben)
    assert marker_of(session, work) == zoe.id
    shown = waiting_pieces(session, cast.cohort, cast.carla)
    assert [(one.submission.id, one.allocation is not None) for one in shown] == [(work.id, True)]
    assert waiting_pieces(session, cast.cohort, zoe) == []
    ewa = make_colleague(session, cast)
    assert set(trainers_in(session, cast.cohort)[:2]) == {cast.ben, zoe}
    assert trainers_in(session, cast.cohort)[2] == ewa


def test_two_markers_are_compared_as_they_first_said_it(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    ewa = make_colleague(session, cast)
    ola = make_colleague(session, cast, "Ola Trzecia")
    work = make_double_work(session, course, cast)
    say(session, work, cast.ben)
    say(session, work, ewa, passed=False)
    assert list(twice_marked(session, cast.ben)) == []  # not settled yet
    say(session, work, ola)
    assert work.state == SubmissionState.MARKED
    for reader in (cast.ben, ewa, cast.carla, cast.adam):
        [found] = twice_marked(session, reader)
        assert (found.slug, found.outcomes, found.went_to_third) == ("z3", ("pass", "revise"), True)
        assert sorted(found.levels) == [(2, 1), (2, 2), (2, 2), (2, 2), (2, 2)]
    for stranger in (cast.ana, cast.dov, cast.iga):
        assert list(twice_marked(session, stranger)) == []


def test_who_no_longer_trains_is_relieved_of_what_they_held(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    ewa, ola = (make_colleague(session, cast, name) for name in ("Ewa", "Ola"))
    make_share(session, cast.cohort, cast.ben, MarkingRole.FIRST, 100)
    work = make_double_work(session, course, cast)
    assert marker_of(session, work) == cast.ben.id
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    release_trainer(session, cast.cohort, cast.ben, by=cast.carla, at=MONDAY)
    assert marker_of(session, work) is None  # any trainer of the cohort may take it
    say(session, work, zoe)
    assert marker_of(session, work) == cast.ben.id  # of the programme still, and blind from now on
    disable_person(session, cast.ben, by=cast.carla, at=MONDAY)
    assert marker_of(session, work) == ewa.id
    grant = session.scalars(select(RoleGrant).where(RoleGrant.person_id == ewa.id)).one()
    end_role(session, grant, by=cast.carla, at=MONDAY)
    assert marker_of(session, work) == ola.id
