"""`flask indicators` and `flask programmes`."""

import json
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from course.models import CountedSpan, IndicatorTarget, Programme, Standing
from course.terms import Indicator
from tests.make import MONDAY, make_agreement, make_enrolment, make_institution, make_target
from tests.make_counting import begin_training, bring_forward, certify, freeze, make_use, noon
from tests.people import Cast

Run = Callable[..., Result]
CREATE = (
    *("programmes", "create", "Q93873"),
    *("--title-pl", "Krosno i Przemyśl", "--title-en", "Krosno and Przemyśl"),
    *("--project-number", "POWR.04.03.00-00-0001/18", "--funder", "EFS"),
    *("--starts-on", "2026-01-01", "--ends-on", "2027-06-30"),
)


@pytest.fixture
def run(app: Flask, session: Session) -> Run:
    def invoke(*words: str) -> Result:
        session.commit()  # only releases the test's savepoint
        with time_machine.travel(MONDAY, tick=False):
            result = app.test_cli_runner().invoke(args=words)
        session.expire_all()
        return result

    return invoke


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    programme = freeze(session, cast.programme)
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    agreement = make_agreement(session, programme, make_institution(session), cast.carla)
    bring_forward(session, agreement, cast.cyryl, date(2026, 10, 1))
    verified = {"verified_by_id": cast.cyryl.id, "verified_at": noon(date(2026, 11, 4))}
    make_use(session, agreement, cast.carla, **verified)
    make_target(session, programme, Indicator.QUALIFIED_ORGANISERS, target=12)
    return programme


def test_machines_read_both_figures(run: Run, programme: Programme) -> None:
    result = run("indicators", "Q1", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output) == {
        "qualified_organisers": {
            "target": 12,
            "achieved": 1,
            "percent": 8.3,
            "base": 0,
            "unit": "osoba",
            "source_of_measurement": "protokół walidacji i certyfikaty",
            "left_out": 0,
        },
        "institutions": {
            "target": None,
            "achieved": 1,
            "percent": None,
            "base": None,
            "unit": None,
            "source_of_measurement": None,
            "left_out": 0,
            "in_use": 1,
        },
        "programme": "Q1",
        "as_of": "2026-11-23",
    }


def test_a_day_can_be_named(run: Run, programme: Programme) -> None:
    told = json.loads(run("indicators", "Q1", "--json", "--as-of", "2026-10-15").output)
    assert told["as_of"] == "2026-10-15"
    assert told["qualified_organisers"]["achieved"] == 0
    assert told["qualified_organisers"]["left_out"] == 1
    assert (told["institutions"]["achieved"], told["institutions"]["in_use"]) == (1, 0)
    assert run("indicators", "Q1", "--as-of", "yesterday").exit_code == 2


def test_people_read_a_table(run: Run, programme: Programme) -> None:
    lines = run("indicators", "Q1").output.splitlines()
    assert lines[0] == "Q1 as of 2026-11-23"
    assert lines[3].split() == ["qualified_organisers", "1", "12", "8.3", "%", "0"]
    assert lines[4].split() == ["institutions", "1", "-", "-", "0"]
    assert lines[5].split() == ["of", "these", "in", "use", "1"]


def test_a_recount_makes_what_is_not_kept_and_then_verifies_it(
    run: Run, session: Session, cast: Cast, programme: Programme
) -> None:
    assert run("indicators", "recount").output == "Q1: made anew.\nQ2: made anew.\n"
    again = run("indicators", "recount", "Q1")
    assert (again.exit_code, again.output) == (0, "Q1: all right.\n")
    session.execute(update(Standing).values(met=0))
    session.execute(delete(CountedSpan))
    session.flush()
    found = run("indicators", "recount", "Q1")
    assert (found.exit_code, found.stdout) == (1, "Q1: 2 kept otherwise.\n")
    assert found.stderr.splitlines() == [
        f"  standings: enrolment {cast.enrolment.id}",
        f"  counted_spans: person {cast.ana.id}",
    ]
    assert run("indicators", "recount", "Q1").output == "Q1: all right.\n"
    unknown = run("indicators", "recount", "Q404")
    assert (unknown.exit_code, unknown.stderr) == (1, "There is no programme Q404.\n")


def test_a_recount_counts_all_that_was_otherwise_and_names_the_first_hundred(
    run: Run, session: Session, cast: Cast
) -> None:
    for _ in range(101):
        make_enrolment(session, cast.cohort)
    run("indicators", "recount")
    session.execute(update(Standing).values(met=1))
    session.flush()
    found = run("indicators", "recount", "Q1")
    assert found.stdout == "Q1: 102 kept otherwise.\n"  # with Ana
    assert len(found.stderr.splitlines()) == 100


def test_a_recount_of_nothing_finds_nothing(run: Run) -> None:
    assert (run("indicators", "recount").exit_code, run("indicators", "recount").output) == (0, "")


def test_an_unknown_programme_is_named(run: Run) -> None:
    result = run("indicators", "Q404", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is no programme Q404.\n"


def test_a_programme_is_created_and_promises(run: Run, session: Session) -> None:
    assert run(*CREATE).output == "Programme Q93873 is there.\n"
    programme = session.scalars(select(Programme)).one()
    assert (programme.starts_on, programme.standard_code) == (
        date(2026, 1, 1),
        "organizator-spoleczny-Q93873",
    )
    again = run(*CREATE)
    assert (again.exit_code, again.stderr) == (1, "Error: Another programme has this code.\n")
    promise = ("programmes", "promise", "{}", "institutions", "6", "--unit", "instytucja")
    words = [word.format("Q93873") for word in promise]
    assert run(*words, "--source", "porozumienie").output == "institutions: 6\n"
    assert session.scalars(select(IndicatorTarget.target)).all() == [6]
    words[2] = "Q404"
    refused = run(*words, "--source", "porozumienie")
    assert (refused.exit_code, refused.stderr) == (1, "Error: There is no programme Q404.\n")


def test_a_programme_is_bound_to_a_rule_that_the_course_can_serve(
    run: Run, session: Session
) -> None:
    run(*CREATE)
    assert run("programmes", "freeze", "Q93873", "nothing").exit_code == 1
    assert run("programmes", "freeze", "Q404", "pilot").exit_code == 1
    assert run("programmes", "freeze", "Q93873", "social-organiser").exit_code == 0
    assert session.scalars(select(Programme.standard_frozen_on)).one() == MONDAY.date()
    again = run("programmes", "freeze", "Q93873", "pilot")
    assert again.stderr == "Error: The rules of this programme are frozen already.\n"
