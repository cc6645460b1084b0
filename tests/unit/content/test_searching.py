"""Searching the course as it is taught: what is found, in which order, and what it says."""

import re
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.curriculum import Curriculum
from content.excerpts import Part
from content.folding import folded, words_in
from content.languages import Language
from content.passages import Document, Kind, Passage, documents_of, passages_of
from content.searching import MOST_WORDS, Answer, Index, index_of, words_asked


@pytest.fixture(scope="module")
def polish(whole_course: Curriculum) -> Index:
    return index_of(whole_course, Language.PL)


@pytest.fixture(scope="module")
def english(whole_course: Curriculum) -> Index:
    return index_of(whole_course, Language.EN)


def document(
    slug: str, title: str, *passages: tuple[str, str], kind: Kind = Kind.LESSON
) -> Document:
    return Document(kind, slug, title, tuple(Passage(text, head, "s") for head, text in passages))


def little(*documents: Document) -> Index:
    return Index(documents, Language.PL)


def slugs(answer: Answer) -> list[str]:
    return [one.document.slug for one in answer.found]


def shown(parts: tuple[Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in parts)


@pytest.mark.parametrize("language", Language)
def test_every_word_of_a_title_finds_its_lesson(
    whole_course: Curriculum, language: Language
) -> None:
    index = index_of(whole_course, language)
    for lesson in whole_course.lessons():
        title = lesson.title.in_language(language)
        assert slugs(index.search(title)), title
        for word in words_asked(title, language):
            found = index.search(word)
            assert lesson.slug in slugs(found), (title, word)
        assert slugs_of_kind(index.search(title), Kind.LESSON)[0] == lesson.slug, title


@pytest.mark.parametrize("language", Language)
def test_every_word_of_the_glossary_is_found_first_by_its_name(
    whole_course: Curriculum, language: Language
) -> None:
    index = index_of(whole_course, language)
    for term in whole_course.terms.values():
        for name in (term.name.in_language(language), folded(term.name.in_language(language))):
            assert slugs_of_kind(index.search(name), Kind.TERM)[0] == term.slug, name


def slugs_of_kind(answer: Answer, kind: Kind) -> list[str]:
    return [one.document.slug for one in answer.found if one.document.kind is kind]


def test_a_word_of_the_glossary_is_found_by_its_name_in_the_other_language(polish: Index) -> None:
    assert slugs_of_kind(polish.search("power map"), Kind.TERM) == ["power-map"]


def test_zazolc_finds_zazolc() -> None:
    index = little(document("a", "Zażółć gęślą jaźń", ("", "Nic.")))
    for typed in ("zazolc", "ZAŻÓŁĆ", "zażółć", "gesla", "jazn"):
        assert slugs(index.search(typed)) == ["a"], typed


def test_power_is_not_drowned_by_engines() -> None:
    engines = [document(f"e{n}", "Silnik", ("", "Silnik, silniki, silnikowi.")) for n in range(9)]
    index = little(*engines, document("power", "Moc", ("", "Bierze się z siły.")))
    assert slugs(index.search("siła")) == ["power"]
    assert len(index.search("silnik").found) == 9


def test_all_words_stand_above_some_and_hide_them() -> None:
    both = document("both", "Inna", ("", "Mapa wisi."), ("", "Sąsiad puka."))
    one = document("one", "Mapa", ("", "Mapa, mapa, mapa."))
    index = little(one, both)
    assert slugs(index.search("mapa sąsiad")) == ["both"]
    assert slugs(index.search("mapa wnuk")) == ["one", "both"]


def test_words_together_stand_above_words_apart() -> None:
    apart = document("apart", "Inna", ("", "Mapa wisi."), ("", "Sąsiad puka."))
    near = document("near", "Inna", ("", "Nic tu."), ("", "Mapa u sąsiada."))
    assert slugs(little(apart, near).search("mapa sąsiad")) == ["near", "apart"]


def test_a_title_stands_above_a_heading_and_a_heading_above_the_text() -> None:
    text = document("text", "Inna", ("Inny", "Mapa. Mapy. Mapą. Mapie. Map. Mapami."))
    heading = document("heading", "Inna", ("Mapa", "Nic tu."))
    title = document("title", "Mapa", ("Inny", "Nic tu."))
    assert slugs(little(text, heading, title).search("mapa")) == ["title", "heading", "text"]


def test_what_is_called_so_stands_above_what_is_called_more() -> None:
    more = document("more", "siła wewnętrzna", ("", "Siła."), kind=Kind.TERM)
    exact = document("exact", "siła", ("", "Zdolność."), kind=Kind.TERM)
    assert slugs(little(more, exact).search("sił")) == ["exact", "more"]


def test_a_beginning_finds_only_where_no_word_is_meant() -> None:
    index = little(
        document("a", "Spółdzielnia", ("", "Rada radzi.")), document("b", "Radio", ("", "Gra."))
    )
    assert slugs(index.search("spoldz")) == ["a"]
    assert slugs(index.search("rada")) == ["a"]
    assert slugs(index.search("sp")) == []


def test_a_slip_of_the_finger_is_told() -> None:
    index = little(
        document("a", "Rozmowa", ("", "Rozmowy.")), document("b", "Inna", ("", "Rozmowa."))
    )
    for typed in ("rozmwoa", "rozmowwa", "rozmoa", "rozmiwa"):
        answer = index.search(typed)
        assert slugs(answer) == ["a", "b"], typed
        assert answer.instead == {typed: "rozmowa"}
    assert not index.search("rozmowa").instead
    assert not little(document("a", "Mapa", ("", "Mapa."))).search("mepa").found, (
        "too short to guess"
    )


@pytest.mark.parametrize("query", ["", " ", "?!…", "„”", "a", "z i w", "\x00", "<>", "🙂", "ż"])
def test_nothing_asked_finds_nothing(polish: Index, query: str) -> None:
    assert slugs(polish.search(query)) == []


def test_words_that_say_little_are_left_out_unless_alone() -> None:
    assert words_asked("Co to jest mapa sił?", Language.PL) == ("mapa", "sil")
    assert words_asked("co to jest", Language.PL) == ("co", "to", "jest")
    assert words_asked("What is a power map", Language.EN) == ("power", "map")
    assert len(words_asked(" ".join(f"słowo{n}" for n in range(99)), Language.PL)) == MOST_WORDS


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.lists(
        st.sampled_from(["mapa", "siły", "rozmowie", "sąsiadów", "wniosek", "xyzzy"]), max_size=4
    )
)
def test_the_order_of_words_does_not_matter(polish: Index, words: list[str]) -> None:
    orders = {tuple(slugs(polish.search(" ".join(one)))) for one in permutations(words)}
    assert len(orders) == 1


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=60))
def test_any_query_is_answered(polish: Index, english: Index, query: str) -> None:
    for index in (polish, english):
        for found in index.search(query).found[:3]:
            assert found.passages
            assert set(found.passages) <= set(found.document.passages)


