"""Panels, pressed at random: called, changed, cancelled, declared to, marked and recorded."""

import re
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from course.models import Conflict
from course.terms import Act, LetterKind
from tests.certifying_rules import (
    COORDINATORS,
    ENDED,
    EVERYBODY,
    PLACES,
    SEATS,
    VALIDATORS,
    Sitting,
    World,
)
from tests.certifying_steps import Certifying, when

people, places = st.sampled_from(EVERYBODY), st.sampled_from(tuple(PLACES))
coordinating = st.sampled_from((*COORDINATORS * 4, "mira", "ana", "vera"))
sittings = st.integers(0, 30)
seatings = st.sampled_from(
    [
        ("olga", "piotr", "inga"),
        ("olga", "inga", "piotr"),
        ("olga", "inga", "mira"),
        ("kuba", "piotr", "inga"),
        ("kuba", "mira", "piotr"),
        ("olga", "ben", "inga"),
        ("piotr", "inga", "vera"),
        ("olga", "inga", "inga"),
    ]
)
seats_of_members = st.sampled_from(SEATS)
PASSES, FAILS = 2, 1
SEEN = re.compile(r'name="seen" value="([0-9a-f]*)"')


def called(world: World) -> bool:
    return any(not one.over for one in world.sittings)


class Judging(Certifying):
    """Coordinators call panels; members declare, mark and conclude."""

    @rule(who=coordinating, place=places, seating=seatings, days=st.integers(-3, 5))
    def call(self, who: str, place: str, seating: tuple[str, ...], days: int) -> None:
        world, person = self.world, PLACES[place]
        held_on = world.today + timedelta(days=days)
        answer = self.post(
            who, f"/enrolments/{self.stage.enrolments[place]}/panel", self._form(seating, held_on)
        )
        standing = world.sitting(place)
        number = 1 if standing is None else 2
        stands = standing is not None and (standing.outcome, standing.number) != ("supplement", 1)
        expected = world.shut(who, place, COORDINATORS) or 303
        if expected == 303 and (held_on < ENDED[place] or not self._fits(seating, person)):
            expected = 422
        elif expected == 303 and (stands or world.standing(person) is not None):
            expected = 409
        assert answer.status_code == expected
        if expected == 303:
            seats = dict(zip(SEATS, seating, strict=True))
            panel_id = int(answer.location.rsplit("/", 1)[-1])
            world.sittings.append(Sitting(panel_id, place, number, held_on, seats, who))
            self._noted(Act.PANEL_CALLED, letters=4)

    @when(called)
    @rule(who=coordinating, which=sittings, seating=seatings, days=st.integers(-2, 5))
    def change(self, who: str, which: int, seating: tuple[str, ...], days: int) -> None:
        panel = self._panel(which)
        if panel is None:
            return
        held_on = self.world.today + timedelta(days=days)
        answer = self.post(who, f"/panels/{panel.id}/change", self._form(seating, held_on))
        seats = dict(zip(SEATS, seating, strict=True))
        going = {one for seat, one in panel.seats.items() if seats[seat] != one}
        expected = self.world.shut(who, panel.place, COORDINATORS) or 303
        if expected == 303:
            fits = self._fits(seating, PLACES[panel.place])
            if held_on < ENDED[panel.place] or not fits:
                expected = 422
            elif panel.over or going & panel.entered.keys():
                expected = 409
            elif any(day < held_on for day in panel.entered.values()):
                expected = 409  # somebody judged before: it was held already
        assert answer.status_code == expected
        if expected == 303:
            self._changed(panel, seats, going, moved=panel.held_on != held_on)
            panel.held_on = held_on

    @when(called)
    @rule(who=coordinating, which=sittings)
    def cancel(self, who: str, which: int) -> None:
        panel = self._panel(which)
        if panel is None:
            return
        answer = self.post(who, f"/panels/{panel.id}/cancel", {"why": "Choroba."})
        expected = self.world.shut(who, panel.place, COORDINATORS) or (409 if panel.over else 303)
        assert answer.status_code == expected
        if expected == 303:
            panel.cancelled = True
            self._noted(Act.PANEL_CANCELLED, letters=4)

    @when(called)
    @rule(seat=seats_of_members, which=sittings)
    def declare(self, seat: str, which: int) -> None:
        panel = self._panel(which)
        if panel is not None:
            self._declare(panel.seats[seat], panel)

    @when(called)
    @rule(seat=seats_of_members, which=sittings)
    def declare_conflict(self, seat: str, which: int) -> None:
        panel = self._panel(which)
        if panel is None:
            return
        who, person = panel.seats[seat], PLACES[panel.place]
        answer = self.post(who, f"/panels/{panel.id}/conflict", {"why_not": "Sąsiedztwo."})
        assert answer.status_code == (409 if panel.over else 303)
        if panel.over:
            return
        if (who, person) not in self.world.conflicts:
            self.world.conflicts.add((who, person))
            self._noted(Act.CONFLICT_DECLARED)
        if who not in panel.entered:
            panel.declared.discard(who)
        self._noted(Act.PANEL_MEMBER_DECLARED, letters=1)

    @rule(who=st.sampled_from(COORDINATORS))
    def end_conflict(self, who: str) -> None:
        if not self.world.conflicts:
            return
        member, person = min(self.world.conflicts)
        declared = select(Conflict.id).where(
            Conflict.person_id == self.stage.ids[member],
            Conflict.about_id == self.stage.ids[person],
            Conflict.ended_at.is_(None),
        )
        place = self.stage.enrolments[person]
        door = f"/enrolments/{place}/conflicts/{self.session.scalar(declared)}/end"
        assert self.post(who, door).status_code == 303
        self.world.conflicts.remove((member, person))
        self._noted(Act.CONFLICT_ENDED)

    @when(called)
    @rule(who=people, which=sittings, level=st.sampled_from([PASSES, FAILS]), stale=st.booleans())
    def save_marks(self, who: str, which: int, level: int, *, stale: bool) -> None:
        panel = self._panel(which)
        if panel is not None:
            self._mark(who, panel, level, self.word(), stale=stale, whole=False)

    @when(called)
    @rule(seat=seats_of_members, which=sittings, level=st.sampled_from([PASSES, FAILS]))
    def enter_marks(self, seat: str, which: int, level: int) -> None:
        panel = self._panel(which)
        if panel is not None:
            self._mark(panel.seats[seat], panel, level, self.word(), stale=False, whole=True)

    @when(called)
    @rule(who=people, which=sittings, level=st.sampled_from([PASSES, FAILS]), chair=st.booleans())
    def record(self, who: str, which: int, level: int, *, chair: bool) -> None:
        panel = self._panel(which)
        if panel is not None:
            outcome = ("supplement", "not_awarded", "awarded")[which % 3]
            self._record(panel.chair if chair else who, panel, level, outcome)

    @rule(
        place=places,
        seating=seatings,
        outcome=st.sampled_from(["awarded", "awarded", "not_awarded", "supplement"]),
    )
    def hold(self, place: str, seating: tuple[str, ...], outcome: str) -> None:
        """The whole of a panel, as it usually goes."""
        self.call("carla", place, seating, 0)
        panel = self.world.sitting(place)
        if panel is None or panel.over:
            return
        level = PASSES if outcome == "awarded" else FAILS
        for who in panel.seats.values():
            self._declare(who, panel)
            self._mark(who, panel, level, self.word(), stale=False, whole=True)
        self._record(panel.chair, panel, level, outcome)

    # What several rules share

    def _declare(self, who: str, panel: Sitting) -> None:
        answer = self.post(who, f"/panels/{panel.id}/declaration")
        expected = 409 if panel.over or not self._sits(who, panel) else 303
        assert answer.status_code == expected
        if expected == 303 and who not in panel.declared:
            panel.declared.add(who)
            self._noted(Act.PANEL_MEMBER_DECLARED)

    def _mark(
        self, who: str, panel: Sitting, level: int, comment: str, *, stale: bool, whole: bool
    ) -> None:
        member = who in panel.seats.values()
        door = f"/panels/{panel.id}/marks"
        page = self.send(who, "get", door).get_data(as_text=True) if member else ""
        seen = SEEN.search(page)
        sent = self._levels(level) | {"comment": comment, "go": "enter" if whole else "save"}
        answer = self.post(who, door, sent | {"seen": seen[1] if seen and not stale else "0" * 16})
        assert answer.status_code == self._marked(who, panel, stale=stale, whole=whole)
        if answer.status_code == 303:
            panel.saved[who] = (level, comment)
            if whole:
                panel.entered[who] = self.world.today
                self._noted(Act.PANEL_MARKED)

    def _marked(self, who: str, panel: Sitting, *, stale: bool, whole: bool) -> int:
        """What becomes of marks that nobody sent before."""
        if who not in panel.seats.values():
            return 404 if who in VALIDATORS else 403
        open_to = who in panel.declared and who not in panel.entered and not panel.over
        early = whole and self.world.today < panel.held_on
        return 303 if open_to and self._sits(who, panel) and not stale and not early else 409

    def _record(self, who: str, panel: Sitting, level: int, outcome: str) -> None:
        sent = self._levels(level) | {"statement": "Słucha.", "outcome": outcome}
        answer = self.post(who, f"/panels/{panel.id}/record", sent | {"to_supplement": "Mapa."})
        follows = {
            "awarded": level == PASSES,
            "not_awarded": level == FAILS,
            "supplement": panel.number == 1,
        }
        members = panel.seats.values()
        fit = all(self._sits(one, panel) and one in panel.entered for one in members)
        if who not in members:
            expected = 404 if who in VALIDATORS else 403
        elif who != panel.chair:
            expected = 403
        else:
            expected = 303 if fit and follows[outcome] and not panel.over else 409
        assert answer.status_code == expected
        if expected == 303:
            panel.outcome = outcome
            self._noted(Act.PANEL_RECORDED)

    def _changed(
        self, panel: Sitting, seats: dict[str, str], going: set[str], *, moved: bool
    ) -> None:
        newcomers = set(seats.values()) - set(panel.seats.values())
        told = len(newcomers) + (4 - len(newcomers) if moved else 0)
        panel.seats = seats
        panel.declared -= going
        for who in going:
            panel.saved.pop(who, None)
        self._noted(Act.PANEL_CALLED, letters=told)

    def _sits(self, who: str, panel: Sitting) -> bool:
        seat = next(seat for seat, one in panel.seats.items() if one == who)
        return self.world.may_sit(who, PLACES[panel.place], seat)

    def _fits(self, seating: tuple[str, ...], person: str) -> bool:
        seated = zip(SEATS, seating, strict=True)
        return len(set(seating)) == 3 and all(
            self.world.may_sit(who, person, seat) for seat, who in seated
        )

    def _panel(self, which: int) -> Sitting | None:
        return self.pick(self.world.sittings, which, last=lambda one: one.over)

    def _noted(self, act: Act, *, letters: int = 0) -> None:
        self.world.deeds[act] += 1
        self.world.letters[LetterKind.PANEL_CALLED] += letters

    def _levels(self, level: int) -> dict[str, str]:
        return {f"c{number}": str(level if number == 1 else 2) for number in range(1, 6)}

    def _form(self, seating: tuple[str, ...], held_on: object) -> dict[str, str]:
        sent = {"held_on": str(held_on), "place": "Krosno", "chair": SEATS[0]}
        for seat, who in zip(SEATS, seating, strict=True):
            sent |= {f"{seat}-person": str(self.stage.ids[who]), f"{seat}-capacity": "w tej roli"}
        return sent | {f"{SEATS[2]}-institution": str(self.stage.institution_id)}
