"""The page of the whole look leaves no component out."""

import re

from course.settings import ROOT

TEMPLATES = ROOT / "course/templates"
PARTS = [TEMPLATES / "base.html", *sorted((TEMPLATES / "design").glob("*.html"))]
SHOWN = "".join(path.read_text(encoding="utf-8") for path in PARTS)
MACRO = re.compile(r"{% ?-? ?macro ([a-z]\w*)\(")
WITHIN_OTHERS = {"above", "described"}  # parts of every field, shown by each of them


def test_every_macro_of_every_component_is_shown() -> None:
    hidden = [
        f"{path.name}: {name}"
        for path in sorted((TEMPLATES / "components").glob("*.html"))
        for name in MACRO.findall(path.read_text(encoding="utf-8"))
        if name not in WITHIN_OTHERS and not _is_called(name, path.name)
    ]
    assert hidden == []


def _is_called(name: str, file: str) -> bool:
    """Whether some part of the page takes it from its file and calls it, by whatever name."""
    for taken in re.findall(rf'{{% from "components/{file}" import ([^%]*) %}}', SHOWN):
        for one in taken.split(", "):
            here, _as, other = one.partition(" as ")
            if here == name:
                return re.search(rf"\b{other or here}\(", SHOWN) is not None
    return False
