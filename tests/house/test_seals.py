"""What participants told is opened in one place, which notes who reads; and for a new key."""

import re

from course.settings import ROOT
from tests.house.test_floors import found

WHERE = {"course/actions/participants.py": 1, "course/actions/resealing.py": 1}


def test_seals_are_opened_in_one_place_that_notes_it() -> None:
    assert found(("unseal",), set(WHERE)) == set()
    for name, times in WHERE.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        assert len(re.findall(r"\.unseal\(", text)) == times, name
