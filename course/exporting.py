"""A list as it is asked for, and its file: what doors and the worker do alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

from assessments.participants import Values
from content.languages import Language
from course.actions.participants import open_records
from course.catalogue import catalogue
from course.clock import local_day
from course.database import reading, writing
from course.language import Voice, alphabet_key
from course.models import Person, Programme
from course.papers import Mark
from course.permissions import may
from course.queries.choices import cohorts_to_choose, meetings_to_choose
from course.queries.lists.participants import records_to_open
from course.queries.papers import marks_of
from course.reports.formats import Document, FileKind, Passing
from course.reports.lists import Asked, Choices, Column, Filter, FilterForm, Line, Listing, Looking
from course.reports.lists.documents import columns_said, document_of
from course.reports.lists.listing import Opens
from course.settings import Settings
from course.settings_here import seals_here
from course.terms import ReadingReason
from course.uploads import open_stored


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A list that somebody asks for, with the filter as it was typed."""

    listing: Listing
    looking: Looking
    form: FilterForm

    def beginning_at(self, skip: int) -> "ListAsked":
        """The same without its first rows, for a page further on."""
        return replace(self, looking=replace(self.looking, skip=skip))

    @property
    def taken(self) -> Looking:
        """The same look as a file is made from it: with what its page leaves sealed."""
        looking = self.looking
        if not self.listing.opens_seals:
            return looking
        return replace(looking, opens=_opener(looking.by, looking.at))

    def count(self) -> int:
        """How many rows there are."""
        return self.listing.count(reading(), self.looking)

    def lines(self) -> Iterable[Line]:
        """The rows, one after the other."""
        return self.listing.rows(reading(), self.looking)

    def columns(self) -> tuple[Column, ...]:
        """The columns, with headings in the language of the page."""
        return columns_said(reading(), self.listing, self.looking)

    def document(self, kind: FileKind, settings: Settings) -> Document:
        """What a file says around them. Marks are drawn on paper alone."""
        marks = _marks(self.looking.programme.id, settings) if kind is FileKind.PDF else ()
        return document_of(reading(), self.listing, self.taken, self.form.choices, marks=marks)

    def passing(
        self, document: Document, told: Callable[[int], None] = lambda _rows: None
    ) -> Passing:
        """The rows on their way into a file; `told` hears now and then how many have passed."""
        lines = self.listing.rows(reading(), self.taken)
        return Passing(document.columns, map(attrgetter("cells"), lines), told)

    def file_name(self, kind: FileKind) -> str:
        """How the file is called where it is saved."""
        name = self.looking.speaking.gettext(self.listing.file_name)
        day = local_day(self.looking.at)
        return f"{name}-{self.looking.programme.code}-{day}.{kind.value}"


def ask(
    listing: Listing,
    programme: Programme,
    typed: Mapping[str, str],
    *,
    by: Person,
    at: datetime,
    language: Language,
) -> ListAsked:
    """Read what is typed into the filter of a list, as the person may choose there."""
    looking = Looking(
        programme=programme,
        asked=Asked(),
        by=by,
        at=at,
        language=language,
        course=catalogue(),
    )
    form = FilterForm.of(typed, knows=listing.knows, choices=choices_of(listing, looking))
    return ListAsked(listing, replace(looking, asked=form.asked), form)


def may_open(listing: Listing, person: Person, programme_id: int) -> bool:
    """Whether a person may see a list of a programme. Their grants must be loaded."""
    return may(person, listing.opened_with, programme_id=programme_id)


def may_take(listing: Listing, person: Person, programme_id: int) -> bool:
    """Whether they may take it away as a file."""
    return may_open(listing, person, programme_id) and may(
        person, listing.taken_with, programme_id=programme_id
    )


def choices_of(listing: Listing, looking: Looking) -> Choices:
    """What can be chosen in the filter of a list."""
    programme, person, speaking = looking.programme, looking.by, looking.speaking
    cohorts = (
        cohorts_to_choose(reading(), programme, person)
        if listing.knows & {Filter.COHORT, Filter.CITY}
        else ()
    )
    return Choices(
        cohorts={str(one.id): one.title for one in cohorts},
        cities=sorted({one.city for one in cohorts}, key=alphabet_key),
        states={state.value: _state(listing, state, speaking) for state in listing.states},
        meetings=_meetings(looking, speaking) if Filter.MEETING in listing.knows else {},
    )


def _state(listing: Listing, state: StrEnum, speaking: Voice) -> str:
    text = listing.state_texts.get(state)
    return speaking.gettext(text) if text else speaking.word(state)


def _opener(by: Person, at: datetime) -> Opens:
    """Opens seals for a list, piece by piece; the readings are noted before anything is told."""

    def opens(enrolment_ids: Sequence[int]) -> Mapping[int, Values]:
        with writing() as session:
            records = records_to_open(session, by, enrolment_ids)
            ids = [record.enrolment_id for record in records]
            said = open_records(
                session, seals_here(), records, why=ReadingReason.LIST, by=by, at=at
            )
        return dict(zip(ids, said, strict=True))

    return opens


def _meetings(looking: Looking, speaking: Voice) -> Mapping[str, str]:
    found = meetings_to_choose(reading(), looking.programme, looking.by)
    return {
        str(one.id): f"{one.code}. {one.title}, {speaking.short_day(one.starts_at)} ({one.cohort})"
        for one in found
    }


def _marks(programme_id: int, settings: Settings) -> Sequence[Mark]:
    """The marks of a programme as pictures; one whose file is away is left out."""
    found = []
    for mark in marks_of(reading(), programme_id):
        try:
            with open_stored(mark.stored_as, folder=settings.files) as file:
                found.append(Mark(mark.name, mark.media_type, file.read()))
        except FileNotFoundError:
            continue
    return found
