"""Words, sentences and hard words of a lesson, and what its fog index comes to."""

from decimal import Decimal

import pytest

from content.readability import Readability, readability_of, syllables, words_of


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("dom", 1),
        ("Ania", 2),
        ("miasto", 2),
        ("rozmowa", 3),
        ("historia", 3),
        ("mieszkaniec", 3),
        ("nauka", 3),
        ("idea", 3),
        ("społecznościowe", 5),
        ("odpowiedzialność", 5),
        ("SPÓŁDZIELNIA", 3),
        ("w", 0),
    ],
)
def test_syllables_are_vowels_and_a_softening_i_is_none(word: str, number: int) -> None:
    assert syllables(word) == number


def test_a_sentence_an_item_a_cell_and_a_heading_end_a_thought() -> None:
    text = (
        "Ala ma kota. Kot ma Alę!\n\n"
        "## Po lekcji\n\n"
        "- jeden dom\n- dwa domy\n\n"
        "| Kto | Co |\n|---|---|\n| Ala | kot |\n"
    )
    assert readability_of(text) == Readability(words=16, sentences=9, hard_words=0)


def test_links_facts_and_figures_count_as_what_is_read() -> None:
    text = "[Słuchanie](term:listening) trwa [[fact:days]] dni.\n\n![Drabina](figure:ladder)\n"
    assert words_of(text) == 5


def test_sources_are_read_but_not_judged() -> None:
    text = "Ala ma kota.\n\n/// sources\n- Rozporządzenie ministerialne\n///\n"
    assert words_of(text) == 5
    assert readability_of(text) == Readability(words=3, sentences=1, hard_words=0)


def test_the_fog_index_is_gunnings_with_polish_hard_words() -> None:
    assert Readability(words=100, sentences=10, hard_words=5).fog == Decimal("6.0")
    assert Readability(words=3, sentences=1, hard_words=1).fog == Decimal("14.5")
    assert readability_of("").fog == 0


def test_long_sentences_and_long_words_raise_it() -> None:
    plain = readability_of("Pukasz do drzwi. Mówisz, kim jesteś. Słuchasz.").fog
    official = readability_of(
        "Organizatorka dokonuje identyfikacji zapotrzebowania mieszkańców w ramach przeprowadzonej"
        " konsultacji, uwzględniając uwarunkowania infrastrukturalne."
    ).fog
    assert plain < 3
    assert official > 11
