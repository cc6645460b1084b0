"""What must be true of decisions and certificates, as plain rules beside the service.

The rules are those of the curriculum, section 4.3, and of the architecture, section 4, written a
second time on purpose: no database, no web.
"""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

PLACES = {"ana": "ana", "again": "ana", "mira": "mira"}  # whose place each is
ENDED = {"ana": date(2026, 10, 12), "again": date(2026, 10, 9), "mira": date(2026, 10, 13)}
COORDINATORS = ("carla", "cyryl")
ELSEWHERE = ("mira",)  # coordinates another programme
TRAINERS = ("ben",)  # of both trainees
TEACHING_OTHERS = ("olga", "kuba")
VALIDATORS = ("ben", "olga", "kuba", "piotr", "inga", "vera", "mira")
DECIDING = COORDINATORS + VALIDATORS
EVERYBODY = ("ana", *DECIDING)
SEATS = ("trainer_of_another_cohort", "practising_organiser", "institution")
DAYS_TO_APPEAL, DAYS_TO_COUNT, DAYS_TO_RENEW = 14, 28, 90
LETTER_DAYS = (31, 60)  # so long before the end, the worker having been away for a while or not


@dataclass
class Sitting:
    """A panel. `entered`: on which day each member handed in what."""

    id: int
    place: str
    number: int
    held_on: date
    seats: dict[str, str]
    called_by: str
    declared: set[str] = field(default_factory=set)
    saved: dict[str, tuple[int, str]] = field(default_factory=dict)
    entered: dict[str, date] = field(default_factory=dict)
    outcome: str | None = None
    cancelled: bool = False

    @property
    def chair(self) -> str:
        """The first seat chairs."""
        return self.seats[SEATS[0]]

    @property
    def over(self) -> bool:
        """Nothing more happens on it."""
        return self.cancelled or self.outcome is not None


@dataclass
class Appeal:
    """Against a refusal."""

    id: int
    lodged_by: str
    decided_by: str | None = None
    upheld: bool | None = None


@dataclass
class Decision:
    """Proposed by one, approved by another."""

    id: int
    place: str
    awards: bool
    number: str
    panel_id: int
    proposed_by: str
    approved_by: str | None = None
    decided_on: date | None = None
    withdrawn: bool = False
    appeal: Appeal | None = None

    @property
    def waits(self) -> bool:
        """Neither approved nor withdrawn."""
        return self.decided_on is None and not self.withdrawn


@dataclass
class Correction:
    """A newer certificate, proposed by one."""

    id: int
    kind: str
    name: str
    by: str
    state: str = "waits"


@dataclass
class Paper:
    """A certificate. `kept`: everything that never changes, as it was written at issue."""

    id: int
    person: str
    decision: Decision
    number: str
    name: str
    issued_on: date
    expires_on: date | None
    code: str
    status_index: int = -1
    kept: str = ""
    shown: bool = False
    follows: "Paper | None" = None
    closed: str | None = None  # revoked or superseded
    revoked_on: date | None = None
    told_of_end: bool = False
    corrections: list[Correction] = field(default_factory=list)

    def state(self, today: date) -> str:
        """What a stranger is told."""
        if self.closed is not None:
            return self.closed
        return "expired" if self.expires_on is not None and self.expires_on < today else "valid"

    def waiting(self) -> Correction | None:
        """The correction that waits."""
        return next((one for one in self.corrections if one.state == "waits"), None)


