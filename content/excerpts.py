"""A few lines of a text around the words that were looked for, with these words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.folding import folded, words_in

_WORDS_SHOWN = 28
_WORDS_BEFORE = 10
_ENDS_OF_SENTENCES = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of an excerpt, looked for or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    meant: int | None


def excerpt_of(text: str, meant: Mapping[str, int]) -> tuple[Part, ...]:
    """The stretch in which most of the words meet, from the beginning of a sentence if it is near.

    `meant` tells for a folded word which word of the query it stands for.
    """
    words = _words_of(text, meant)
    if len(words) <= _WORDS_SHOWN:
        return _marked(text, words, 0, len(text))
    first = _best_start(words)
    begin = _sentence_start(text, words, first)
    last = min(begin + _WORDS_SHOWN, len(words)) - 1
    start = words[begin].start if begin else 0
    end = words[last].end if last + 1 < len(words) else len(text)
    if begin and text[start - 1] == "„":
        start -= 1
    inside = _marked(text, words[begin : last + 1], start, end)
    before = (Part("… "),) if begin and not _begins_sentence(text, words, begin) else ()
    after = (Part(" …"),) if last + 1 < len(words) else ()
    return _joined((*before, *inside, *after))


def marked(text: str, meant: Mapping[str, int]) -> tuple[Part, ...]:
    """The whole text with the words marked."""
    return _marked(text, _words_of(text, meant), 0, len(text))


def _words_of(text: str, meant: Mapping[str, int]) -> list[_Word]:
    return [_Word(one.start(), one.end(), meant.get(folded(one[0]))) for one in words_in(text)]


def _best_start(words: Sequence[_Word]) -> int:
    """The first word of the densest stretch: most of the words asked, then most of them at all."""
    places = [place for place, word in enumerate(words) if word.meant is not None]
    return max(places, key=lambda place: (*_density(words, place), -place), default=0)


def _density(words: Sequence[_Word], place: int) -> tuple[int, int]:
    near = [word.meant for word in words[place : place + _WORDS_SHOWN - _WORDS_BEFORE]]
    found = [meant for meant in near if meant is not None]
    return len(set(found)), len(found)


def _sentence_start(text: str, words: Sequence[_Word], place: int) -> int:
    """Where the sentence of a word begins; a few words before it in a long one."""
    earliest = max(place - _WORDS_BEFORE, 0)
    for start in range(place, earliest, -1):
        if _begins_sentence(text, words, start):
            return start
    return earliest if earliest == 0 else max(place - _WORDS_BEFORE // 2, 0)


def _begins_sentence(text: str, words: Sequence[_Word], place: int) -> bool:
    """Behind a stop and a space, unless it is the stop of a number: `5. Siła`."""
    if not place:
        return True
    before = words[place - 1]
    between = text[before.end : words[place].start]
    is_end = not _ENDS_OF_SENTENCES.isdisjoint(between) and any(map(str.isspace, between))
    return is_end and not text[before.start : before.end].isdigit()


def _marked(text: str, words: Sequence[_Word], start: int, end: int) -> tuple[Part, ...]:
    parts, done = [], start
    for word in words:
        if word.meant is not None:
            parts += [
                Part(text[done : word.start]),
                Part(text[word.start : word.end], is_marked=True),
            ]
            done = word.end
    return _joined((*parts, Part(text[done:end])))


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.text)
