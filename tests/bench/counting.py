"""Growth: the figure, and the first and a middle page of the certification list.

`python -m tests.bench.counting` prints these alone.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from course.catalogue import Catalogue, load_catalogue
from course.database import db, reading
from course.models import Programme
from course.queries.figures import figure_on
from course.queries.standings import PeopleFilter, standing_rows
from course.reports.standings import outdated
from course.settings import ROOT, Settings
from tests.bench.crowd import Crowd, index_for_the_bare_count, make_crowd
from tests.bench.pace import FULL_SIZE
from tests.bench.scene import sign_in
from tests.bench.statements import counting
from tests.data_keys import DATA_KEYS
from tests.make_counting import DECIDED
from tests.own_app import own_app
from tests.postgres import NoPostgres, postgres

SIZES = (1_000, 10_000, 100_000, 1_000_000) if FULL_SIZE else (1_000, 10_000, 100_000)
ROUNDS = 25
MILLISECONDS = 1000
FAR_APART = 10_000_000
"""Between the ids of two crowds: those who look at them have theirs below."""

COOKIES: dict[str, str] = {}
BARE = text("SELECT COUNT(DISTINCT person_id) FROM certificates WHERE programme_id = :programme")

Times = Mapping[str, float]


def growth(database_url: str, course: Catalogue, folder: Path) -> Mapping[int, Times]:
    """For each number of people the median milliseconds of each thing, and ratios to the fewest."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        settings = Settings(
            database_url=database_url,
            secret_key="the secret of the bench, long enough",
            base_url="http://127.0.0.1",
            files_folder=Path(name),
            issuer_keys=Path(name) / "issuer-keys",
            data_keys=DATA_KEYS,
        )
        with own_app(settings, course, Path(name)) as app:
            return _measured(app, _crowds(app))


def _crowds(app: Flask) -> Sequence[Crowd]:
    made = []
    with app.app_context(), Session(db.engine) as session:
        for place, people in enumerate(SIZES, start=1):
            made.append(make_crowd(session, people, first=place * FAR_APART))
            session.commit()
        index_for_the_bare_count(session)
        session.commit()
    return made


def _measured(app: Flask, crowds: Sequence[Crowd]) -> Mapping[int, Times]:
    """The sizes take turns, so that what disturbs the machine disturbs all alike."""
    client = app.test_client(use_cookies=False)
    kinds = {crowd: _kinds(app, client, crowd) for crowd in crowds}
    found: dict[int, dict[str, list[float]]] = {}
    for turn in range(ROUNDS + 1):
        for crowd, things in kinds.items():
            times = found.setdefault(crowd.people, {name: [] for name in things})
            for name, thing in things.items():
                spent = _timed(thing)
                if turn:  # the first time warms up
                    times[name].append(spent)
    told = {
        people: {name: median(spent) for name, spent in times.items()}
        for people, times in found.items()
    }
    for crowd in crowds:
        told[crowd.people]["list statements"] = _statements(app, client, crowd)
        told[crowd.people]["rows a second"] = crowd.people / _all_rows(app, crowd)
    return told


def _kinds(app: Flask, client: FlaskClient, crowd: Crowd) -> Mapping[str, Callable[[], None]]:
    def page(more: str = "") -> None:
        _ask(client, crowd, more)

    def asked(question: Callable[[Session, Programme], object]) -> Callable[[], None]:
        def ask() -> None:
            with app.app_context():
                session = reading()
                question(session, session.get_one(Programme, crowd.programme_id))

        return ask

    cookie, _ = sign_in(app, crowd.coordinator_id)
    COOKIES[crowd.code] = cookie
    return {
        "bare count": asked(lambda session, one: session.scalar(BARE, {"programme": one.id})),
        "figure": asked(lambda session, one: figure_on(session, one, DECIDED)),
        "judged": asked(lambda session, one: outdated(session, one, [crowd.first])),
        "list first": page,
        "list middle": lambda: page(f"&after={crowd.middle}"),
    }


def _ask(client: FlaskClient, crowd: Crowd, more: str) -> None:
    answer = client.get(
        f"/people?programme={crowd.code}{more}", headers={"Cookie": COOKIES[crowd.code]}
    )
    assert answer.status_code == HTTPStatus.OK, answer.get_data(as_text=True)


def _statements(app: Flask, client: FlaskClient, crowd: Crowd) -> int:
    with counting(app) as asked:
        _ask(client, crowd, f"&after={crowd.middle}")
    return len(asked)


def _all_rows(app: Flask, crowd: Crowd) -> float:
    """Seconds for every row of the list, one after the other."""
    with app.app_context():
        session = reading()
        programme = session.get_one(Programme, crowd.programme_id)
        began = perf_counter()
        assert sum(1 for _ in standing_rows(session, programme, PeopleFilter())) == crowd.people
        return perf_counter() - began


def _timed(thing: Callable[[], None]) -> float:
    began = perf_counter()
    thing()
    return (perf_counter() - began) * MILLISECONDS


def told(found: Mapping[int, Times]) -> Times:
    """What budgets speak of: the most people beside the fewest, the figure beside a bare count."""
    fewest, most = found[min(found)], found[max(found)]
    return {
        "figure": most["figure"] / most["bare count"],
        "figure ms": most["figure"],
        "list first": most["list first"] / fewest["list first"],
        "list middle": most["list middle"] / fewest["list middle"],
        "list statements": most["list statements"],
        "judged": most["judged"] / fewest["judged"],
    }


def table(database: str, found: Mapping[int, Times]) -> str:
    """A line for each number of people, in milliseconds."""
    names = list(found[min(found)])
    lines = [[database, *names]]
    lines += [
        [f"{people:,}", *(f"{times[name]:,.2f}" for name in names)]
        for people, times in found.items()
    ]
    return "\n".join("  ".join(cell.rjust(15) for cell in line) for line in lines)


def main() -> None:
    """Measure growth alone."""
    course = load_catalogue(ROOT / "content", ROOT / "assessments")
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    print(table("SQLite", growth("sqlite://", course, folder)))
    try:
        with postgres(durable=True) as url:
            print(table("PostgreSQL", growth(url, course, folder)))
    except NoPostgres as reason:
        sys.stderr.write(f"{reason}\n")


if __name__ == "__main__":
    main()
