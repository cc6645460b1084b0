"""`{% kept facts %} … {% endkept %}`: a part of a page that is written once for equal facts.

The facts after the tag name everything that the part shows of the moment, besides the language. A
part never shows who reads it: no name, no token, no address asked for.
"""

from collections.abc import Callable, Hashable

from flask import request
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from course.web.i18n import language

MOST = 512
"""Parts kept by a process; the oldest gives way."""


class KeptParts(Extension):
    """The tag. What it keeps ends with the process, as the templates do."""

    tags = {"kept"}  # noqa: RUF012 -- as the base class wants it

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._kept: dict[Hashable, Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn the tag into a call that gets its body as `caller`."""
        line = next(parser.stream).lineno
        facts: list[nodes.Expr] = [nodes.Const(parser.name), nodes.Const(line)]
        while parser.stream.current.type != "block_end":
            facts.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_part", facts), [], [], body).set_lineno(line)

    def _part(self, *facts: Hashable, caller: Callable[[], Markup]) -> Markup:
        key = (language(), request.script_root, *facts)
        part = self._kept.get(key)
        if part is None:
            while len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            part = self._kept[key] = caller()
        return part