@dataclass
class World:
    """All that there is, and how often what was done and written."""

    today: date
    months: int | None = None
    recorded: set[str] = field(default_factory=lambda: set(PLACES))
    names: dict[str, str] = field(default_factory=dict)
    conflicts: set[tuple[str, str]] = field(default_factory=set)
    sittings: list[Sitting] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)

    # Who may

    def shut(self, who: str, place: str, allowed: tuple[str, ...]) -> int | None:
        """403 where no role opens the door, 404 where none does about this person."""
        elsewhere = who in ELSEWHERE and set(COORDINATORS) <= set(allowed)
        if who not in allowed and not elsewhere:
            return 403
        return 404 if who not in allowed or who == PLACES[place] else None

    def separated(self, who: str, person: str) -> bool:
        """They trained the person, are the person, or declared a conflict of interest."""
        return who in TRAINERS or who == person or (who, person) in self.conflicts

    def may_sit(self, who: str, person: str, seat: str) -> bool:
        """Three who did not teach this person, the first of them a trainer of others."""
        if seat == SEATS[0] and who not in TEACHING_OTHERS:
            return False
        return who in VALIDATORS and not self.separated(who, person)

    def may_decide(self, who: str, person: str) -> bool:
        """Nobody decides who trained, judged, or is close to the person: there is no exception."""
        sat = any(
            who in one.seats.values() and (not one.cancelled or who in one.entered)
            for one in self.sittings
            if PLACES[one.place] == person
        )
        heard = any(one.decided_by == who for one in self.appeals(person))
        return not (self.separated(who, person) or sat or heard)

    def is_new_to(self, who: str, decision: Decision) -> bool:
        """Whether somebody may decide an appeal against a decision."""
        appeal = decision.appeal
        before = {decision.proposed_by, decision.approved_by, appeal and appeal.lodged_by}
        return self.may_decide(who, PLACES[decision.place]) and who not in before

    # How things stand

    def sitting(self, place: str) -> Sitting | None:
        """The last one that was not cancelled."""
        known = [one for one in self.sittings if one.place == place and not one.cancelled]
        return max(known, key=lambda one: one.number, default=None)

    def outcome(self, place: str) -> str | None:
        """What was judged last; an appeal that was upheld stands in its place."""
        of_place = [one for one in self.decisions if one.place == place]
        if any(one.appeal is not None and one.appeal.upheld for one in of_place):
            return "awarded"
        said = [one for one in self.sittings if one.place == place and one.outcome is not None]
        return max(said, key=lambda one: one.number).outcome if said else None

    def decision(self, place: str) -> Decision | None:
        """The newest one."""
        return next((one for one in reversed(self.decisions) if one.place == place), None)

    def refusal(self, place: str) -> Decision | None:
        """The newest decision that awarded nothing."""
        known = [one for one in self.decisions if one.place == place and one.decided_on]
        return next((one for one in reversed(known) if not one.awards), None)

    def appeals(self, person: str) -> list[Appeal]:
        """All that were lodged against decisions about a person."""
        of_person = [one for one in self.decisions if PLACES[one.place] == person]
        return [one.appeal for one in of_person if one.appeal is not None]

    def standing(self, person: str) -> Paper | None:
        """The certificate that a person holds, expired or not."""
        held = [one for one in self.papers if one.person == person and one.closed is None]
        assert len(held) <= 1, "one standing certificate per person and standard"
        return held[0] if held else None

    def newest(self, person: str) -> Paper | None:
        """The one that was issued last."""
        return next((one for one in reversed(self.papers) if one.person == person), None)

    def may_propose(self, place: str, *, awards: bool) -> bool:
        """Whether the record carries a proposal, and nothing stands in its way."""
        decision, refusal, sitting = self.decision(place), self.refusal(place), self.sitting(place)
        if self.standing(PLACES[place]) or (decision and decision.waits) or sitting is None:
            return False
        if awards:
            return self.outcome(place) == "awarded"
        decided_on = refusal is not None and refusal.panel_id == sitting.id
        return self.outcome(place) == "not_awarded" and not decided_on

    def may_approve(self, who: str, decision: Decision) -> bool:
        """A second person, who is free to decide; the record still carries it."""
        person = PLACES[decision.place]
        return (
            decision.waits
            and who != decision.proposed_by
            and self.may_decide(who, person)
            and self.standing(person) is None
        )

    def next_number(self, series: str, given: list[str]) -> str:
        """Numbers have no gaps, and begin anew each year."""
        head = f"{series}/{self.today.year}/"
        return f"{head}{sum(one.startswith(head) for one in given) + 1:04d}"

    def lasts(self, first: date) -> date | None:
        """The last day of a certificate."""
        if self.months is None:
            return None
        years, month = divmod(first.month - 1 + self.months, 12)
        last = monthrange(first.year + years, month + 1)[1]
        return date(first.year + years, month + 1, min(first.day, last))

    def counted(self, day: date) -> set[str]:
        """Distinct people with a valid award as of a day, decided within 28 days of their end."""
        found = set()
        for paper in self.papers:
            first, decided_on = paper, paper.decision.decided_on
            while first.follows is not None:
                first = first.follows
            place = paper.decision.place
            replaced = any(one.follows is paper and one.issued_on <= day for one in self.papers)
            revoked = paper.revoked_on is not None and paper.revoked_on <= day
            in_time = decided_on and decided_on <= ENDED[place] + timedelta(days=DAYS_TO_COUNT)
            stands = paper.issued_on <= day and not revoked and not replaced
            if stands and in_time and first.issued_on <= day and place in self.recorded:
                found.add(paper.person)
        return found