@pytest.mark.parametrize("language", Language)
def test_no_markup_of_a_lesson_stands_in_what_is_shown(
    whole_course: Curriculum, language: Language
) -> None:
    markup = re.compile(r"///|\[\[|\]\(|\*\*|^#|<[a-z/]|&[a-z]+;|\b(term|lesson|figure):\S|\|")
    for one in documents_of(whole_course, language):
        assert one.passages, one.slug
        for passage in one.passages:
            told = f"{one.title}\n{passage.heading}\n{passage.text}"
            assert not markup.search(told), (one.slug, told)
            assert "  " not in told


def test_both_languages_have_the_same_places(whole_course: Curriculum) -> None:
    polish, english = (documents_of(whole_course, language) for language in Language)
    for one, other in zip(polish, english, strict=True):
        assert (one.kind, one.slug) == (other.kind, other.slug)
        assert len(one.passages) == len(other.passages), one.slug


def test_a_page_is_taken_apart_by_its_headings() -> None:
    html = (
        '<p class="lead">Na początek <strong>to</strong>.</p><h2 id="s-a">Dział <em>A</em></h2>'
        "<p>Tekst &amp; znak</p><ul><li>raz,</li><li>dwa</li></ul>"
        '<details class="term"><summary>Co znaczy „x”?</summary><p>Słowniczek.</p></details>'
        '<div class="note quiet"><svg><title>Obraz</title></svg><h3>Przypadek</h3><p>Ola.</p></div>'
        "<p>Dalej</p><table><tr><th>Kto</th><th>Co</th></tr><tr><td>Ola</td><td>pyta</td></tr></table>"
        '<h2 id="s-b">Dział B</h2><h3 id="s-c">Mniejszy</h3><p>Koniec.</p>'
        "<details><summary>Skąd to wiemy</summary><ul><li>Książka</li></ul></details>"
    )
    assert passages_of(html) == (
        Passage("Na początek to."),
        Passage("Tekst & znak. raz, dwa.", "Dział A", "s-a"),
        Passage("Ola.", "Przypadek", "s-a"),
        Passage("Dalej. Kto – Co. Ola – pyta.", "Dział A", "s-a"),
        Passage("", "Dział B", "s-b"),
        Passage("Koniec.", "Mniejszy", "s-c"),
        Passage("Książka.", "Skąd to wiemy", "s-c"),
    )


