"""The five call-outs of a lesson: how they are written, and the elements they become.

/// exercise | 20
### Exercise
Talk to one neighbour today.
///
"""

import re
from enum import StrEnum
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block


class Callout(StrEnum):
    """The kinds of call-out, by the word after the slashes."""

    CASE = "case"
    MISTAKE = "mistake"
    EXERCISE = "exercise"
    REMEMBER = "remember"
    SOURCES = "sources"


NOTE_CLASSES = {
    Callout.CASE: "note quiet",
    Callout.MISTAKE: "note wait",
    Callout.EXERCISE: "note info",
    Callout.REMEMBER: "note line",
}
MINUTES = "data-minutes"
"""Where the length of an exercise waits until its title is known."""
ANSWER = "answer"
"""The class of the place in an exercise where its reader may answer."""
LENGTH = re.compile(r"[1-9][0-9]{0,2}")
"""Minutes of an exercise, as written after its bar."""

ICON_NAMES = {
    "note quiet": "footprints",
    "note wait": "triangle-alert",
    "note info": "pencil",
    "note line": "bookmark",
}
"""What lucide calls the icon of a note, by the note's classes."""
_PATHS = {
    Callout.CASE: (
        "M4 16v-2.38C4 11.5 2.97 10.5 3 8c.03-2.72 1.49-6 4.5-6C9.37 2 10 3.8 10 5.5"
        "c0 3.11-2 5.66-2 8.68V16a2 2 0 1 1-4 0Z"
        "M20 20v-2.38c0-2.12 1.03-3.12 1-5.62-.03-2.72-1.49-6-4.5-6C14.63 6 14 7.8 14 9.5"
        "c0 3.11 2 5.66 2 8.68V20a2 2 0 1 0 4 0ZM16 17h4M4 13h4"
    ),
    Callout.MISTAKE: (
        "M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01"
    ),
    Callout.EXERCISE: (
        "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352"
        "a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497zM15 5l4 4"
    ),
    Callout.REMEMBER: (
        "M17 3a2 2 0 0 1 2 2v15a1 1 0 0 1-1.496.868l-4.512-2.578a2 2 0 0 0-1.984 0"
        "l-4.512 2.578A1 1 0 0 1 5 20V5a2 2 0 0 1 2-2z"
    ),
}


NOTE_ICONS = {
    classes: (
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{_PATHS[kind]}"/></svg>'
    )
    for kind, classes in NOTE_CLASSES.items()
}
"""The icon that stands first in a note, by the note's classes."""


class Callouts(BlocksExtension):
    """Teaches Markdown the five call-outs."""

    def extendMarkdownBlocks(self, md: Markdown, blocks: BlocksProcessor) -> None:  # noqa: N802, ARG002 - Markdown's own name
        for block in (_Case, _Mistake, _Exercise, _Remember, _Sources):
            blocks.register(block, self.getConfigs())


class _Note(Block):
    """A coloured note; its first heading is its title."""

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, "div", {"class": NOTE_CLASSES[Callout(self.NAME)]})


class _Case(_Note):
    NAME = Callout.CASE.value


class _Mistake(_Note):
    NAME = Callout.MISTAKE.value


class _Remember(_Note):
    NAME = Callout.REMEMBER.value


class _Exercise(_Note):
    NAME = Callout.EXERCISE.value
    ARGUMENT = None  # may be there: the minutes

    def on_create(self, parent: Element) -> Element:
        note = super().on_create(parent)
        note.set(MINUTES, self.argument or "")
        return note


class _Sources(Block):
    NAME = Callout.SOURCES.value

    def on_create(self, parent: Element) -> Element:
        details = SubElement(parent, "details")
        SubElement(details, "summary")
        return details
