"""`make bench`: measure on SQLite and on PostgreSQL, print a table, write var/bench/latest.json."""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import psycopg

from course.catalogue import Catalogue, load_catalogue
from course.settings import ROOT, Settings
from tests.bench.counting import growth
from tests.bench.counting import table as growth_table
from tests.bench.counting import told as growth_told
from tests.bench.exports import exports, told
from tests.bench.figures import Values, table, write_json
from tests.bench.pace import shares
from tests.bench.scene import set_scene
from tests.bench.servers import course_server, hello_server, memory_megabytes
from tests.bench.sizes import KILOBYTE, first_visit_bytes, page_bytes, weights
from tests.bench.statements import statements
from tests.data_keys import DATA_KEYS
from tests.own_app import own_app
from tests.postgres import NoPostgres, postgres

FOLDER = ROOT / "var" / "bench"

Growth = Mapping[int, Mapping[str, float]]


def main() -> None:
    """Measure all there is; without PostgreSQL say so and go on."""
    course = load_catalogue(ROOT / "content", ROOT / "assessments")
    FOLDER.mkdir(parents=True, exist_ok=True)
    weighed = weights(course, FOLDER)
    growing = {"SQLite": growth("sqlite://", course, FOLDER)}
    found = {"SQLite": _all("sqlite://", course, growing["SQLite"])}
    try:
        with postgres(durable=True) as url:
            refuse_forgetful(url)
            growing["PostgreSQL"] = growth(url, course, FOLDER)
            found["PostgreSQL"] = _all(url, course, growing["PostgreSQL"])
    except NoPostgres as reason:
        sys.stderr.write(f"{reason}\n")
    found = {database: {**values, **weighed} for database, values in found.items()}
    print(table(found))
    for database, times in growing.items():
        print(growth_table(database, times))
    write_json(found, FOLDER / "latest.json")


def _all(database_url: str, course: Catalogue, grown: Growth) -> Values:
    """Everything on one database; what grows and the files of long lists have their own."""
    files = told(exports(database_url, course, FOLDER))
    return {**measure(database_url, course), **growth_told(grown), **files}


def refuse_forgetful(url: str) -> None:
    """Raise NoPostgres when what the server acknowledges may not be on its disk."""
    with psycopg.connect(url) as connection:
        for setting in ("fsync", "synchronous_commit"):
            value = connection.execute(f"SHOW {setting}").fetchone()
            if value != ("on",):
                raise NoPostgres(f"TEST_DATABASE_URL forgets: it runs with {setting} off.")


def measure(database_url: str, course: Catalogue) -> Values:
    """Every figure on one database, filled for this and dropped afterwards."""
    # On the disk of the repository: /tmp may be memory, and then nothing would be kept.
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        settings = Settings(
            database_url=database_url,
            secret_key="the secret of the bench, long enough",
            data_keys=DATA_KEYS,
            base_url="http://127.0.0.1",
            files_folder=Path(name),
            issuer_keys=Path(name) / "issuer-keys",
        )
        with own_app(settings, course, Path(name)) as app:
            scene = set_scene(app, course)
            counted = statements(app, scene)
            with hello_server() as hello, course_server(app, settings) as server:
                return {
                    **counted,
                    **shares(hello, server, scene),
                    "page": page_bytes(server, scene) / KILOBYTE,
                    "first visit": first_visit_bytes(server, scene) / KILOBYTE,
                    "start": server.start_seconds,
                    "memory": memory_megabytes(server),  # after all that work
                }


if __name__ == "__main__":
    main()