def test_an_excerpt_begins_with_the_sentence_and_marks_the_words_as_written() -> None:
    before = "Najpierw idzie dużo słów, których nikt nie szuka. " * 8
    after = " Potem znowu idzie dużo słów, których nikt nie szuka." * 8
    text = f"{before}Pan Marek pyta: „Rozmów było ile?”, a o Rozmowie nic.{after}"
    [found] = little(document("a", "Inna", ("", text))).search("rozmowa").found
    told = shown(found.excerpt(found.passages[0]))
    assert told.startswith("Pan Marek pyta: „[Rozmów] było ile?”, a o [Rozmowie] nic.")
    assert told.endswith(" …")
    assert len(list(words_in(told))) == 28


def test_an_excerpt_in_the_middle_of_a_long_sentence_says_so() -> None:
    text = "tak, " * 60 + "siła, " + "nie, " * 60 + "koniec."
    [found] = little(document("a", "Inna", ("", text))).search("siła").found
    told = shown(found.excerpt(found.passages[0]))
    assert told.startswith("… tak, ")
    assert "[siła]" in told
    assert told.endswith(" …")


def test_the_stop_of_a_number_ends_no_sentence() -> None:
    text = "Dużo innych słów. " * 20 + "Razem 5. Siła i wpływ. " + "Dużo innych słów. " * 20
    [found] = little(document("a", "Inna", ("", text))).search("siła").found
    assert shown(found.excerpt(found.passages[0])).startswith("Razem 5. [Siła] i wpływ.")


def test_a_short_text_is_shown_whole_and_a_title_is_marked() -> None:
    [found] = little(document("a", "Mapa sił", ("", "To mapa."))).search("mapy").found
    assert shown(found.excerpt(found.passages[0])) == "To [mapa]."
    assert shown(found.marked("Mapa sił")) == "[Mapa] sił"


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=400))
def test_an_excerpt_is_a_stretch_of_its_text(text: str) -> None:
    for found in little(document("a", "Inna", ("", f"{text} mapa {text}"))).search("mapa").found:
        parts = found.excerpt(found.passages[0])
        told = "".join(part.text for part in parts)
        assert any(part.is_marked for part in parts)
        assert told.removeprefix("… ").removesuffix(" …") in f"{text} mapa {text}"


def test_the_index_is_made_once(whole_course: Curriculum, english: Index) -> None:
    assert index_of(whole_course, Language.EN) is english
    assert index_of(whole_course, Language.PL) is not english
    assert english.document(Kind.TERM, "power-map") is not None
    assert english.document(Kind.TERM, "xyzzy") is None
