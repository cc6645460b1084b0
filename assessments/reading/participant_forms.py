"""Files of participants' forms → ParticipantForm."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from assessments.participants.forms import (
    Condition,
    Confirmed,
    FilledBy,
    Item,
    ItemKind,
    LongTerm,
    Moment,
    Obligation,
    Option,
    ParticipantForm,
    Prefilled,
    Section,
)
from assessments.reading.files import Kind, id_in, kind_in, read_folder, tell_apart
from assessments.reading.participant_checks import check_whole
from content.authored_yaml import Fields, Node
from content.faults import unknown

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_TOP = (
    "slug",
    "version",
    "title",
    "lead",
    "refusal",
    "long_term",
    "confirmed",
    "sections",
)
_OPTIONAL = (
    "hint",
    "options",
    "when",
    "unless",
    "asked",
    "filled_by",
    "prefilled",
    "fixed",
    "official",
)
_LEAST_CHOICES = 2

_Lists = Mapping[str, tuple[Option, ...]]


def read_participant_forms(folder: Path) -> Mapping[str, ParticipantForm]:
    """Forms by slug, one for each file. Raises BrokenCourse with every fault."""
    return read_folder(folder, _form)


def _form(node: Node) -> ParticipantForm:
    top = node.mapping(required=_TOP, optional=("lists",))
    lists = {name: _options(one) for name, one in top["lists"].entries()} if "lists" in top else {}
    read = [_section(one, lists) for one in top["sections"].sequence(at_least=1)]
    check_whole(node, [pair for _, pairs in read for pair in pairs])
    return ParticipantForm(
        slug=top["slug"].slug(),
        version=top["version"].integer(at_least=1),
        title=top["title"].text(),
        lead=top["lead"].text(),
        refusal=top["refusal"].text(),
        long_term=_long_term(top["long_term"]),
        confirmed=_confirmed(top["confirmed"]),
        sections=tuple(section for section, _ in read),
    )


def _long_term(node: Node) -> LongTerm:
    months = node.mapping(required=("under_25", "from_25"))
    return LongTerm(
        under_25=months["under_25"].integer(at_least=1),
        from_25=months["from_25"].integer(at_least=1),
    )


def _confirmed(node: Node) -> Confirmed:
    """Who compared it stands together with when; a form that nobody compared has neither."""
    fields = node.mapping(required=("remark",), optional=("by", "on"))
    if ("by" in fields) != ("on" in fields):
        node.fault('"by" and "on" go together')
    return Confirmed(
        remark=fields["remark"].text(),
        by=fields["by"].string() if "by" in fields else None,
        on=fields["on"].day() if "on" in fields else None,
    )


def _section(node: Node, lists: _Lists) -> tuple[Section, list[tuple[Node, Item]]]:
    fields = node.mapping(required=("title", "items"), optional=("hint",))
    written = fields["items"].sequence(at_least=1)
    read = [(one, item) for one in written if (item := _item(one, lists)) is not None]
    section = Section(
        title=fields["title"].text(),
        hint=fields["hint"].text() if "hint" in fields else None,
        items=tuple(item for _, item in read),
    )
    return section, read


def _item(node: Node, lists: _Lists) -> Item | None:
    kind = kind_in(node, ItemKind)
    if kind is None:
        return None
    fields = node.mapping(required=("name", "kind", "title", "obligation"), optional=_OPTIONAL)
    return Item(
        name=fields["name"].matching(_NAME, "a name such as postal_code"),
        title=fields["title"].text(),
        kind=kind,
        obligation=_one_of(Obligation, fields, "obligation", Obligation.ALWAYS),
        asked=_one_of(Moment, fields, "asked", Moment.START),
        hint=fields["hint"].text() if "hint" in fields else None,
        options=_choices(node, fields, kind, lists),
        when=(*_conditions(fields, "when"), *_conditions(fields, "unless")),
        filled_by=_one_of(FilledBy, fields, "filled_by", FilledBy.PARTICIPANT),
        prefilled=_prefilled(fields),
        fixed=fields["fixed"].string() if "fixed" in fields else None,
        official=fields["official"].string() if "official" in fields else None,
    )


def _one_of(kinds: type[Kind], fields: Fields, name: str, otherwise: Kind) -> Kind:
    written = fields[name].one_of(tuple(kinds)) if name in fields else ""
    return kinds(written) if written else otherwise


def _prefilled(fields: Fields) -> Prefilled | None:
    written = fields["prefilled"].one_of(tuple(Prefilled)) if "prefilled" in fields else ""
    return Prefilled(written) if written else None


def _choices(node: Node, fields: Fields, kind: ItemKind, lists: _Lists) -> tuple[Option, ...]:
    """A list written here, or the name of one that several items share."""
    if ("options" in fields) != (kind is ItemKind.CHOICE):
        node.fault('"options" go with the kind "choice", and it with them')
        return ()
    if kind is not ItemKind.CHOICE:
        return ()
    written = fields["options"]
    if written.scalar is None:
        return _options(written, at_least=1 if "fixed" in fields else _LEAST_CHOICES)
    if written.scalar not in lists:
        written.fault(unknown("list", written.scalar, lists))
    return lists.get(written.scalar, ())


def _options(node: Node, *, at_least: int = _LEAST_CHOICES) -> tuple[Option, ...]:
    written = node.sequence(at_least=at_least)
    tell_apart(written, "code")
    fields = [member.mapping(required=("code", "words")) for member in written]
    return tuple(Option(id_in(one["code"]), one["words"].text()) for one in fields)


def _conditions(fields: Fields, name: str) -> Iterator[Condition]:
    if name not in fields:
        return
    for other, among in fields[name].entries():
        yield Condition(other, among.strings(at_least=1), holds=name == "when")
