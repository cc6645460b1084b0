"""Prepared files and saved views, for tests."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.prepared import Wanted, ask_for_file
from course.actions.views import save_view
from course.models import Cohort, Person, PreparedFile, Programme, SavedView
from course.terms import ListKind
from tests.make import MONDAY
from tests.scene_making import Making, Staff


def make_asked(
    session: Session,
    programme: Programme,
    by: Person,
    *,
    kind: ListKind = ListKind.CERTIFICATION,
    ending: str = "xlsx",
    asked: Mapping[str, str] | None = None,
    at: datetime = MONDAY,
) -> PreparedFile:
    """A file that a person asked for."""
    file = ask_for_file(
        session,
        programme,
        Wanted(kind, ending, dict(asked or {}), Language.PL),
        file_name=f"osoby-{programme.code}.{ending}",
        rows=None,
        facts={},
        by=by,
        at=at,
    )
    session.flush()
    return file


def make_view(
    session: Session,
    programme: Programme,
    by: Person,
    *,
    kind: ListKind = ListKind.REGISTER,
    asked: Mapping[str, str] | None = None,
    name: str = "Krosno",
    shared: bool = False,
) -> SavedView:
    """A filter that a person saved."""
    return save_view(
        session,
        programme,
        kind,
        dict(asked or {"city": "Krosno"}),
        name=name,
        shared=shared,
        by=by,
        at=MONDAY,
    )


def of_lists(
    making: Making, cohort: Cohort, staff: Staff
) -> tuple[dict[str, object], dict[str, Mapping[str, object]]]:
    """The doors of lists; a file and a view of who decides here."""
    session, keeper = making.session, staff.deciding[0]
    file = make_asked(session, cohort.programme, keeper, asked={"cohort": str(cohort.id)})
    stored = making.stored(f"of cohort {cohort.id}".encode())
    file.ready_at, file.sha256, file.bytes = MONDAY + timedelta(minutes=1), stored.sha256, 9
    file.stored_as, file.rows_done, file.rows_all = stored.stored_as, 1, 1
    view = make_view(session, cohort.programme, keeper, name=f"{cohort.id}")
    doors = ("show", "take", "prepare", "save", "views")
    kinds = {"": "register", ":participants": "participants"}
    return {"view_id": view.id, "ending": "xlsx"}, {
        "lists.fetch": {"file_id": file.id},
        **{
            f"lists.{door}{called}": {"kind": kind}
            for door in doors
            for called, kind in kinds.items()
        },
    }
