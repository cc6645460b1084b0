"""Finding in the course what somebody types: `zazolc` finds `Zażółć`, `rozmowy` finds `rozmowa`.

A word of a query is looked for in all its forms; where the course has none of them, as the
beginning of a word; where it begins none, as a word with one letter mistyped. What holds all the
words stands above what holds some, a title above a heading, a heading above the text.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, takewhile
from math import fsum, log
from threading import Lock
from typing import Self

from content.curriculum import Curriculum, Guide, Term
from content.excerpts import Part, excerpt_of, marked
from content.folding import folded, words_in
from content.inflection import forms_of
from content.languages import Language
from content.passages import Document, Kind, Passage, documents_of
from content.phrases import SAYS_LITTLE
from content.typing_slips import slips_of

MOST_WORDS = 12
"""More words of a query are not looked for."""
_SHORTEST_WORD = 2
_SHORTEST_BEGINNING = 3
_SHORTEST_SLIP = 6
_MOST_BEGINNINGS = 40

_IN_TITLE, _IN_HEADING, _MOST_IN_TEXT = 24.0, 8.0, 4.0
_OTHER_FORM, _BEGINNING, _SLIP = 0.8, 0.5, 0.4
_MAKING = Lock()
_BETWEEN_NAMES = re.compile(r"[,()]")

Scores = dict[int, float]
"""What each word of a query, by its place there, is worth somewhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the passages that hold what was looked for, the best first."""

    document: Document
    passages: tuple[Passage, ...]
    meant: Mapping[str, int]

    def excerpt(self, passage: Passage) -> tuple[Part, ...]:
        return excerpt_of(passage.text, self.meant)

    def marked(self, words: str) -> tuple[Part, ...]:
        """A title or heading, with the words that were looked for marked."""
        return marked(words, self.meant)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search finds, the best first; `instead` are words taken for others that were meant."""

    words: tuple[str, ...]
    found: tuple[Found, ...]
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word of a query: what it may be in the texts, each with how near that is."""

    near: Mapping[str, float]
    instead: str = ""


@dataclass(frozen=True, slots=True)
class _Tally:
    """What a document holds of the words asked: in its title, and in each of its passages."""

    title: Scores = field(default_factory=dict)
    passages: dict[int, Scores] = field(default_factory=lambda: defaultdict(dict))

    def words(self) -> set[int]:
        return set(self.title).union(*self.passages.values())

    def rank(self, named: int) -> tuple[int, int, int, float]:
        texts = [*self.passages.values(), {}]
        most = max(len(self.title.keys() | scores.keys()) for scores in texts)
        worth = [fsum(scores.values()) for scores in texts]
        score = fsum([*self.title.values(), max(worth), fsum(worth) / 10])
        return len(self.words()), named, most, score


class Index:
    """The words of documents in one language, each with where it stands."""

    def __init__(self, documents: Sequence[Document], language: Language) -> None:
        self._language = language
        self._documents = documents
        self._by_name = {(one.kind, one.slug): one for one in documents}
        self._places: list[tuple[int, Passage]] = []
        self._titles: dict[str, Scores] = {}
        self._texts: dict[str, Scores] = {}
        self._spelt: dict[str, str] = {}
        for number, document in enumerate(documents):
            self._note(self._titles, document.title, number, _IN_TITLE)
            self._note(self._titles, document.also_called, number, _IN_TITLE)
            for passage in document.passages:
                self._note(self._texts, passage.text, len(self._places), 1.0)
                self._note(self._texts, passage.heading, len(self._places), _IN_HEADING)
                self._places.append((number, passage))
        self._vocabulary = sorted(self._spelt)

    def document(self, kind: Kind, slug: str) -> Document | None:
        """The document of this name, if there is one."""
        return self._by_name.get((kind, slug))

    def search(self, query: str) -> Answer:
        """Everything that holds all the words of a query; of a kind where nothing does, some."""
        words = words_asked(query, self._language)
        asked = [self._asked(word) for word in words]
        meant = {form: place for place, one in enumerate(asked) for form in one.near}
        tallies = self._tallies(asked)
        whole = {
            self._documents[number].kind
            for number, tally in tallies.items()
            if len(tally.words()) == len(asked)
        }
        kept = [
            number
            for number, tally in tallies.items()
            if len(tally.words()) == len(asked) or self._documents[number].kind not in whole
        ]
        typed = meant.keys() | {folded(one[0]) for one in words_in(query)}
        kept.sort(key=lambda number: self._rank(number, tallies[number], typed), reverse=True)
        instead = {word: one.instead for word, one in zip(words, asked, strict=True) if one.instead}
        found = (self._found(number, tallies[number], meant) for number in kept)
        return Answer(words, tuple(found), instead)

    def _note(self, table: dict[str, Scores], text: str, place: int, points: float) -> None:
        """Words of titles and headings count once there; in a text the fifth time adds nothing."""
        for found in words_in(text):
            word = folded(found[0])
            scores = table.setdefault(word, {})
            before = scores.get(place, 0.0)
            scores[place] = max(points, before, min(before + points, _MOST_IN_TEXT))
            self._spelt.setdefault(word, found[0].lower())

    def _asked(self, word: str) -> _Asked:
        forms = self._known(word)
        if forms:
            return _Asked({form: 1.0 if form == word else _OTHER_FORM for form in forms})
        longer = list(islice(self._beginning_with(word), _MOST_BEGINNINGS))
        if longer:
            return _Asked(dict.fromkeys(longer, _BEGINNING))
        meant = self._mistyped(word)
        if meant:
            return _Asked(dict.fromkeys(self._known(meant), _SLIP), self._spelt[meant])
        return _Asked({})

    def _known(self, word: str) -> list[str]:
        """In one order, so that every server ranks alike."""
        return sorted(form for form in forms_of(word, self._language) if form in self._spelt)

    def _beginning_with(self, word: str) -> Iterator[str]:
        if len(word) < _SHORTEST_BEGINNING:
            return iter(())
        first = bisect_left(self._vocabulary, word)
        return takewhile(lambda one: one.startswith(word), islice(self._vocabulary, first, None))

    def _mistyped(self, word: str) -> str | None:
        """The commonest word of the texts that is one slip away."""
        if len(word) < _SHORTEST_SLIP:
            return None
        known = (slip for slip in slips_of(word) if slip in self._spelt)
        return max(known, key=lambda slip: len(self._texts.get(slip, ())), default=None)

    def _tallies(self, asked: Sequence[_Asked]) -> dict[int, _Tally]:
        tallies: dict[int, _Tally] = defaultdict(_Tally)
        for place_asked, one in enumerate(asked):
            holding = {place for form in one.near for place in self._texts.get(form, ())}
            rarity = log(2 + len(self._places) / (1 + len(holding)))
            for form, near in one.near.items():
                for number, points in self._titles.get(form, {}).items():
                    _raise(tallies[number].title, place_asked, points * near * rarity)
                for place, points in self._texts.get(form, {}).items():
                    scores = tallies[self._places[place][0]].passages[place]
                    _raise(scores, place_asked, points * near * rarity)
        return tallies

    def _rank(
        self, number: int, tally: _Tally, typed: set[str]
    ) -> tuple[int, int, int, float, int]:
        """What is called just as the query comes first, by the longest of its names."""
        title = self._documents[number].title
        names = ([folded(one[0]) for one in words_in(name)] for name in _BETWEEN_NAMES.split(title))
        named = max((len(name) for name in names if typed.issuperset(name)), default=0)
        return (*tally.rank(named), -number)

    def _found(self, number: int, tally: _Tally, meant: Mapping[str, int]) -> Found:
        """Where only the title holds the words, what stands below it is shown."""
        document = self._documents[number]
        places = sorted(
            tally.passages,
            key=lambda place: (
                len(tally.passages[place]),
                fsum(tally.passages[place].values()),
                -place,
            ),
            reverse=True,
        )
        passages = tuple(self._places[place][1] for place in places)
        return Found(document, passages or document.passages[:1], meant)


def words_asked(query: str, language: Language) -> tuple[str, ...]:
    """The words of a query, folded, each once; those that say little only where nothing else is."""
    words = (folded(found[0]) for found in words_in(query))
    told = dict.fromkeys(word for word in words if len(word) >= _SHORTEST_WORD)
    telling = [word for word in told if word not in SAYS_LITTLE[language]]
    return tuple(telling or told)[:MOST_WORDS]


def _raise(scores: Scores, place: int, points: float) -> None:
    """The nearest form counts whole, each other one a little."""
    before = scores.get(place, 0.0)
    scores[place] = max(before, points) + min(before, points) / 4


def index_of(curriculum: Curriculum, language: Language) -> Index:
    """The index of the whole course in one language: made at the first search, then kept."""
    with _MAKING:  # who comes second waits for the first one's, instead of making another
        return _index_once(_Written.of(curriculum, language))


@dataclass(frozen=True, slots=True)
class _Written:
    """Two courses are the same when all is the same that is written in them for trainees."""

    language: Language
    digests: tuple[str, ...]
    terms: tuple[Term, ...]
    guides: tuple[Guide, ...]
    curriculum: Curriculum = field(compare=False)

    @classmethod
    def of(cls, curriculum: Curriculum, language: Language) -> Self:
        return cls(
            language,
            tuple(lesson.digest for lesson in curriculum.lessons()),
            tuple(curriculum.terms.values()),
            tuple(curriculum.guides.values()),
            curriculum,
        )


@lru_cache(maxsize=4)
def _index_once(written: _Written) -> Index:
    return Index(documents_of(written.curriculum, written.language), written.language)
