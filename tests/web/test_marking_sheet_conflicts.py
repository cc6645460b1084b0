"""What happened to the work since a sheet was taken: told, and never written over."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.marking import keep_marking_text, save_marking_draft
from course.models import (
    MarkingDraft,
    Person,
    Submission,
)
from course.terms import MarkingRole, SubmissionState
from tests.make import MONDAY, make_cohort, make_trainer
from tests.make_assignments import PASSING, make_marking
from tests.pages import PageClient
from tests.people import Cast
from tests.sheet_pages import GOOD, bring, confirm, filled, markings, sheet_from, told

SignIn = Callable[[Person], PageClient]


def test_what_changed_meanwhile_is_in_conflict_and_not_marked(
    ben: PageClient,
    signed_in_as: SignIn,
    session: Session,
    cast: Cast,
    work: Submission,
    other: Submission,
) -> None:
    content = filled(sheet_from(ben, cast), {work.id: GOOD, other.id: GOOD})
    second = make_trainer(session, cast.cohort, "Druga Osoba")
    make_marking(session, work, second)
    keep_marking_text(session, other, levels={}, feedback="Czytam.", by=second, at=MONDAY)
    session.flush()
    rows = told(bring(ben, content))
    assert [row[1] for row in rows] == ["w konflikcie"] * 2
    assert all("Druga Osoba" in row[3] for row in rows)
    assert len(markings(session)) == 1


def test_a_draft_that_stood_before_is_no_conflict(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    second = make_trainer(session, cast.cohort, "Druga Osoba")
    keep_marking_text(session, work, levels={}, feedback="Czytam.", by=second, at=MONDAY)
    session.flush()
    rows = told(bring(ben, filled(sheet_from(ben, cast), {work.id: GOOD})))
    assert [row[1] for row in rows] == ["będzie ocena: zaliczone"]


def test_withdrawn_and_handed_in_again_is_in_conflict(
    ben: PageClient,
    signed_in_as: SignIn,
    session: Session,
    cast: Cast,
    work: Submission,
) -> None:
    content = filled(sheet_from(ben, cast), {work.id: GOOD})
    ana = signed_in_as(cast.ana)
    ana.post(f"/submissions/{work.id}/withdraw")
    [row] = told(bring(ben, content))
    assert (row[0], row[1]) == (f"Praca {work.id}", "w konflikcie")
    assert "wycofana" in row[3]
    ana.post("/assignments/z3/hand-in")
    [row] = told(bring(ben, content))
    assert row[1] == "w konflikcie"
    assert "oddana na nowo" in row[3]


def test_ones_own_newer_draft_is_not_written_over(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    content = filled(sheet_from(ben, cast), {work.id: GOOD})
    preview = bring(ben, content)
    save_marking_draft(
        session, work, levels={"c1": 3}, feedback="Nowsze.", revision=0, by=cast.ben, at=MONDAY
    )
    session.flush()
    [row] = told(bring(ben, content))
    assert "nowszy szkic" in row[3]
    [row] = told(confirm(ben, preview))
    assert row[1] == "bez oceny"
    assert session.scalars(select(MarkingDraft)).one().feedback == "Nowsze."


def test_a_row_that_lost_the_race_is_told_and_its_text_kept(
    ben: PageClient, session: Session, cast: Cast, work: Submission, other: Submission
) -> None:
    preview = bring(ben, filled(sheet_from(ben, cast), {work.id: GOOD, other.id: GOOD}))
    make_marking(session, work, make_trainer(session, cast.cohort, "Druga Osoba"))
    session.flush()
    lost, won = told(confirm(ben, preview))
    assert lost[1] == "bez oceny, Twój tekst jest zachowany"
    assert "Druga Osoba" in lost[2]
    assert won[1] == "ocena: zaliczone"
    draft = session.scalars(select(MarkingDraft)).one()
    assert (draft.person_id, draft.levels, draft.feedback) == (
        cast.ben.id,
        PASSING,
        "Dobra robota.",
    )
    assert session.get_one(Submission, other.id).state == SubmissionState.MARKED


@pytest.mark.parametrize("late", [False, True], ids=["before the preview", "after the preview"])
def test_a_row_with_a_name_never_becomes_a_blind_second_marking(
    ben: PageClient, session: Session, cast: Cast, work: Submission, *, late: bool
) -> None:
    work.second_wanted = True
    content = filled(sheet_from(ben, cast), {work.id: GOOD})
    preview = bring(ben, content) if late else None
    make_marking(session, work, make_trainer(session, cast.cohort, "Druga Osoba"))
    session.flush()
    assert work.next_marking is MarkingRole.SECOND
    rows = told(confirm(ben, preview) if preview else bring(ben, content))
    assert rows[0][0] == f"Praca {work.id}"
    assert "oddana na nowo albo oceniona" in " ".join(rows[0])
    assert len(markings(session)) == 1


def test_what_is_not_mine_to_mark_is_not_marked(
    ben: PageClient, signed_in_as: SignIn, session: Session, cast: Cast, work: Submission
) -> None:
    content = filled(sheet_from(ben, cast), {work.id: GOOD})
    elsewhere = make_trainer(session, make_cohort(session, cast.programme), "Ewa Lis")
    client = signed_in_as(elsewhere)
    preview = bring(client, content)
    [row] = told(preview)
    assert (row[0], row[1]) == (f"Praca {work.id}", "w konflikcie")
    assert "Ana" not in preview.get_data(as_text=True)
    forged = confirm(client, bring(ben, content))
    assert "Ana" not in forged.get_data(as_text=True)
    assert markings(session) == []
