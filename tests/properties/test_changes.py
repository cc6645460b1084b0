"""What holds for every two versions: the changes lead from the one to the other, and back."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.changes import Change, Piece, row_changes, text_changes

words = st.lists(st.sampled_from(["nie", "było", "sieci", " ", "\n", "  ", ","]), max_size=30)
texts = words.map("".join) | st.text(max_size=60)
rows = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y", "z"]), max_size=3)
tables = st.lists(rows, max_size=8)


def joined(pieces: tuple[Piece, ...], left_out: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change is not left_out)


@given(texts, texts)
def test_changes_of_a_text_lead_to_the_new_one_and_back(before: str, after: str) -> None:
    pieces = text_changes(before, after)
    assert joined(pieces, Change.REMOVED) == after
    assert joined(pieces, Change.ADDED) == before


@given(texts)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert all(piece.change is Change.SAME for piece in text_changes(text, text))


@given(tables, tables)
def test_no_row_is_lost_and_none_is_made_up(
    before: list[dict[str, str]], after: list[dict[str, str]]
) -> None:
    changes = row_changes(before, after)
    assert [one.after for one in changes if one.after is not None] == after
    gone = [one.before for one in changes if one.before is not None]
    assert sorted(gone, key=str) == sorted(before, key=str)


@given(tables)
def test_equal_tables_have_no_changes(table: list[dict[str, str]]) -> None:
    assert all(one.change is Change.SAME for one in row_changes(table, table))
