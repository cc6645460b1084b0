"""What must fit together in a participant's form although each item is well written."""

from collections.abc import Mapping, Sequence

from assessments.participants.facts import (
    BORN_ON,
    ENDED_ON,
    LONG_TERM,
    MAN,
    NO_PESEL,
    PESEL,
    SEX,
    STARTED_ON,
    STATUS_ON,
    TERYT,
    VOIVODESHIP,
    WITHOUT_WORK_SINCE,
    WOMAN,
)
from assessments.participants.forms import (
    REFUSED,
    YES,
    Condition,
    FilledBy,
    Item,
    ItemKind,
    Moment,
    Obligation,
    Prefilled,
)
from assessments.reading.files import tell_apart
from assessments.registers import VOIVODESHIPS
from content.authored_yaml import Node
from content.faults import unknown

_KINDS = {
    PESEL: ItemKind.PESEL,
    NO_PESEL: ItemKind.TICK,
    SEX: ItemKind.CHOICE,
    BORN_ON: ItemKind.DATE,
    VOIVODESHIP: ItemKind.CHOICE,
    TERYT: ItemKind.TERYT,
    STARTED_ON: ItemKind.DATE,
    ENDED_ON: ItemKind.DATE,
    STATUS_ON: ItemKind.DATE,
    LONG_TERM: ItemKind.CHOICE,
    WITHOUT_WORK_SINCE: ItemKind.DATE,
}
"""Items that a rule knows by name, and what they must be for it."""
_NEEDED = (PESEL, NO_PESEL, SEX, BORN_ON, STARTED_ON, ENDED_ON)
"""Without these nobody can be told apart, split by sex or counted in time."""
_CODES: Mapping[str, frozenset[str]] = {
    SEX: frozenset({WOMAN, MAN}),
    VOIVODESHIP: frozenset(VOIVODESHIPS),
    LONG_TERM: frozenset({YES, "no"}),
}
_OF_THE_SERVICE = frozenset({Prefilled.STARTED_ON, Prefilled.ENDED_ON, Prefilled.AGE})


def check_whole(top: Node, read: Sequence[tuple[Node, Item]]) -> None:
    """Name each fault at the item that has it, or at the top where an item is not there."""
    tell_apart([node for node, _ in read], "name")
    items = {item.name: item for _, item in read}
    for name in _NEEDED:
        if name not in items:
            top.fault(f'the form needs an item "{name}"')
    earlier: list[str] = []
    for node, item in read:
        _check_known(node, item)
        _check_obligation(node, item)
        _check_filling(node, item)
        for condition in item.when:
            _check_condition(node, item, condition, items, earlier)
        earlier.append(item.name)


def _check_known(node: Node, item: Item) -> None:
    kind = _KINDS.get(item.name, item.kind)
    if item.kind is not kind:
        node.fault(f'"{item.name}" has the kind "{kind}", for a rule reads it')
    codes = {option.code for option in item.options}
    if item.name in _CODES and codes != _CODES[item.name]:
        node.fault(f'"{item.name}" has the codes {", ".join(sorted(_CODES[item.name]))}')
    if REFUSED in codes:
        node.fault(f'the code "{REFUSED}" is there by itself where the item is refusable')


def _check_obligation(node: Node, item: Item) -> None:
    if item.obligation is Obligation.REFUSABLE and item.kind is not ItemKind.CHOICE:
        node.fault("only a choice can be refusable")
    if item.obligation is not Obligation.OPTIONAL and item.kind is ItemKind.TICK:
        node.fault("a tick is optional: without it the answer is no")


def _check_filling(node: Node, item: Item) -> None:
    """What the service fills in it must know; what it knows for sure nobody else fills in."""
    by_service = item.filled_by is FilledBy.SERVICE
    told = item.prefilled in _OF_THE_SERVICE
    if by_service and not told and item.fixed is None:
        node.fault('the service fills this in: say "fixed", or "prefilled" with what it knows')
    if not by_service and (told or item.fixed is not None):
        node.fault('this answer goes only with "filled_by: service"')
    codes = [option.code for option in item.options]
    if item.fixed is not None and codes and item.fixed not in codes:
        node.fault(unknown("code", item.fixed, codes))


def _check_condition(
    node: Node,
    item: Item,
    condition: Condition,
    items: Mapping[str, Item],
    earlier: Sequence[str],
) -> None:
    other = items.get(condition.item)
    if other is None or other is item:
        node.fault(unknown("item", condition.item, items))
        return
    if other.name not in earlier and other.when:
        node.fault(f'"{other.name}" has conditions of its own, so it must stand before this item')
    if item.asked is Moment.START and other.asked is Moment.LEAVING:
        node.fault(f'"{other.name}" is asked only at leaving')
    codes = [YES] if other.kind is ItemKind.TICK else [option.code for option in other.options]
    if other.obligation is Obligation.REFUSABLE:
        codes.append(REFUSED)
    for code in condition.among:
        if code not in codes:
            node.fault(unknown("code", code, codes))
