"""Which new passwords are refused: short ones, common ones, and one's own name."""

import re

from course.language import folded

SHORTEST = 10
FEWEST_DIFFERENT = 5
OWN_WORD_LENGTH = 3
FEWEST_OTHER_LETTERS = 4

# What people add digits and signs to; each word stands for its family: Haslo2026!, h4slo123.
_COMMON = """
abc abcd abcde abcdef access admin administrator agnieszka aleksandra andrzej asdf asdfgh
asdfghjkl baseball basia batman bartek biedronka buziaczek changeme charlie computer cookie
czekolada daniel default dominik donald dragon dupa dupadupa flower football freedom galaxy
google guest hallo haslo haslohaslo hello hunter iloveyou internet jakub jessica jordan julia
kacper karolina kasia katarzyna kochamcie kochanie komputer krosno krzysztof kwiatek legia
letmein login lol lokomotyw love maciek magda maja malpa marcin mariusz marysia master mateusz
matrix michael michal misiek misiaczek mojehaslo monika monkey mustang myszka natalia nicole
niewiem nowehaslo ola organizator organizatorka organizer pass passw password passwordpassword
passwort patryk pawel pies piotr piotrek poczta pokemon polska polskapolska princess przemysl
qaz qazwsx qazwsxedc qwe qweasd qweasdzxc qwer qwert qwertz qwertzuiop qwerty qwertyqwerty
qwertyuiop qwertyuiopasdfghjkl robert samsung secret shadow soccer solidarnosc spolecznie
starwars stokrotka student summer sunshine superman supersecret szkolenie tajne tajnehaslo
test testtest testowe tomek trener trustno uczestnik uzytkownik warszawa welcome whatever
winter wisla witaj wojtek wszystko zaq zaqwsx zaqxsw zaqwsxcde zmienmnie zorganizowani
zorganizowany zuzia zxc zxcv zxcvbn zxcvbnm
"""
COMMON_CORES = frozenset(_COMMON.split())
_SUBSTITUTES = str.maketrans("013457@$!", "oieastasi")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz")


def is_weak(password: str, *, name: str, email: str) -> bool:
    """Whether a password would be guessed early. What it may be made of is not prescribed."""
    plain = folded(password)
    return (
        len(password) < SHORTEST
        or len(set(plain)) < FEWEST_DIFFERENT
        or any(plain in run for run in _RUNS)
        or not _cores(plain).isdisjoint(COMMON_CORES)
        or _is_own(plain, folded(f"{name} {email}"))
    )


def _cores(plain: str) -> set[str]:
    """What is left of a password without digits and signs, or with them read as letters."""
    trimmed = plain.strip("0123456789!@#$%^&*()-_=+.,;:?/ ")
    return {
        _NOT_LETTERS.sub("", trimmed),
        _NOT_LETTERS.sub("", plain),
        _NOT_LETTERS.sub("", trimmed.translate(_SUBSTITUTES)),
    }


def _is_own(plain: str, own: str) -> bool:
    """Whether little but one's own name or address is left of a password."""
    rest = plain
    for word in sorted(re.split(r"[\W_]+", own), key=len, reverse=True):
        if len(word) >= OWN_WORD_LENGTH:
            rest = rest.replace(word, "")
    return len(rest) < len(plain) and len(_NOT_LETTERS.sub("", rest)) < FEWEST_OTHER_LETTERS
