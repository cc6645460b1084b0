"""Certificates to be set on paper that no database knows: short ones, and the longest."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from assessments.reading import as_json, read_rules
from course.models import Certificate
from course.settings import ROOT
from tests.make import MONDAY

LONGEST = "Aleksandra Wawrzyniec-Brzęczyszczykiewicz Konstantynopolitańska-Żółćgęślowska"
PANEL = {
    "protocol_number": "P/2026/0004",
    "on": "2026-11-21",
    "members": [
        {"by": "dr Halina Żółkoś", "capacity": "trenerka innej edycji", "chairs": True},
        {
            "by": "Władysława Kozłowska-Brzęczyszczykiewicz",
            "capacity": "organizatorka społeczna z Rzeszowa",
            "chairs": False,
        },
        {
            "by": "Michał Ćma",
            "capacity": "przedstawiciel Miejskiego Ośrodka Pomocy Społecznej w Przemyślu",
            "chairs": False,
        },
    ],
}
_RULES = as_json(read_rules(ROOT / "assessments/qualification.yaml")["social-organiser"])
_TEXT = _RULES["certificate"]
_GROUPS = ("knowledge", "skills", "social")
MANY: dict[str, Any] = {
    "outcomes": {
        group: [_TEXT[group][place % len(_TEXT[group])] for place in range(number)]
        for group, number in zip(_GROUPS, (14, 13, 13), strict=True)
    },
    "cohort": {
        "title": "Krosno, Przemyśl, Jarosław i Sanok z okolicznymi gminami,"
        " edycja jesienno-zimowa 2026/2027 dla osób pracujących",
        "city": "",
        "starts_on": "2026-10-05",
        "ends_on": "2026-11-20",
    },
}
"""Forty outcomes, a long cohort, no city."""


def make_sample(name: str = "Łucja Ćwikła", **facts: Any) -> Certificate:
    """A certificate of the whole course."""
    signed = {"by": "Katarzyna Żurek", "protocol_number": "D/2026/0001", "on": "2026-11-23"}
    defaults: dict[str, Any] = {
        "address_form": "feminine",
        "programme": {
            "title": {"pl": "Społecznie zorganizowani", "en": "Socially organised"},
            "project_number": "POWR.04.03.00-00-0093/18",
            "funder": "Europejski Fundusz Społeczny Plus w ramach programu Fundusze Europejskie"
            " dla Rozwoju Społecznego 2021–2027, współfinansowany z budżetu państwa",
        },
        "cohort": {
            "title": "Krosno, edycja 1",
            "city": "Krosno",
            "starts_on": "2026-10-05",
            "ends_on": "2026-11-20",
        },
        "minutes": {"study": 3600, "workshops": 1440, "practice": 3640},
        "outcomes": {group: _TEXT[group] for group in _GROUPS},
        "verified": _TEXT["verified"],
        "disclaimer": _TEXT["disclaimer"],
        "assessment": None if facts.get("panel") else {**signed, "by": "dr Halina Żółkoś"},
        "panel": None,
        "decision": signed,
        "marks": [],
    }
    return Certificate(
        number="SZ/2026/0001",
        code="K7QF2M9DABCDEFGHJKLMNPQRST",
        holder_name=name,
        issued_at=MONDAY,
        facts=defaults | facts,
    )


def picture(number: int) -> bytes:
    """A mark on see-through ground, each of another width."""
    drawn = Image.new("RGBA", (480 + 60 * number, 240), (255, 255, 255, 0))
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((20, 20, 220, 220), fill=(0, 51, 153))
    pen.rectangle((250, 90, drawn.width - 20, 150), fill=(11, 90, 94))
    out = BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()
