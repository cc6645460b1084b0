"""Other forms of a word: `rozmowa` is also `rozmów` and `rozmowach`, `listening` also `listens`.

A form is a stem with an ending. The endings of one declension belong together, so that `rada` has
the forms of `rad-a` but never `radia`, which is declined otherwise. Which declension a word has is
not known: all that could be its own are tried, and what comes out is looked for among the words of
the course. Words are folded, as people type them; hence `ą` stands here as `a`, `ł` as `l`.

Measured against a dictionary of Polish, this finds more and mistakes less than a stemmer, which
knows the letters that are lost when somebody types without Polish marks only by chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from content.languages import Language

_SHORTEST_STEM = 3
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Declension:
    """Endings that belong together.

    `softened` pairs are ends of a stem, plain and as they are before some endings: `praktyk-a`,
    `praktyce`. A `moving` vowel stands between the last two consonants where nothing follows them:
    `sąsiadk-i`, `sąsiadek`.
    """

    endings: tuple[str, ...]
    softened: tuple[tuple[str, str], ...] = ()
    moving: bool = False

    def forms_of(self, word: str) -> Iterator[str]:
        """All that the word may be in this declension, itself among them."""
        for stem in self._stems_of(word):
            yield from (stem + ending for ending in self.endings)
            for plain, soft in self.softened:
                if stem.endswith(plain):
                    yield stem.removesuffix(plain) + soft
            if self.moving:
                yield from _with_moving_vowel(stem)

    def _stems_of(self, word: str) -> set[str]:
        stems = {word.removesuffix(end) for end in self.endings if word.endswith(end)}
        stems |= {
            word.removesuffix(soft) + plain for plain, soft in self.softened if word.endswith(soft)
        }
        if self.moving:
            stems |= set(_without_moving_vowel(word))
        return {stem for stem in stems if _could_be_stem(stem)}


@lru_cache(maxsize=1024)
def forms_of(word: str, language: Language) -> frozenset[str]:
    """What a folded word may look like elsewhere, folded; itself among them."""
    irregular = next((family for family in _IRREGULAR[language] if word in family), frozenset())
    found = {word} | irregular
    for declension in _DECLENSIONS[language]:
        found.update(declension.forms_of(word))
    return frozenset(found)


def _could_be_stem(stem: str) -> bool:
    return len(stem) >= _SHORTEST_STEM and not _VOWELS.isdisjoint(stem)


def _with_moving_vowel(stem: str) -> Iterator[str]:
    """`sasiadk` is also `sasiadek`, `mieszkanc` also `mieszkaniec`, `urzed` also `urzad`."""
    if _VOWELS.isdisjoint(stem[-2:]):
        yield from (f"{stem[:-1]}{vowel}{stem[-1]}" for vowel in ("e", "ie"))
    elif stem[-2] == "e":
        yield f"{stem[:-2]}a{stem[-1]}"


def _without_moving_vowel(word: str) -> Iterator[str]:
    for vowel in ("ie", "e"):
        before, between, last = word[: -1 - len(vowel)], word[-1 - len(vowel) : -1], word[-1:]
        if between == vowel and _VOWELS.isdisjoint(before[-1:] + last):
            yield before + last
    if word[-2:-1] == "a" and word[-1] not in _VOWELS:
        yield f"{word[:-2]}e{word[-1]}"


def _endings(*groups: str) -> tuple[str, ...]:
    """Endings written with spaces between them; `0` is none at all."""
    written = (ending for group in groups for ending in group.split())
    return tuple(dict.fromkeys("" if ending == "0" else ending for ending in written))


def _after(beginning: str, endings: str) -> str:
    return " ".join(f"{beginning}{ending}".replace("0", "") for ending in endings.split())


_LIKE_NEW = "y a e ego emu ym ej ych ymi i o"  # nowy
_LIKE_SAID = "0 a o i y em am by aby iby ismy ysmy"  # mówił
_LIKE_LISTENING = "e a u em 0 om ami ach"  # słuchani-e


def _verb(*present: str, past: str, done: str) -> Declension:
    """A verb with its participles, and its name: `słuchać`, `słuchany`, `słuchanie`."""
    return Declension(
        _endings(
            *present,
            *(_after(f"{vowel}l", _LIKE_SAID) for vowel in past.split()),
            *(_after(end, _LIKE_NEW) for end in done.split()),
            *(_after(f"{end}i", _LIKE_LISTENING) for end in done.split()),
            *done.split(),
        )
    )


_POLISH = (
    Declension(  # rozmowa, władza, praktyka
        _endings("a y i e o 0 om ami ach ie"),
        (
            *(("k", "ce"), ("g", "dze"), ("r", "rze"), ("t", "cie"), ("d", "dzie")),
            *(("st", "scie"), ("ch", "sze")),
        ),
        moving=True,
    ),
    Declension(_endings("ia i ie io 0 iom iami iach ii"), moving=True),  # spółdzielnia, relacja
    Declension(_endings("0 i y a e om ami ach mi iom iami iach")),  # rzecz, odpowiedź
    Declension(  # dom, trener, urzędnik
        _endings("0 a u owi em ie e y i ow om ami ach owie iem"),
        (
            *(("r", "rze"), ("t", "cie"), ("d", "dzie"), ("st", "scie"), ("k", "cy")),
            *(("r", "rzy"), ("t", "ci"), ("d", "dzi"), ("g", "dzy"), ("ch", "si")),
        ),
        moving=True,
    ),
    Declension(_endings("0 ia iu iowi iem ie iow i iom iami iach iowie"), moving=True),  # tydzień
    Declension(  # miasto, miejsce
        _endings("o a u em iem ie e 0 om ami ach"),
        (("r", "rze"), ("t", "cie"), ("d", "dzie"), ("st", "scie")),
        moving=True,
    ),
    Declension(_endings(_after("i", _LIKE_LISTENING), "0 i")),  # porozumienie
    Declension(  # nowy
        _endings(_LIKE_NEW), (("r", "rzy"), ("t", "ci"), ("d", "dzi"), ("sz", "si"), ("st", "sci"))
    ),
    Declension(_endings("i a ie iego iemu im iej ich imi o"), (("k", "cy"), ("g", "dzy"))),  # tani
    _verb(  # słuchać
        "ac am asz a amy acie aja aj ajcie ajmy ajac",
        _after("ajac", _LIKE_NEW),
        past="a",
        done="an",
    ),
    _verb(  # pracować
        "owac uje ujesz ujemy ujecie uja uj ujcie ujmy ujac",
        _after("ujac", _LIKE_NEW),
        past="owa",
        done="owan",
    ),
    _verb(  # mówić, prosić, uczyć
        "ic e ie isz i imy icie a ia 0 cie my iac ac ij ijcie yc ysz y ymy ycie",
        _after("iac", _LIKE_NEW),
        _after("ac", _LIKE_NEW),
        past="i y",
        done="on ion en ien",
    ),
    Declension(  # wiedzieć, myśleć
        _endings(
            "ec e isz i imy icie a ysz y ymy ycie esz emy ecie eja em iec",
            *(_after(vowel, "l la lo li ly") for vowel in ("a", "e", "ia", "ie")),
            _after("eni", _LIKE_LISTENING),
        )
    ),
)

_ENGLISH = (
    Declension(  # listen, reach, plan
        _endings("0 s es ed ing ings er ers"),
        tuple(
            (last, f"{last}{last}{ending}")
            for last in "bdglmnprt"
            for ending in ("ed", "ing", "ings", "er", "ers")
        ),
    ),
    Declension(  # organise, negotiate
        _endings("e es ed ing ings er ers ation ations"), (("t", "tion"), ("t", "tions"))
    ),
    Declension(_endings("y ies ied ying ier iest")),  # study, city
)

_DECLENSIONS = {Language.PL: _POLISH, Language.EN: _ENGLISH}


def _families(*written: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(family.split()) for family in written)


_IRREGULAR = {
    Language.PL: _families(
        "czlowiek czlowieka czlowiekowi czlowiekiem czlowieku ludzie ludzi ludziom ludzmi ludziach",
        "sasiad sasiada sasiadowi sasiadem sasiedzie sasiedzi sasiadow sasiadom sasiadami",
        "dzien dnia dniowi dniem dniu dni dniom dniami dniach",
        "tydzien tygodnia tygodniem tygodniu tygodnie tygodni tygodniom tygodniami tygodniach",
        "miesiac miesiaca miesiacem miesiacu miesiace miesiecy miesiacom miesiacami miesiacach",
        "rok roku rokiem lata lat latach latami latom",
        "dziecko dziecka dziecku dzieckiem dzieci dzieciom dziecmi dzieciach",
        "miasto miasta miastu miastem miescie miast miastom miastami miastach",
        "pieniadz pieniadza pieniadze pieniedzy pieniadzom pieniedzmi pieniadzach",
    ),
    Language.EN: _families(
        "person persons people",
        "child children",
        "man men",
        "woman women",
        "meet meets met meeting meetings",
        "hold holds held holding",
        "speak speaks spoke spoken speaking speaker speakers",
        "write writes wrote written writing writer writers",
        "lead leads led leading leader leaders",
        "choose chooses chose chosen choosing choice choices",
        "tell tells told telling",
        "hear hears heard hearing",
        "keep keeps kept keeping",
        "find finds found finding",
        "give gives gave given giving",
        "take takes took taken taking",
        "make makes made making",
        "understand understands understood understanding",
    ),
}
