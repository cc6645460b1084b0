"""Words as people type them: without capitals and without Polish marks."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_POLISH = str.maketrans("ąćęłńóśźż", "acelnoszz")
_LETTERS_THAT_DO_NOT_DECOMPOSE = str.maketrans({"ł": "l", "đ": "d", "ø": "o"})


def words_in(text: str) -> list[re.Match[str]]:
    """The words of a text, each with its place."""
    return list(_WORD.finditer(text))


def folded(words: str) -> str:
    """Lower case without marks: `Zażółć` and `zazolc` are one. Folding twice changes nothing."""
    plain = words.lower().translate(_POLISH)
    return plain if plain.isascii() else _folded_slowly(words)


def _folded_slowly(words: str) -> str:
    """The same for every letter that people write with."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(_LETTERS_THAT_DO_NOT_DECOMPOSE)
