"""The figure of institutions on rows: once each, why not the others, and who uses the model."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy.orm import Session

from course.reports.indicators import institutions, institutions_in_use
from course.terms import AgreementState
from tests.make import make_agreement, make_institution
from tests.make_counting import ASSESSED, DECIDED, ENDED, bring_forward, make_use, noon
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
TODAY = date(2026, 11, 23)


def test_institutions_count_once_through_their_earliest_agreement_in_force(
    session: Session, cast: Cast
) -> None:
    office, library = make_institution(session), make_institution(session, "Biblioteka")
    first, second, draft, over = (
        make_agreement(session, cast.programme, institution, cast.carla)
        for institution in (office, office, library, library)
    )
    bring_forward(session, second, cast.cyryl, date(2026, 9, 1))
    bring_forward(session, first, cast.cyryl, date(2026, 10, 1))
    bring_forward(session, over, cast.cyryl, date(2026, 6, 1)).ended_on = date(2026, 7, 1)
    session.flush()
    count = institutions(session, cast.programme, as_of=TODAY)
    assert [proof.agreement.id for proof in count.counted] == [second.id]
    assert [(p.agreement.id, p.state, p.through) for p in count.left_out] == [
        (draft.id, AgreementState.DRAFT, None),
        (over.id, AgreementState.ENDED, None),
        (first.id, AgreementState.IN_FORCE, second),
    ]
    assert institutions(session, cast.programme, as_of=date(2026, 6, 30)).achieved == 1
    assert institutions(session, cast.programme, as_of=date(2026, 7, 1)).achieved == 0


@pytest.mark.parametrize("number", [1, 3])
def test_two_statements_whatever_the_number_of_agreements(
    session: Session, cast: Cast, queries: Queries, number: int
) -> None:
    for _ in range(number):
        agreement = make_agreement(session, cast.programme, make_institution(session), cast.carla)
        bring_forward(session, agreement, cast.cyryl, ENDED)
    with queries() as statements:
        count = institutions(session, cast.programme, as_of=TODAY)
    assert (count.achieved, len(statements)) == (number, 2)


def test_each_agreement_left_out_says_why(session: Session, cast: Cast) -> None:
    office = make_institution(session)
    first, again = (
        bring_forward(
            session, make_agreement(session, cast.programme, office, cast.carla), cast.cyryl, ENDED
        )
        for _ in range(2)
    )
    bare = make_agreement(session, cast.programme, make_institution(session), cast.carla)
    bring_forward(session, bare, cast.cyryl, ENDED)
    bare.file_sha256 = bare.file_stored_as = bare.file_name = None
    session.flush()
    told = {
        proof.agreement.id: [(one.code, one.facts) for one in proof.counted.why_not]
        for proof in institutions(session, cast.programme, as_of=TODAY).left_out
    }
    assert told == {
        again.id: [("institution_once", {"number": first.number})],
        bare.id: [("agreement_kept", {})],
    }


def test_signed_and_used_are_two_figures(session: Session, cast: Cast) -> None:
    """A proof counts from its verification until it is withdrawn, whatever agreement it is of."""
    office = make_institution(session)
    over, standing = (
        bring_forward(
            session, make_agreement(session, cast.programme, office, cast.carla), cast.cyryl, day
        )
        for day in (date(2026, 6, 1), ENDED)
    )
    over.ended_on = date(2026, 9, 1)
    verified = {"verified_by_id": cast.cyryl.id, "verified_at": noon(ASSESSED)}
    proof = make_use(session, over, cast.carla, **verified)
    make_use(session, standing, cast.carla)  # nobody verified this one

    def figures(day: date) -> tuple[int, int]:
        count = institutions(session, cast.programme, as_of=day)
        return count.achieved, len(institutions_in_use(count))

    assert [figures(day) for day in (ENDED, ASSESSED, TODAY)] == [(1, 0), (1, 1), (1, 1)]
    assert figures(date(2026, 10, 1)) == (0, 0)
    proof.withdrawn_at = noon(DECIDED)
    session.flush()
    assert [figures(day) for day in (ASSESSED, DECIDED)] == [(1, 1), (1, 0)]
