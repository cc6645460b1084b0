"""Words as they were perhaps meant: with one letter more, less, other, or two of them exchanged."""

from collections.abc import Iterator
from string import ascii_lowercase


def slips_of(word: str) -> Iterator[str]:
    """Every word that one slip of the finger away from a folded one; likelier slips first."""
    for place in range(len(word) - 1):
        before, first, second, rest = word[:place], word[place], word[place + 1], word[place + 2 :]
        yield f"{before}{second}{first}{rest}"
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
    for letter in ascii_lowercase:
        for place in range(len(word) + 1):
            yield f"{word[:place]}{letter}{word[place:]}"
            yield f"{word[:place]}{letter}{word[place + 1 :]}"
