"""What holds for the difference of any two sets of frozen figures."""

import json
import random
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.differences import Change, Difference, LineChange, difference, flat, subject_of
from assessments.freezing import canonical, digest_of, print_of, same_evidence

days = st.none() | st.sampled_from(["2026-11-12", "2026-11-23"])
texts = st.sampled_from(["SZ/2026/1", "SZ/2026/2", "Zażółć „gęślą” jaźń; =1+1"])


def lines(subject: str) -> st.SearchStrategy[dict[int, dict[str, Any]]]:
    """Some people or institutions, each with what is told of them."""
    line = st.fixed_dictionaries(
        {
            "number": texts,
            "sex": st.sampled_from(["woman", "man", None]),
            "conditions": st.fixed_dictionaries(
                {"once": st.fixed_dictionaries({"met": st.booleans(), "on": days})}
            ),
        }
    )
    return st.dictionaries(st.integers(1, 8), line, max_size=6).map(
        lambda found: {one: {subject: one, **told} for one, told in found.items()}
    )


@st.composite
def indicators(draw: st.DrawFn, subject: str) -> dict[str, Any]:
    known = draw(lines(subject))
    counted = [line for line in known.values() if draw(st.booleans())]
    return {
        "promise": draw(st.none() | st.fixed_dictionaries({"target": st.integers(0, 12)})),
        "figure": len(counted),
        "split": {
            "sex": {sex: sum(line["sex"] == sex for line in counted) for sex in ("woman", "man")}
        },
        "counted": counted,
        "left_out": [line for line in known.values() if line not in counted],
    }


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    named = {"people": "person", "agreed": "institution"}
    return {
        "as_of": "2026-11-23",
        "taken_at": draw(texts),
        "audit": {"entry": draw(st.integers(0, 9))},
        "indicators": {
            name: draw(indicators(subject))
            for name, subject in named.items()
            if draw(st.sampled_from([True, True, True, False]))
        },
    }


def shuffled(told: Any, seed: random.Random) -> Any:
    """The same with its keys in another order."""
    if isinstance(told, dict):
        names = list(told)
        seed.shuffle(names)
        return {name: shuffled(told[name], seed) for name in names}
    return [shuffled(one, seed) for one in told] if isinstance(told, list) else told


@given(figures(), st.randoms(use_true_random=False))
def test_the_digest_is_stable(told: dict[str, Any], seed: random.Random) -> None:
    reloaded = json.loads(canonical(told))
    assert digest_of(reloaded) == digest_of(shuffled(told, seed)) == digest_of(told)
    assert canonical(reloaded) == canonical(told)


@given(figures(), texts)
def test_the_print_is_of_what_was_counted(told: dict[str, Any], other: str) -> None:
    later = {**told, "taken_at": other, "audit": {"entry": 10}}
    assert print_of(later) == print_of(told)
    assert (digest_of(later) == digest_of(told)) is (later == told)
    assert same_evidence(later, told)


@given(figures())
def test_nothing_differs_from_itself(told: dict[str, Any]) -> None:
    found = difference(told, deepcopy(told))
    assert found.empty
    assert all(one.figure.difference == 0 for one in found.indicators.values())


MIRRORED = {Change.CAME_IN: Change.WENT_OUT, Change.WENT_OUT: Change.CAME_IN}


def mirrored(line: LineChange) -> tuple[object, ...]:
    changed = tuple((one.name, one.after, one.before) for one in line.changed)
    return line.subject, MIRRORED.get(line.change, line.change), line.after, line.before, changed


def told_of(line: LineChange) -> tuple[object, ...]:
    changed = tuple((one.name, one.before, one.after) for one in line.changed)
    return line.subject, line.change, line.before, line.after, changed


@given(figures(), figures())
def test_the_other_way_round_everything_is_the_other_way_round(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    there, back = difference(one, other), difference(other, one)
    assert there.indicators.keys() == back.indicators.keys()
    assert there.empty == back.empty
    for name, found in there.indicators.items():
        reverse = back.indicators[name]
        assert found.figure.difference == -reverse.figure.difference
        assert [told_of(line) for line in found.lines] == [mirrored(line) for line in reverse.lines]
        for split, groups in found.splits.items():
            for group, number in groups.items():
                assert number.difference == -reverse.splits[split][group].difference


@given(figures(), figures())
def test_it_is_what_a_plain_look_finds(one: dict[str, Any], other: dict[str, Any]) -> None:
    found: Difference = difference(one, other)
    empty: dict[str, Any] = {"counted": [], "left_out": []}
    for name, told in found.indicators.items():
        old, new = one["indicators"].get(name, empty), other["indicators"].get(name, empty)
        was = {subject_of(line) for line in old["counted"]}
        is_now = {subject_of(line) for line in new["counted"]}
        assert {line.subject for line in told.of(Change.CAME_IN)} == is_now - was
        assert {line.subject for line in told.of(Change.WENT_OUT)} == was - is_now
        assert told.figure.difference == len(is_now - was) - len(was - is_now)
        others = {
            subject_of(line)
            for line in [*old["counted"], *old["left_out"], *new["counted"], *new["left_out"]]
            if (line in old["counted"] or line in old["left_out"])
            != (line in new["counted"] or line in new["left_out"])
        } - (was ^ is_now)
        known = {Change.COUNTED_OTHERWISE, Change.LEFT_OUT_OTHERWISE}
        assert {line.subject for line in told.lines if line.change in known} == others
        for line in told.of(Change.COUNTED_OTHERWISE):
            before, after = flat(line.before), flat(line.after)
            assert {one.name for one in line.changed} == {
                name for name in before if before[name] != after[name]
            }
