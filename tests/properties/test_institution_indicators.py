"""Whatever happened to agreements and proofs of use, both figures are those of a plain recount."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.clock import local_day
from course.models import AdoptionProof, Agreement, Institution, Person, Programme
from course.reports.indicators import institutions, institutions_in_use
from tests.histories import undone
from tests.make import make_agreement, make_institution, make_person, make_programme
from tests.make_counting import make_use, noon

HISTORIES = 1000 if os.environ.get("FULL_SIZE") else 50
DAYS = 60
STARTS_ON = date(2026, 9, 1)
ENDS_ON = STARTS_ON + timedelta(days=40)
WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)

soon = st.integers(0, 6)
days = st.integers(-5, DAYS)
mostly = st.sampled_from([True] * 9 + [False])


@dataclass(frozen=True)
class Course:
    """How far an agreement came; numbers are days after the one before, none: it did not."""

    begins: int
    institution: int | None
    beneficiary: int | None
    verified: int | None
    in_force: int | None
    ended: int | None
    with_signatories: bool
    with_power: bool
    with_file: bool


@dataclass(frozen=True)
class Shown:
    """A proof of use, by days after the programme began."""

    dated: int
    verified: int | None
    withdrawn: int | None


def reached(step: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    """Mostly done, now and then not."""
    return st.sampled_from([True] * 7 + [False]).flatmap(lambda done: step if done else st.none())


courses = st.builds(
    Course,
    begins=st.sampled_from([st.integers(-3, 5), st.integers(28, 40)]).flatmap(lambda kind: kind),
    institution=reached(soon),
    beneficiary=reached(soon),
    verified=reached(st.integers(-2, 6)),
    in_force=reached(soon),
    ended=st.none() | st.integers(0, 30),
    with_signatories=mostly,
    with_power=mostly,
    with_file=mostly,
)
proofs = st.builds(Shown, dated=days, verified=reached(days), withdrawn=st.none() | days)
bodies = st.tuples(
    st.sampled_from([True] * 11 + [False]),  # its NIP is right
    st.sampled_from([True] * 11 + [False]),  # so is its TERYT code
    st.lists(st.tuples(courses, st.lists(proofs, max_size=2)), min_size=1, max_size=3),
)
worlds = st.lists(bodies, min_size=1, max_size=4)


@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds)
def test_a_recount_by_hand_gives_both_figures_on_every_day_that_matters(
    session: Session, *, world: list[tuple[bool, bool, list[tuple[Course, list[Shown]]]]]
) -> None:
    with undone(session):
        programme = make_programme(session, starts_on=STARTS_ON, ends_on=ENDS_ON)
        other = make_programme(session, starts_on=STARTS_ON, ends_on=ENDS_ON)
        people = make_person(session), make_person(session)
        for place, (nip_right, teryt_right, agreements) in enumerate(world):
            broken = {} if nip_right else {"nip": f"{place:010d}"}
            broken |= {} if teryt_right else {"teryt": "186"}
            institution = make_institution(session, **broken)
            for number, (course, shown) in enumerate(agreements):
                # The last of three is with another programme: nothing of it matters here.
                of = other if number == 2 else programme
                play(session, of, institution, people, course, shown)
        known = session.scalars(select(Agreement).filter_by(programme_id=programme.id)).all()
        papers = papers_of(session, programme)
        for day in days_that_matter(known, papers):
            count = institutions(session, programme, as_of=day)
            counted = sorted(proof.agreement.institution_id for proof in count.counted)
            in_use = [proof.agreement.institution_id for proof in institutions_in_use(count)]
            assert counted == sorted(
                {one.institution_id for one in known if is_good(session, one, day)}
            )
            assert sorted(in_use) == [one for one in counted if is_used(papers, one, day)]
            assert all(proof.counted.why_not for proof in count.left_out)
            assert all(proof.through is proof.agreement for proof in count.counted)
            assert len(count.counted) + len(count.left_out) == len(known)


def days_that_matter(
    known: Sequence[Agreement], papers: Sequence[tuple[int, AdoptionProof]]
) -> list[date]:
    """Every day on which something happened, and the day before it."""
    found = {ENDS_ON}
    for one in known:
        signed = one.institution_signed_on, one.beneficiary_signed_on
        found |= {day for day in (*signed, one.verified_on, one.in_force_on, one.ended_on) if day}
    for _, paper in papers:
        found |= {paper.dated_on}
        found |= {local_day(at) for at in (paper.verified_at, paper.withdrawn_at) if at}
    return sorted(found | {day - timedelta(days=1) for day in found})


def play(
    session: Session,
    programme: Programme,
    institution: Institution,
    people: tuple[Person, Person],
    course: Course,
    shown: list[Shown],
) -> None:
    """Make the rows of one agreement, as far as the tables allow."""
    agreement = make_agreement(session, programme, institution, people[0])
    sign(agreement, course)
    if course.with_file:
        agreement.file_name, agreement.file_stored_as = "skan.pdf", "aa/bb"
        agreement.file_sha256 = "a" * 64
    signed = agreement.institution_signed_on, agreement.beneficiary_signed_on
    if signed[0] and signed[1] and course.verified is not None:
        last = max(signed[0], signed[1])
        agreement.verified_by_id = people[1].id
        agreement.verified_at = noon(last + timedelta(days=course.verified))
        if course.in_force is not None:
            agreement.in_force_on = last + timedelta(days=course.in_force)
            if course.ended is not None:
                agreement.ended_on = agreement.in_force_on + timedelta(days=course.ended)
    session.flush()
    for one in shown:
        show(session, agreement, people, one)


def sign(agreement: Agreement, course: Course) -> None:
    begins = STARTS_ON + timedelta(days=course.begins)
    signatory = "Jan Kowalski" if course.with_signatories else None
    capacity = "burmistrz" if course.with_power else None
    if course.institution is not None:
        agreement.institution_signed_on = begins + timedelta(days=course.institution)
        agreement.institution_signatory, agreement.institution_capacity = signatory, capacity
    if course.beneficiary is not None:
        agreement.beneficiary_signed_on = begins + timedelta(days=course.beneficiary)
        agreement.beneficiary_signatory, agreement.beneficiary_capacity = signatory, capacity


def show(session: Session, agreement: Agreement, people: tuple[Person, Person], one: Shown) -> None:
    verified = None if one.verified is None else noon(STARTS_ON + timedelta(days=one.verified))
    withdrawn = None if one.withdrawn is None else noon(STARTS_ON + timedelta(days=one.withdrawn))
    make_use(
        session,
        agreement,
        people[0],
        dated_on=STARTS_ON + timedelta(days=one.dated),
        verified_at=verified,
        verified_by_id=None if verified is None else people[1].id,
        withdrawn_at=withdrawn,
    )


def is_good(session: Session, agreement: Agreement, day: date) -> bool:
    institution = session.get_one(Institution, agreement.institution_id)
    programme = session.get_one(Programme, agreement.programme_id)
    dates = (
        agreement.institution_signed_on,
        agreement.beneficiary_signed_on,
        agreement.in_force_on,
    )
    if agreement.verified_at is None or agreement.verified_by_id == agreement.entered_by_id:
        return False
    for written in dates:
        if written is None or not programme.starts_on <= written <= programme.ends_on:
            return False
        if written > day:
            return False
    total = sum(int(digit) * w for digit, w in zip(institution.nip, WEIGHTS, strict=False))
    return (
        local_day(agreement.verified_at) <= day
        and (agreement.ended_on is None or day < agreement.ended_on)
        and agreement.file_sha256 is not None
        and agreement.institution_signatory is not None
        and agreement.beneficiary_signatory is not None
        and total % 11 == int(institution.nip[9])
        and len(institution.teryt) == len("1861011")
    )


def papers_of(session: Session, programme: Programme) -> list[tuple[int, AdoptionProof]]:
    """The proofs of use of a programme, each with its institution."""
    rows = session.execute(
        select(Agreement.institution_id, AdoptionProof)
        .join(Agreement, Agreement.id == AdoptionProof.agreement_id)
        .where(Agreement.programme_id == programme.id)
    )
    return [(institution_id, paper) for institution_id, paper in rows]


def is_used(papers: Sequence[tuple[int, AdoptionProof]], institution_id: int, day: date) -> bool:
    return any(
        of == institution_id
        and paper.dated_on <= day
        and paper.verified_at is not None
        and local_day(paper.verified_at) <= day
        and (paper.withdrawn_at is None or local_day(paper.withdrawn_at) > day)
        for of, paper in papers
    )
