"""What must be true of practical work, as plain rules beside the service: no database, no web.

The rules are those of the curriculum, section 4.2 and 4.3, written a second time on purpose.
"""

from dataclasses import dataclass, field, replace

MOST_SUBMISSIONS = 3
POINTS_APART = 3


@dataclass(frozen=True)
class Said:
    """One marker's word. `told`: the trainee may read it."""

    by: str
    role: str
    points: int
    passed: bool
    feedback: str
    told: bool = False


@dataclass
class Piece:
    """One piece of work. `drafts`: what markers wrote and did not say, by name.

    `taken_back`: it was handed in once, so a marker's page of it may still be open.
    """

    id: int
    author: str
    number: int
    text: str = ""
    files: set[str] = field(default_factory=set)
    state: str = "draft"
    twice: bool = False
    taken_back: bool = False
    said: list[Said] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)

    def standing(self) -> dict[str, Said]:
        """What counts of each role: a correction stands in the place of what it corrects."""
        return {one.role: one for one in self.said}

    @property
    def awaited(self) -> str | None:
        """Whose word is missing."""
        if self.state not in {"handed_in", "in_marking"}:
            return None
        said = self.standing()
        return next((role for role in ("first", "second", "third") if role not in said), None)

    @property
    def told(self) -> Said | None:
        """The last word that the trainee may read."""
        return next((one for one in reversed(self.said) if one.told), None)

    def settle(self, *, holds: bool) -> None:
        """What follows a marking."""
        said = self.standing()
        first, second = said["first"], said.get("second")
        if self.twice and second is None:
            self.state = "in_marking"
            return
        settling = first
        if second is not None and _apart(first, second):
            if "third" not in said:
                self.state = "in_marking"
                return
            settling = said["third"]
        self.state = "settled"
        if not holds:
            self.tell(settling)

    def tell(self, settling: Said) -> None:
        """The trainee reads it from now on."""
        self.said = [replace(one, told=True) if one is settling else one for one in self.said]
        self.state = "marked" if settling.passed else "returned"

    def settling(self) -> Said:
        """The word that counts of work that is settled."""
        said = self.standing()
        second = said.get("second")
        apart = second is not None and _apart(said["first"], second)
        return said["third"] if apart else said["first"]


@dataclass
class World:
    """Everything handed in, by author, the oldest first; and how often what was done.

    `conflicts`: of whom about whom; `asking`: whose request for time waits; `talks`: how many
    allowed this author to hand in once more.
    """

    holds: bool = False
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    deeds: dict[str, int] = field(default_factory=dict)
    letters: int = 0
    conflicts: set[tuple[str, str]] = field(default_factory=set)
    asking: set[str] = field(default_factory=set)
    talks: dict[str, int] = field(default_factory=dict)

    def newest(self, author: str) -> Piece | None:
        """The last piece of an author."""
        return self.pieces[author][-1] if self.pieces.get(author) else None

    def all(self) -> list[Piece]:
        """Every piece there is."""
        return [piece for pieces in self.pieces.values() for piece in pieces]

    def did(self, act: str) -> None:
        """Count a deed that leaves an audit entry."""
        self.deeds[act] = self.deeds.get(act, 0) + 1

    def may_begin(self, author: str) -> bool:
        """Whether a draft stands, or can begin after a return."""
        last = self.newest(author)
        if last is None or last.state == "draft":
            return True
        return last.state == "returned" and last.number < self.most(author)

    def most(self, author: str) -> int:
        """How often this author may hand in."""
        return MOST_SUBMISSIONS + self.talks.get(author, 0)


def _apart(one: Said, other: Said) -> bool:
    return one.passed != other.passed or abs(one.points - other.points) >= POINTS_APART
