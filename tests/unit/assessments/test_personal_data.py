"""What is warned of, and what is not: a warning that cries wolf is not read."""

from pathlib import Path

import pytest
import yaml

from assessments.personal_data import PersonalData, house_number_in, personal_data_in
from course.settings import ROOT

ALARMS = {
    PersonalData.PESEL: [
        ("PESEL 44051401359 w notatce", "44051401359"),
        ("jej numer to 02070803628.", "02070803628"),
        ("born 920304 28901 in Krosno", "920304 28901"),
        ("11223344556, 44051401359", "44051401359"),
    ],
    PersonalData.PHONE: [
        ("dzwonić 601 234 567 po 16", "601 234 567"),
        ("tel. 601-234-567", "601-234-567"),
        ("kom. 885123456", "885123456"),
        ("+48 601 234 567", "+48 601 234 567"),
        ("0048601234567", "0048601234567"),
        ("numer +48601234567, pilne", "+48601234567"),
        ("stacjonarny 13 432 10 58", "13 432 10 58"),
        ("(16) 678 52 14 wieczorem", "(16) 678 52 14"),
        ("do córki: +380 67 123 45 67", "+380 67 123 45 67"),
        ("R-07, 512\u00a0345\u00a0678", "512\u00a0345\u00a0678"),
        ("ring 732 111 222.", "732 111 222"),
    ],
    PersonalData.EMAIL: [
        ("pisać na anna.nowak@poczta.example", "anna.nowak@poczta.example"),
        ("(j.kowalski+os@gmail.com)", "j.kowalski+os@gmail.com"),
        ("write to ben_22@mail.example.org, please", "ben_22@mail.example.org"),
    ],
    PersonalData.ADDRESS: [
        ("Anna Nowak, ul. Lwowska 5", "ul. Lwowska 5"),
        ("Pani Maria mówi, że przy ul. Lwowskiej 5/3 jest ciemno.", "ul. Lwowskiej 5/3"),
        ("rozmowa z Janem Kowalskim (os. Cegielnia 12)", "os. Cegielnia 12"),
        ("Kod to Piotr Wilk, al. Jana Pawła II 14 m. 6.", "al. Jana Pawła II 14 m. 6"),
        ("ulica 3 Maja 8, pan Tadeusz", "ulica 3 Maja 8"),
        ("Zofii Mazur nie ma w domu. Ul. Torowa 1a, drugie piętro", "Ul. Torowa 1a"),
        ("R-07 mieszka przy Lwowskiej 5/3.", "mieszka przy Lwowskiej 5/3"),
        ("Mieszkają pod 12, na parterze", "Mieszkają pod 12"),
        ("mieszka w bloku 4, klatka B", "mieszka w bloku 4"),
        ("Oksana Melnyk mieszka przy Torowej", "mieszka przy Torowej"),
        ("mieszka na ul. Piecowej 3", "mieszka na ul. Piecowej 3"),
        ("pani z drugiej klatki, mieszka ul. Piecowa 3/5", "mieszka ul. Piecowa 3/5"),
        ("Anna Nowak z Lwowskiej 5/3", "Lwowskiej 5/3"),
        ("Jan Kowalski, Lwowska 5 m. 3", "Lwowska 5 m. 3"),
        ("Mrs Brown lives at 12 Mill Street", "12 Mill Street"),
        ("Anna Nowak, Lwowska Street 5", "Lwowska Street 5"),
    ],
    PersonalData.HEALTH: [
        ("R-07 choruje na serce", "choruje"),
        ("ma cukrzycę i rzadko wychodzi", "cukrzycę"),
        ("Depresja po śmierci męża", "Depresja"),
        ("jest niepełnosprawny od wypadku", "niepełnosprawny"),
        ("orzeczenie o niepełnosprawności syna", "niepełnosprawności"),
        ("zmarł na raka", "zmarł na raka"),
        ("leczy raka", "leczy raka"),
        ("rak piersi w zeszłym roku", "rak piersi"),
        ("syn jest uzależniony od alkoholu", "uzależniony od alkoholu"),
        ("walczy z uzależnieniem", "uzależnieniem"),
        ("mąż alkoholik", "alkoholik"),
        ("po udarze nie chodzi", "udarze"),
        ("córka w ciąży", "w ciąży"),
        ("leży chora od maja", "chora"),
        ("na wózku inwalidzkim", "wózku inwalidzkim"),
        ("miała zawał", "zawał"),
        ("brat ma schizofrenię", "schizofrenię"),
        ("dziecko w spektrum autyzmu", "autyzmu"),
        ("opieka nad mamą z demencją", "demencją"),
        ("her husband has diabetes", "diabetes"),
        ("he’s disabled since the accident", "he’s disabled"),
        ("addicted to gambling", "addicted to gambling"),
        ("she was depressed all winter", "depressed"),
        ("fights cancer", "cancer"),
        ("he is seriously ill", "is seriously ill"),
    ],
}
SILENCE = [
    "R-07, drzwi, 12.11., 35 min",
    "R-01, R-02, R-15 i R-23",
    "12.11.2026, godz. 17.30–18.45",
    "Dz.U. 2024 poz. 1465",
    "ustawa z 8 marca 1990 r., art. 5 ust. 1 pkt 2",
    "uchwała nr XXVII/512/2024",
    "11 cyfr, ale nie PESEL: 12345678901",
    "z dniem, ale bez cyfry kontrolnej: 44051401358",
    "konto 12 1020 3040 0000 5001 2345 6789",
    "NIP 684-10-34-512",
    "REGON 601234567",
    "KRS 0000601234",
    "budżet 120 000 000 zł",
    "601 234 567 zł dotacji",
    "prawie 512 345 678 euro",
    "1 250 000 mieszkańców",
    "działka nr 601 234 567",
    "od 17.30 do 19.10, 24 osoby z 31",
    "telefon alarmowy 112",
    "pisać na sekretariat@um.przemysl.example",
    "kontakt@mops.example odpowiada po tygodniu",
    "znak @ w nazwie grupy",
    "Altana śmietnikowa przy Lwowskiej 5–9",
    "ul. Lwowska, przy torach",
    "szkoła im. Jana Kochanowskiego przy ul. Szkolnej 4",
    "skrzyżowanie al. Jana Pawła II i ul. Adama Mickiewicza",
    "Na osiedlu Cegielnia 20 zasobów, w tym sześć osób",
    "pani z trzeciej klatki mówi, że przy ul. Lwowskiej 5 nie ma lampy",
    "Mieszka tu 30 lat",
    "mieszka na Cegielni 30 lat i lubi to miejsce",
    "mieszka na czwartym piętrze",
    "mieszka z wnukiem przy torach",
    "Rynek 1, Urząd Miasta",
    "Anna Nowak pokazała: Uchwała 5/24 jest w Biuletynie",
    "Prezydent miasta i radna z okręgu 3",
    "kierowniczka świetlicy, Dom Kultury",
    "raki w rzece wróciły dwa lata temu",
    "rak nieborak",
    "brak lampy, brak ławek",
    "zniknęły trzy znaki",
    "jesteśmy uzależnieni od zgody właściciela",
    "wynik uzależniony od pogody",
    "depresja terenu przy rzece",
    "chory system podziału pieniędzy",
    "wejście dla osób z niepełnosprawnością od podwórka",
    "parking dla osób z niepełnosprawnościami",
    "wiertarka udarowa i łopata",
    "ciąży na nas obowiązek",
    "rzadko wychodzi z domu, opiekuje się kimś",
    "zawalił się murek",
    "lekarz przyjmuje we wtorki w przychodni",
    "a depressed area near the railway",
    "disabled parking is taken",
    "non-alcoholic drinks",
    "the Mill Street crossing has no light",
    "Street lamps: 12 of 20 work",
    "Anna i Piotr z klatki obok przynieśli ciasto",
    "Pan Tadeusz to lektura, przyjdzie 20 osób",
    "",
]


