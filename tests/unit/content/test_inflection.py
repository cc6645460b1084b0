"""Other forms of a word: what a person types, and what the lessons have."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.curriculum import Curriculum
from content.folding import folded, words_in
from content.inflection import forms_of
from content.languages import Language
from content.passages import documents_of
from content.typing_slips import slips_of

FAMILIES = Path(__file__).with_name("polish_families.txt")
LANGUAGE = st.sampled_from(Language)

# What is typed, with Polish letters or without, and what the course has.
POLISH = """
rozmowy rozmowa, rozmow rozmowa, rozmowach rozmowa, rozmowę rozmowie, rozmowami rozmów,
mieszkancy mieszkaniec, mieszkańców mieszkaniec, mieszkancami mieszkańca, porozumien porozumienie,
porozumieniu porozumienia, siła sił, sily siła, sile siłami, sąsiadki sąsiadka, sasiadek sąsiadka,
sasiadce sąsiadka, sąsiedzi sąsiad, sasiadow sąsiedzi, spoldzielni spółdzielnia,
spółdzielnię spółdzielni, sprawczosci sprawczość, słuchaniu słuchanie, sluchac słucha,
słuchałam słuchać, docierania docieranie, dociera docierać, zasoby zasób, zasobow zasób, mapie mapa,
map mapa, spotkan spotkanie, spotkaniach spotkania, wladzy władza, władzę władza, droga drodze,
drog droga, praktyce praktyka, praktyki praktyk, urzad urzędu, urzędem urząd, urzednikow urzędnik,
urzędnicy urzędnik, trenerzy trener, trenerka trenerce, interesu interes, własnego własny,
lider liderzy, liderki liderka, wspólnot wspólnota, wspólnocie wspólnota, pytan pytanie,
pytania pytaniu, odpowiedzi odpowiedź, odpowiedziami odpowiedź, cel celów, taktyk taktyka,
taktyce taktyki, strategii strategia, strategię strategia, kampanii kampania, koalicji koalicja,
instytucji instytucja, instytucje instytucjami, działań działanie, działania działaniach,
żądania żądanie, negocjacji negocjacje, burmistrza burmistrz, miescie miasto, miasta miast,
gminie gmina, gmin gmina, rewitalizacji rewitalizacja, radnych radny, radnego radna,
wolontariuszki wolontariuszka, wolontariuszy wolontariusz, historii historia, opowiesci opowieść,
wartości wartość, zgody zgoda, zgodzie zgoda, notatek notatka, notatki notatkę, głosów głos,
głosie głos, ludzi człowiek, ludzie ludźmi, tygodniu tydzień, dni dzień, klatce klatka,
klatek klatka, bibliotece biblioteka, dzialkach działka, ulicy ulica, ulic ulice,
przystanku przystanek, przystanki przystanek, organizatorki organizatorka,
organizatorce organizatorka, organizatorów organizator, społeczna społeczny,
spolecznej społecznych, facylitacji facylitacja, grupie grupa, grup grupa, liczbie liczba,
dziennika dziennik, wnioskow wniosek, wnioski wniosek, skargi skarga, ustawie ustawa, ustaw ustawa,
petycji petycja, konsultacje konsultacji
"""
ENGLISH = """
listening listen, listened listening, listens listener, talks talk, talking talked,
neighbours neighbour, stories story, story stories, organising organise, organised organiser,
organisation organising, residents resident, agreements agreement, assets asset, maps map,
planned planning, plans plan, people person, meetings meeting, met meeting, question questions,
asked asking, cities city, studies study, leaders leader, led leading, groups group,
promises promise, promised promises, values value, facilitator facilitators, notes note,
campaigns campaign, councillor councillors, institutions institution, powers power,
interests interest, negotiation negotiating, evaluating evaluation, acting act, actions action,
children child, speaking spoke, wrote writing, decide decided, deciding decides, running run,
beginning begin, begins begin, goals goal, tactics tactic, demands demand, demanded demand,
coalitions coalition, reached reaching, knocks knocking, housing house, keeping kept
"""
STRANGERS = """
siła silnik, siły silnik, siła siłownia, rada radio, mapa mapnik, lista listopad, pan panel,
sprawa sprawdzian, gmina gminny, głos głośnik, praca pracownik, cel celnik, grupa grupowy
"""


def pairs(written: str) -> list[tuple[str, str]]:
    return [(one.split()[0], one.split()[1]) for one in written.split(",")]


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        *((*pair, Language.PL) for pair in pairs(POLISH)),
        *((*pair, Language.EN) for pair in pairs(ENGLISH)),
    ],
)
def test_a_word_is_found_by_another_of_its_forms(
    typed: str, meant: str, language: Language
) -> None:
    assert folded(meant) in forms_of(folded(typed), language)
    assert folded(typed) in forms_of(folded(meant), language)


@pytest.mark.parametrize(("typed", "other"), pairs(STRANGERS))
def test_a_word_is_not_taken_for_another(typed: str, other: str) -> None:
    assert folded(other) not in forms_of(folded(typed), Language.PL)


@pytest.mark.parametrize(("written", "language"), [(POLISH, Language.PL), (ENGLISH, Language.EN)])
def test_the_pairs_are_words_of_the_course(
    written: str, language: Language, whole_course: Curriculum
) -> None:
    known = {
        folded(word[0])
        for document in documents_of(whole_course, language)
        for passage in document.passages
        for word in words_in(f"{document.title} {passage.heading} {passage.text}")
    }
    assert len(pairs(written)) >= 56
    assert [pair for pair in pairs(written) if known.isdisjoint(map(folded, pair))] == []


def test_most_forms_of_a_dictionary_are_found_and_few_others() -> None:
    """Of 578 words of the lessons, all their forms there: nine in ten; one in forty is another's.

    What is not found are mostly comparatives (`mały`, `mniejszy`) and pronouns.
    """
    lines = FAMILIES.read_text(encoding="utf-8").splitlines()[1:]
    kin: dict[str, set[str]] = {}
    for family in (set(line.split()) for line in lines):
        for word in family:
            kin.setdefault(word, set()).update(family)
    bare = {word: folded(word) for word in kin}
    asked = found = right = 0
    for word, related in kin.items():
        forms = forms_of(bare[word], Language.PL)
        others = {other for other in kin if other != word and bare[other] in forms}
        asked += len(related) - 1
        found += len(others)
        right += len(others & related)
    assert right / asked > 0.9
    assert right / found > 0.975


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(words: str) -> None:
    assert folded(folded(words)) == folded(words)


def test_words_are_bare_and_small() -> None:
    assert folded("Zażółć GĘŚLĄ jaźń") == "zazolc gesla jazn"
    assert folded("Straße, naïve, ﬁlm") == "strasse, naive, film"


@given(st.text("abceiklmnorstuwyz", min_size=1, max_size=16), LANGUAGE)
def test_a_word_is_one_of_its_forms_and_of_theirs(word: str, language: Language) -> None:
    forms = forms_of(word, language)
    assert word in forms
    assert len(forms) < 2000


def test_slips_are_one_letter_away() -> None:
    slips = set(slips_of("mapa"))
    assert {"apa", "mpa", "mapaa", "xmapa", "mapy", "ampa", "maap"} <= slips
    assert slips.isdisjoint({"apam", "mp", "mappaa", "mopy"})
