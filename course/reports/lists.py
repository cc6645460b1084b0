"""Lists as tables: which columns they have, and which rows were asked for, in words."""

from collections.abc import Sequence
from datetime import datetime

from content.languages import Language
from course.language import Voice, voice
from course.models import Person, Programme
from course.models.base import Json
from course.reports.people import CertificationLine, PeopleFilter
from course.reports.table import Cell, Column, Described, Spoken, Table
from course.sentences import N_
from course.terms import CertificationState

GROUP = 8
"""Signs of a digest between two spaces, so that people can compare it."""

# name, heading, width in characters
_PEOPLE = (
    ("name", N_("Person"), 26),
    ("cohort", N_("Cohort"), 20),
    ("city", N_("City"), 13),
    ("state", N_("State"), 18),
    ("met", N_("Requirements met"), 14),
    ("asked", N_("Requirements in all"), 14),
    ("started_on", N_("Start of participation"), 13),
    ("ended_on", N_("End of participation"), 13),
    ("certificate", N_("Certificate"), 17),
    ("issued_on", N_("Issued"), 12),
    ("why_not", N_("Why not counted"), 28),
)


def describe_people(
    lines: Sequence[CertificationLine],
    asked: PeopleFilter,
    programme: Programme,
    *,
    cohort: str | None,
    language: Language,
    by: Person,
    at: datetime,
) -> Described:
    """The certification list as a table with its description, the same for every form."""
    speaking = voice(language)
    columns = tuple(
        Column(name, speaking.gettext(heading), width) for name, heading, width in _PEOPLE
    )
    title = speaking.say(
        "%(programme)s: people and certificates", programme=programme_title(programme, language)
    )
    table = Table(title, columns, [_cells(line, speaking) for line in lines])
    said = (
        say_filter(asked, cohort, speaking),
        say_taken(len(lines), by, at, speaking),
        speaking.say("SHA-256 of the rows: %(digest)s", digest=grouped_digest(table.digest)),
    )
    return Described(table, said, language)


def programme_title(programme: Programme, language: Language) -> str:
    """The title of a programme in a language."""
    return programme.title_pl if language is Language.PL else programme.title_en


def say_filter(asked: PeopleFilter, cohort: str | None, speaking: Voice) -> str:
    """Which rows were asked for, in words."""
    say = speaking.say
    parts = [
        say("cohort %(title)s", title=cohort) if cohort else say("every cohort"),
        say("state “%(state)s”", state=speaking.word(asked.state))
        if asked.state
        else say("every state"),
    ]
    if asked.city is not None:
        parts.append(say("city %(city)s", city=asked.city))
    if asked.words:
        parts.append(say("name with “%(words)s”", words=asked.words))
    if asked.issued_from is not None:
        parts.append(say("certificate since %(day)s", day=speaking.short_day(asked.issued_from)))
    if asked.issued_to is not None:
        parts.append(say("certificate until %(day)s", day=speaking.short_day(asked.issued_to)))
    return say("Filter: %(parts)s.", parts=", ".join(parts))


def say_taken(rows: int, by: Person, at: datetime, speaking: Voice) -> str:
    """How many rows, as they were when, for whom."""
    return " ".join(
        (
            speaking.say_count("%(num)s row.", "%(num)s rows.", rows),
            speaking.say(
                "As of %(day)s, %(clock)s.", day=speaking.short_day(at), clock=speaking.clock(at)
            ),
            speaking.say("Taken by: %(name)s.", name=by.name),
        )
    )


def grouped_digest(digest: str) -> str:
    """A digest in groups that people can compare."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))


def filter_facts(asked: PeopleFilter) -> Json:
    """The filter for the audit trail: that a name was searched is told, but not which."""
    return {
        "cohort": asked.cohort_id,
        "city": asked.city,
        "state": None if asked.state is None else asked.state.value,
        "searched": bool(asked.words),
        "issued_from": asked.issued_from.isoformat() if asked.issued_from else None,
        "issued_to": asked.issued_to.isoformat() if asked.issued_to else None,
    }


def _cells(line: CertificationLine, speaking: Voice) -> tuple[Cell, ...]:
    place, chain = line.place, line.proof.chain
    issued = chain if line.certificate is not None else None
    return (
        place.name,
        place.cohort,
        place.city,
        Spoken(line.state.value, speaking.word(line.state)),
        line.met if line.asked else None,
        line.asked or None,
        place.started_on,
        place.ended_on,
        line.certificate.number if line.certificate else None,
        issued.issued_on if issued else None,
        _why_not(line, speaking),
    )


def _why_not(line: CertificationLine, speaking: Voice) -> Spoken | None:
    """Why a person with a certificate does not count; of others the state says enough."""
    if line.certificate is None or line.state is CertificationState.COUNTED:
        return None
    why = line.proof.counted.why_not
    return Spoken(
        " ".join(condition.code for condition in why),
        "; ".join(
            speaking.condition(condition.code, condition.facts, met=False) for condition in why
        ),
    )
