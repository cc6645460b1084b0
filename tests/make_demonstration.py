"""What the demonstration is made with, and the demonstration itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from course.catalogue import Catalogue
from course.demo.making import make_demonstration
from course.demo.stage import Means
from course.demo.works import read_works
from course.models import Programme
from course.sealing import seals_of
from course.settings import Settings
from course.sign_in_secrets import Card, hash_card, hasher
from course.web.forms.consents import consent_texts
from tests.make import MONDAY
from tests.make_credentials import make_issuer


def make_means(course: Catalogue, settings: Settings) -> Means:
    """Everything that its people need."""
    card = Card(code="K7QF-2M9D", pin="123456")
    return Means(
        catalogue=course,
        works=read_works(),
        consents=consent_texts(course.curriculum),
        card=hash_card(card, settings.key("cards"), hasher(cheap=True)),
        files_folder=settings.files_folder,
        issuer=make_issuer(),
        seals=seals_of(settings.data_keys),
    )


def make_told(session: Session, course: Catalogue, settings: Settings) -> Programme:
    """Its programme with the rule, told up to this Monday."""
    make_demonstration(session, make_means(course, settings), at=MONDAY)
    session.flush()
    session.expire_all()  # what was made is read as anybody else reads it
    with_rule = select(Programme).options(joinedload(Programme.rule_version))
    return session.scalars(with_rule, execution_options={"populate_existing": True}).one()
