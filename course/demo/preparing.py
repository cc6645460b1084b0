"""Make the database ready: migrate it, tell the story in it, or take both away again."""

import fcntl
import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import downgrade, upgrade
from sqlalchemy import exists, inspect, make_url, select

from content.languages import Text
from course.catalogue import Catalogue
from course.clock import local_day, now
from course.database import db, reading, writing
from course.demo.cast import CARD_BATCH
from course.demo.making import make_demonstration
from course.demo.stage import Means
from course.demo.works import read_works
from course.issuer_keys import issuer_of
from course.models import Programme
from course.sealing import seals_of
from course.settings import Settings
from course.sign_in_secrets import Card, cards_of, hash_card, hasher
from course.terms import ConsentKind

SQLITE_FILES = ("", "-wal", "-shm")


class DemonstrationRefused(Exception):
    """The demonstration must not be made here, or not now; the message says why."""


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keep a second one away from the same data. Raises DemonstrationRefused."""
    if settings.production:
        raise DemonstrationRefused("This is a production service: it shows no invented people.")
    folder = settings.files_folder.parent
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "The demonstration is running already: end it first, with Ctrl-C."
            raise DemonstrationRefused(message) from None
        yield


def prepare(settings: Settings, course: Catalogue, consents: Mapping[ConsentKind, Text]) -> None:
    """Migrate the database up, and tell the story where there is no programme yet."""
    with _quietly():
        upgrade()
    if reading().scalar(select(exists(select(Programme.id)))):
        return
    key, argon2 = settings.key("cards"), hasher(cheap=settings.cheap_secrets)
    means = Means(
        catalogue=course,
        works=read_works(),
        consents=consents,
        card=hash_card(demonstration_card(settings), key, argon2),
        files_folder=settings.files_folder,
        issuer=issuer_of(settings, year=local_day(now()).year),
        seals=seals_of(settings.data_keys),
    )
    with writing() as session:
        make_demonstration(session, means, at=now())


def take_away(settings: Settings) -> None:
    """Remove the whole database and its files. Raises DemonstrationRefused for real people's."""
    if inspect(db.engine).has_table(Programme.__tablename__):
        real = exists(select(Programme.id).where(Programme.demonstration.is_(False)))
        if reading().scalar(select(real)):
            raise DemonstrationRefused("There is a programme of real people: nothing was removed.")
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        db.session.remove()
        db.engine.dispose()
        for ending in SQLITE_FILES:
            Path(f"{url.database}{ending}").unlink(missing_ok=True)
    else:
        db.session.remove()
        with _quietly():
            downgrade(revision="base")
    for folder in settings.files_folder.glob("[0-9a-f][0-9a-f]"):
        shutil.rmtree(folder)


def demonstration_card(settings: Settings) -> Card:
    """The card that the story gives out: of this installation, and always the same."""
    [card] = cards_of(CARD_BATCH, 1, settings.key("cards"))
    return card


@contextmanager
def _quietly() -> Iterator[None]:
    """Alembic tells every step; here nobody asked for them."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
