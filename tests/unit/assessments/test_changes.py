"""What changed between two versions of a piece of work."""

from assessments.changes import Change, Piece, RowChange, field_changes, row_changes, text_changes
from assessments.fields import CheckboxField, FileField, TableField, TextField
from tests.authored import WORD

STORY = TextField(name="story", label=WORD)
AGREED = CheckboxField(name="agreed", label=WORD)
PHOTO = FileField(name="photo", label=WORD)
TALKS = TableField(
    name="talks",
    label=WORD,
    columns=(TextField(name="code", label=WORD), TextField(name="worries", label=WORD)),
)


def test_words_that_came_and_went_stand_between_those_that_stayed() -> None:
    assert text_changes("Nie było sieci w domu.", "Nie było prądu w domu.") == (
        Piece(Change.SAME, "Nie było "),
        Piece(Change.REMOVED, "sieci"),
        Piece(Change.ADDED, "prądu"),
        Piece(Change.SAME, " w domu."),
    )


def test_a_text_that_was_written_anew_is_told_as_a_whole() -> None:
    gone = "Cieszę się, że zaczynam tę pracę, i trochę się boję."
    come = "Autobus nie jeździ po dwudziestej drugiej i nikt o tym nie mówi głośno."
    assert text_changes(gone, come) == (Piece(Change.REMOVED, gone), Piece(Change.ADDED, come))


def test_equal_texts_are_one_piece_and_empty_ones_none() -> None:
    assert text_changes("bez zmian", "bez zmian") == (Piece(Change.SAME, "bez zmian"),)
    assert text_changes("", "") == ()
    assert text_changes("", "nowe") == (Piece(Change.ADDED, "nowe"),)
    assert text_changes("dawne", "") == (Piece(Change.REMOVED, "dawne"),)


def test_rows_are_followed_though_others_came_between_them() -> None:
    first = {"code": "R-01", "worries": "autobus"}
    second = {"code": "R-02", "worries": "światło"}
    mended = {"code": "R-02", "worries": "światło przy garażach"}
    new = {"code": "R-03", "worries": "świetlica"}
    assert row_changes([first, second], [new, first, mended]) == (
        RowChange(Change.ADDED, None, new),
        RowChange(Change.SAME, first, first),
        RowChange(Change.CHANGED, second, mended),
    )
    assert row_changes([first, second], [second]) == (
        RowChange(Change.REMOVED, first, None),
        RowChange(Change.SAME, second, second),
    )


def test_a_row_that_is_little_alike_is_another() -> None:
    gone = {"code": "R-01", "worries": "autobus"}
    come = {"code": "R-09", "worries": "światło"}
    assert [one.change for one in row_changes([gone], [come])] == [Change.ADDED, Change.REMOVED]


def test_blanks_and_what_is_missing_are_the_same() -> None:
    [row] = row_changes([{"code": "R-01", "worries": ""}], [{"code": "R-01"}])
    assert row.change is Change.SAME


def test_each_field_tells_whether_it_changed() -> None:
    before = {"story": "Dawno", "agreed": True, "photo": ["a"], "talks": [{"code": "R-01"}]}
    after = {"story": "Dawno", "agreed": False, "photo": ["a", "b"], "talks": [{"code": "R-01"}]}
    told = {
        one.field.name: one.is_changed
        for one in field_changes((STORY, AGREED, PHOTO, TALKS), before, after)
    }
    assert told == {"story": False, "agreed": True, "photo": True, "talks": False}
    assert not any(one.is_changed for one in field_changes((STORY, TALKS), {}, {"story": ""}))
