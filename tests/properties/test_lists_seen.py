"""Every list holds only what who looks at it may see: for everybody of the cast, whatever list."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from course.catalogue import Catalogue
from course.models import Agreement, Certificate, Enrolment, Person, Programme
from course.models.base import Row
from course.reports.lists.registry import LISTINGS
from course.settings import Settings
from course.terms import ListKind
from course.visibility import (
    agreements_visible_to,
    certificates_visible_to,
    enrolments_read_by,
    enrolments_reported_to,
)
from tests.kept import keep_when_changed
from tests.looking import looking_at
from tests.make_scene import make_scene
from tests.people import Cast

Seen = tuple[type[Row], Callable[[Person], ColumnElement[bool]]]
OF_PEOPLE: Seen = (Enrolment, enrolments_reported_to)
OF_CERTIFICATES: Seen = (Certificate, certificates_visible_to)

ABOUT: Mapping[ListKind, Seen] = {
    ListKind.CERTIFICATION: OF_PEOPLE,
    ListKind.REGISTER: OF_CERTIFICATES,
    ListKind.RECEIPT: OF_CERTIFICATES,
    ListKind.PROGRESS: OF_PEOPLE,
    ListKind.GRADEBOOK: OF_PEOPLE,
    ListKind.ATTENDANCE: OF_PEOPLE,
    ListKind.GAPS: OF_PEOPLE,
    ListKind.PARTICIPANTS: (Enrolment, enrolments_read_by),
}


def test_each_list_is_a_part_of_what_one_may_see(
    session: Session, settings: Settings, course: Catalogue, cast: Cast
) -> None:
    scene = make_scene(session, settings, course, cast)
    keep_when_changed(session)
    programmes = session.scalars(
        select(Programme).options(joinedload(Programme.rule_version))
    ).all()
    told = 0
    for name in scene.people:
        person = session.get_one(
            Person,
            scene.people[name].id,
            options=[selectinload(Person.grants)],
            populate_existing=True,
        )
        for programme in programmes:
            for kind, (model, visible_to) in ABOUT.items():
                lines = LISTINGS[kind].rows(session, looking_at(programme, person, course))
                listed = {line.about for line in lines}
                seen = set(session.scalars(select(model.id).where(visible_to(person))))
                assert listed <= seen, (name, kind, programme.code)
                told += len(listed)
    assert told > len(ABOUT)


def test_agreements_are_those_of_programmes_that_one_may_see(
    session: Session, settings: Settings, course: Catalogue, cast: Cast
) -> None:
    scene = make_scene(session, settings, course, cast)
    listing = LISTINGS[ListKind.AGREEMENTS]
    for person in scene.people.values():
        for programme in session.scalars(select(Programme)).all():
            seen = session.scalars(
                select(Agreement.number).where(
                    agreements_visible_to(person), Agreement.programme_id == programme.id
                )
            ).all()
            lines = listing.rows(session, looking_at(programme, person, course))
            assert sorted(str(line.cells[0]) for line in lines) == sorted(seen)
