"""The signs of GIFT: what is escaped, and where a question, its answers and their parts lie.

Every function goes through its text once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPED = "~=#{}:\\"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between blank lines, with the comments taken out; `line` is that of the first."""

    line: int
    text: str
    comments: tuple[str, ...]

    def line_at(self, position: int) -> int:
        """The line of the file on which a position of the text lies."""
        return self.line + self.text.count("\n", 0, position)


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands after a sign of the answers."""

    sign: str
    raw: str


def blocks(text: str) -> Iterator[Block]:
    """A comment leaves an empty place in its block, so that lines can be counted."""
    lines: list[str] = []
    comments: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        bare = line.strip()
        if bare.startswith("//"):
            comments.append(bare[2:].strip())
            lines.append("")
        elif bare:
            lines.append(line)
        else:
            if any(lines):
                yield Block(number - len(lines), "\n".join(lines), tuple(comments))
                comments = []
            lines = []


def find(text: str, wanted: str, start: int = 0) -> int:
    """Where one of the wanted signs stands unescaped, or -1."""
    at = start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in wanted:
            return at
        at += 1
    return -1


def find_word(text: str, wanted: str) -> int:
    """Where a word of signs stands, its first sign unescaped, or -1."""
    at = find(text, wanted[0])
    while at >= 0 and not text.startswith(wanted, at):
        at = find(text, wanted[0], at + 1)
    return at


def pieces(text: str, signs: str) -> list[Piece]:
    """Each of the signs with what follows it; what stands before the first belongs to none."""
    found: list[Piece] = []
    at = find(text, signs)
    while at >= 0:
        after = find(text, signs, at + 1)
        found.append(Piece(text[at], text[at + 1 : after if after >= 0 else len(text)]))
        at = after
    return found


def unescaped(raw: str) -> str:
    r"""Without backslashes; `\n` is a new line, and a line break as written only a space."""
    words: list[str] = []
    signs = iter(raw)
    for sign in signs:
        if sign != "\\":
            words.append(" " if sign == "\n" else sign)
            continue
        after = next(signs, "")
        words.append("\n" if after == "n" else after if after in _ESCAPED else f"\\{after}")
    return "".join(words).strip()


def escaped(words: str) -> str:
    """The other way round."""
    signs = "".join(f"\\{sign}" if sign in _ESCAPED else sign for sign in words)
    return signs.replace("\n", "\\n")
