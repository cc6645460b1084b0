"""Words of a text that look like somebody's name. Warns, refuses nothing."""

import re

from assessments.personal_data.first_names import is_first_name

_WORD = re.compile(r"[^\W\d_]+")
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?…:\n])[\s„“\"(–-]*$")
_SHORTEST_NAME = 3
"""Letters of a name from which its bent forms are looked for: Ana, Any, Anie."""


def names_in(text: str, own_name: str) -> tuple[str, ...]:
    """What looks like a name, each once: parts of `own_name` anywhere, first names in capitals.

    A first name that begins a sentence is passed over: too many plain words look like one.
    """
    own = [part.casefold() for part in _WORD.findall(own_name)]
    found = [
        word[0]
        for word in _WORD.finditer(text)
        if any(_is_form_of(word[0].casefold(), part) for part in own)
        or (
            word[0][0].isupper()
            and is_first_name(word[0])
            and not _BEGINS_SENTENCE.search(text[: word.start()])
        )
    ]
    return tuple(dict.fromkeys(found))


def _is_form_of(word: str, name: str) -> bool:
    """Whether a word is a name or the name with another ending: Ćwikła, Ćwikły, Ćwikle."""
    if word == name:
        return True
    stem = name[:-1] if name[-1] in "aeioy" else name
    return len(stem) >= _SHORTEST_NAME and word.startswith(stem) and len(word) <= len(name) + 3
