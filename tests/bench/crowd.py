"""Programmes of a thousand people and of a million, made inside the database in one breath each.

Everybody took part, was certified and counts; each fiftieth counts no longer. What is kept is made
here too, as deeds would have left it: judging a million people anew is not what is measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

from course.models import Cohort, Person, Programme
from course.models.types import Instant
from course.terms import Role
from tests.make import make_cohort, make_grant, make_person, make_programme
from tests.make_counting import DECIDED, ENDED, freeze, noon

COHORTS = 20
CITIES = ("Krosno", "Przemyśl", "Jasło", "Sanok")
SHUFFLE = 7919  # a prime, so names come in another order than ids

TYPES = {"at": Instant()} | {name: Date() for name in ("started", "ended", "decided", "until")}

_NUMBERS = """
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :people - 1)
"""
_ROWS = (
    """
    INSERT INTO people (id, email, name, sort_name, language, address_form, session_version,
                        joined_at)
    {numbers} SELECT :first + n, 'p' || CAST(:first + n AS TEXT) || '@example.org',
        'Łucja Ćwikła-' || CAST(1000000 + (n * :shuffle) % :people AS TEXT),
        'Ćwikła-' || CAST(1000000 + (n * :shuffle) % :people AS TEXT) || ' 1806040015',
        'pl', 'neutral', 1, :at FROM numbers
    """,
    """
    INSERT INTO enrolments (id, cohort_id, person_id, state, started_on, ended_on,
                            extra_time_percent)
    {numbers} SELECT :first + n, :cohort + n % :cohorts, :first + n, 'ended', :started, :ended, 0
    FROM numbers
    """,
    """
    INSERT INTO decisions (id, enrolment_id, standard_code, rule_digest, record, outcome,
                           protocol_number, proposed_by_id, proposed_at, approved_by_id, decided_at)
    {numbers} SELECT :first + n, :first + n, :standard, :rule, '{{}}', 'awarded',
        'D/' || CAST(:first + n AS TEXT), :by, :at, :by_other, :at FROM numbers
    """,
    """
    INSERT INTO certificates (id, programme_id, person_id, standard_code, number, code, decision_id,
                              holder_name, facts, show_name, issued_at)
    {numbers} SELECT :first + n, :programme, :first + n, :standard,
        'SZ/2026/' || CAST(:first + n AS TEXT), 'C' || CAST(:first + n AS TEXT), :first + n,
        'Łucja Ćwikła', '{{}}', :no, :at FROM numbers
    """,
    """
    INSERT INTO standings (enrolment_id, programme_id, cohort_id, person_id, name, sort_name, city,
                           sex, state, met, asked, started_on, ended_on, record_complete,
                           certificate_id, number, issued_on, why_not)
    {numbers} SELECT :first + n, :programme, :cohort + n % :cohorts, :first + n, people.name,
        people.sort_name, cohorts.city, CASE WHEN n % 3 = 0 THEN 'man' ELSE 'woman' END,
        CASE WHEN n % 50 = 0 THEN 'certified' ELSE 'counted' END, 11, 11, :started, :ended, :yes,
        :first + n, 'SZ/2026/' || CAST(:first + n AS TEXT), :decided, '[]'
    FROM numbers JOIN people ON people.id = :first + n
    JOIN cohorts ON cohorts.id = :cohort + n % :cohorts
    """,
    """
    INSERT INTO counted_spans (programme_id, person_id, enrolment_id, cohort_id, sex,
                               counted_from, counted_until)
    {numbers} SELECT :programme, :first + n, :first + n, :cohort + n % :cohorts,
        CASE WHEN n % 3 = 0 THEN 'man' ELSE 'woman' END, :decided,
        CASE WHEN n % 50 = 0 THEN :until END
    FROM numbers
    """,
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """A programme with as many people, and a coordinator who looks at them."""

    programme_id: int
    code: str
    people: int
    coordinator_id: int
    first: int  # the id of one of them
    middle: int  # the place in the middle of the list


def make_crowd(session: Session, people: int, *, first: int) -> Crowd:
    """People with ids from `first` on, which nobody has yet."""
    programme = freeze(session, make_programme(session, f"B{people}"))
    cohorts = [
        make_cohort(session, programme, title=f"Edycja {number:02}", city=CITIES[number % 4])
        for number in range(COHORTS)
    ]
    by = [make_person(session, name) for name in ("Carla Nowak", "Cyryl Nowak")]
    make_grant(session, by[0], Role.COORDINATOR, programme)
    told = _told(programme, cohorts, by, people, first)
    for rows in _ROWS:
        statement = text(rows.format(numbers=_NUMBERS))
        session.execute(
            statement.bindparams(
                *(
                    bindparam(name, told[name], type_=TYPES.get(name))
                    for name in statement._bindparams
                )
            )
        )
    programme.standings_kept_at = noon(DECIDED)
    session.flush()
    middle = session.scalar(
        text(
            "SELECT enrolment_id FROM standings WHERE programme_id = :programme"
            " ORDER BY sort_name, enrolment_id LIMIT 1 OFFSET :half"
        ),
        {"programme": programme.id, "half": people // 2},
    )
    assert isinstance(middle, int)
    return Crowd(programme.id, programme.code, people, by[0].id, first, middle)


def index_for_the_bare_count(session: Session) -> None:
    """What a bare COUNT(DISTINCT) of certified people would go by, and the planner's numbers."""
    session.execute(text("CREATE INDEX bench_bare ON certificates (programme_id, person_id)"))
    session.execute(text("ANALYZE"))


def _told(
    programme: Programme,
    cohorts: Sequence[Cohort],
    by: Sequence[Person],
    people: int,
    first: int,
) -> dict[str, object]:
    return {
        "people": people,
        "first": first,
        "shuffle": SHUFFLE,
        "programme": programme.id,
        "cohort": cohorts[0].id,
        "cohorts": COHORTS,
        "standard": programme.standard_code,
        "rule": programme.rule_digest,
        "by": by[0].id,
        "by_other": by[1].id,
        "at": noon(DECIDED),
        "started": ENDED.replace(month=3),
        "ended": ENDED,
        "decided": DECIDED,
        "until": DECIDED.replace(day=20),
        "yes": True,
        "no": False,
    }
