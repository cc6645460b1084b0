"""The few words that the renderer itself puts into a lesson."""

from content.languages import Language, Text

SOURCES = Text(pl="Skąd to wiemy", en="How we know")
_TERM = Text(pl="Co znaczy „{}”?", en="What does “{}” mean?")
_FEW = range(2, 5)
_TEENS = range(12, 15)
_LITTLE_IN_POLISH = """
a aby albo ale bez bo by byc byl byla bylo co czy czym dla do dlaczego gdy gdzie go i ich ile ja jak
jaka jaki jakie jako je jego jej jest jestem juz kiedy kto ktora ktore ktory lub ma mam mi mnie moge
moj moja moze na nad nie niz o od oraz po pod przed przez przy sa sie ta tak ten to tu ty tym u w we
z za ze zeby
"""
_LITTLE_IN_ENGLISH = """
a am an and any are as at be been but by can do does for from had has have how i if in is it its me
my not of on or our should so that the their them there these they this to was we were what when
where which who why will with you your
"""
SAYS_LITTLE = {
    Language.PL: frozenset(_LITTLE_IN_POLISH.split()),
    Language.EN: frozenset(_LITTLE_IN_ENGLISH.split()),
}
"""Words that are hardly ever looked for, as `co to jest` in `co to jest mapa sił`; folded."""


def asked_meaning(name: str, language: Language) -> str:
    return _TERM.in_language(language).format(name)


def minutes(number: int, language: Language) -> str:
    """A length in words that agree with the number: 1 minuta, 2 minuty, 12 minut."""
    return f"{number} {_minutes(number).in_language(language)}"


def _minutes(number: int) -> Text:
    if number == 1:
        return Text(pl="minuta", en="minute")
    if number % 10 in _FEW and number % 100 not in _TEENS:
        return Text(pl="minuty", en="minutes")
    return Text(pl="minut", en="minutes")
