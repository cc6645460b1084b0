"""A figure holds shapes and words only, and can be understood by those who do not see it."""

import pytest

from content.faults import BrokenCourse, Faults, Place
from content.svg import check_figure
from tests.unit.content.sample import FIGURE


def faults_of(svg: str) -> list[str]:
    faults = Faults()
    check_figure("ladder", svg, Place("f.svg", 1, faults))
    try:
        faults.raise_if_any()
    except BrokenCourse as broken:
        return [str(fault) for fault in broken.faults]
    return []


def test_a_plain_drawing_passes() -> None:
    assert faults_of(FIGURE) == []


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("<rect", "<script>x()</script><rect",
         ["f.svg:4: <script> is not allowed in a figure"]),
        ("<rect", "<style>a{}</style><rect", ["f.svg:4: <style> is not allowed in a figure"]),
        ("<rect", "<foreignObject/><rect",
         ["f.svg:4: <foreignObject> is not allowed in a figure"]),
        ("<rect", '<a href="https://example.org"/><rect',
         ["f.svg:4: <a> is not allowed in a figure",
          'f.svg:4: attribute "href" is not allowed in a figure']),
        ("<rect", '<rect style="fill:red"',
         ['f.svg:4: attribute "style" is not allowed in a figure']),
        ("<rect", '<rect onload="x()"',
         ['f.svg:4: attribute "onload" is not allowed in a figure']),
        ("<rect", '<rect id="box"', ['f.svg:4: id "box" must begin with "ladder-"']),
        ("<rect", '<rect id="ladder-t"', ['f.svg:4: id "ladder-t" is here twice']),
        ('class="fig" ', "", ['f.svg:1: <svg> needs class="fig"']),
        ('role="img"', 'role="presentation"', ['f.svg:1: <svg> needs role="img"']),
        ('viewBox="0 0 320 100" ', "", ["f.svg:1: <svg> needs a viewBox"]),
        ("Ladder", "  ", ["f.svg:1: a figure needs <title> with text"]),
        ('<desc id="ladder-d">Five rungs.</desc>', '<g id="ladder-d"/>',
         ["f.svg:1: a figure needs <desc> with text"]),
        ("ladder-t ladder-d", "ladder-t ladder-x",
         ["f.svg:1: <svg> needs aria-labelledby with the ids of its title and desc"]),
        (' aria-labelledby="ladder-t ladder-d"', "",
         ["f.svg:1: <svg> needs aria-labelledby with the ids of its title and desc"]),
        ("</desc>", "", ["f.svg:5: not SVG: mismatched tag"]),
        ("<svg", '<?xml version="1.0"?>\n<svg',
         ["f.svg:1: a figure begins with <svg>, without any declaration"]),
        ("<svg", "<!DOCTYPE svg>\n<svg",
         ["f.svg:1: a figure begins with <svg>, without any declaration"]),
        ("<rect", "<?php x ?><rect",
         ["f.svg:4: a figure begins with <svg>, without any declaration"]),
    ],
)  # fmt: skip
def test_what_a_figure_must_not_be(old: str, new: str, faults: list[str]) -> None:
    assert FIGURE.count(old) == 1
    assert faults_of(FIGURE.replace(old, new)) == faults


def test_an_empty_file_is_no_drawing() -> None:
    assert faults_of("") == ["f.svg:1: not SVG: no element found"]
