"""One answer of GIFT, and what stands around a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.exchange.gift.scanning import Piece, find
from assessments.exchange.numbers import number_of

_LONGEST_SHARE = 14
_BILLIONTHS = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers: what it earns where that is written, its words, its feedback."""

    sign: str
    share: Decimal | None
    raw: str
    feedback: str


def titled(text: str) -> tuple[str, str]:
    """The title between colons, and the rest."""
    bare = text.lstrip()
    end = bare.find("::", 2) if bare.startswith("::") else -1
    return (bare[2:end], bare[end + 2 :]) if end >= 0 else ("", bare)


def answer_of(piece: Piece) -> Answer:
    hash_at = find(piece.raw, "#")
    raw = piece.raw if hash_at < 0 else piece.raw[:hash_at]
    feedback = "" if hash_at < 0 else piece.raw[hash_at + 1 :]
    bare = raw.lstrip()
    end = bare.find("%", 1, _LONGEST_SHARE) if bare.startswith("%") else -1
    share = number_of(bare[1:end]) if end > 0 else None
    words = raw if share is None else bare[end + 1 :]
    return Answer(piece.sign, share, words, feedback)


def value_of(raw: str) -> tuple[Decimal, Decimal] | None:
    """`3:0.5` or `2.5..3.5`."""
    low, dots, high = raw.partition("..")
    if dots:
        least, most = number_of(low), number_of(high)
        if least is None or most is None:
            return None
        halves = ((least + most) / 2, abs(most - least) / 2)
        return halves[0].quantize(_BILLIONTHS), halves[1].quantize(_BILLIONTHS)
    middle, _, around = raw.partition(":")
    value, tolerance = number_of(middle), number_of(around or "0")
    return None if value is None or tolerance is None else (value, abs(tolerance))


def bracketed(comments: Sequence[str], key: str) -> Iterator[str]:
    """`[id:…]` and `[tag:…]` in comments, as Moodle writes them since 3.9."""
    for comment in comments:
        for part in comment.split(f"[{key}:")[1:]:
            end = find(part, "]")
            if end >= 0:
                yield part[:end].replace("\\]", "]").strip()