@pytest.mark.parametrize(
    ("kind", "text", "where"),
    [(kind, text, where) for kind, cases in ALARMS.items() for text, where in cases],
)
def test_what_gives_a_person_away_is_found(kind: PersonalData, text: str, where: str) -> None:
    found = [(one.kind, text[one.start : one.end]) for one in personal_data_in(text)]
    assert found == [(kind, where)]


@pytest.mark.parametrize("text", SILENCE)
def test_what_gives_nobody_away_is_left_alone(text: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in personal_data_in(text)] == []


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert sum(map(len, ALARMS.values())) >= 40
    assert len(SILENCE) >= 40


def test_everything_in_one_text_is_found_in_its_order() -> None:
    text = "Jan Nowak, ul. Torowa 5, tel. 601 234 567, choruje; PESEL 44051401359"
    kinds = [one.kind for one in personal_data_in(text)]
    assert kinds == [
        PersonalData.ADDRESS,
        PersonalData.PHONE,
        PersonalData.HEALTH,
        PersonalData.PESEL,
    ]


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("ul. Lwowska 5", "5"),
        ("Lwowska 5a/12", "5a/12"),
        ("Torowa nr 8", "nr 8"),
        ("Piecowa 3 m. 4", "3 m. 4"),
        ("12 Mill Street", "12"),
        ("ul. 3 Maja 7", "7"),
        ("ul. 3 Maja", None),
        ("ul. 29 Listopada, róg Torowej", None),
        ("Osiedle 1000-lecia", None),
        ("al. Jana Pawła II", None),
        ("przy torach, drugie piętro", None),
        ("rejon R-1", None),
        ("", None),
    ],
)
def test_a_place_is_a_street_and_never_a_door(place: str, number: str | None) -> None:
    found = house_number_in(place)
    assert (place[found.start : found.end] if found else None) == number


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "assessments/examples").glob("*.yaml")), ROOT / "course/demo/works.yaml"],
)
def test_our_own_examples_raise_no_alarm(path: Path) -> None:
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    works = [work["values"] for work in written["works"]] if "works" in written else written
    found = [
        text[one.start : one.end] for text in texts_in(works) for one in personal_data_in(text)
    ]
    assert found == []


def texts_in(value: object) -> list[str]:
    """Every text in what a YAML file holds."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for member in value.values() for text in texts_in(member)]
        case list():
            return [text for member in value for text in texts_in(member)]
        case _:
            return []
