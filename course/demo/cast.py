"""The people of the story. They are invented, and so are their addresses."""

from dataclasses import dataclass

from content.languages import Language
from course.terms import AddressForm

FEMININE, MASCULINE = AddressForm.FEMININE, AddressForm.MASCULINE


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of them, by the name in an address. Who has no address comes in with a card."""

    key: str
    name: str
    address_form: AddressForm
    language: Language = Language.PL
    has_email: bool = True

    @property
    def pen_name(self) -> str:
        """The name under which `works.yaml` keeps what they wrote."""
        return self.key.partition(".")[0]

    @property
    def email(self) -> str | None:
        """An address of a domain that is kept free for examples."""
        return f"{self.key}@example.org" if self.has_email else None


ADMINISTRATOR = Somebody("iga.lis", "Iga Lis", FEMININE)
KATARZYNA = Somebody("katarzyna.zurek", "Katarzyna Żurek", FEMININE)
TOMASZ = Somebody("tomasz.wilk", "Tomasz Wilk", MASCULINE)
COORDINATORS = (KATARZYNA, TOMASZ)
PIOTR = Somebody("piotr.wrona", "Piotr Wrona", MASCULINE)
MARTA = Somebody("marta.sowa", "Marta Sowa", FEMININE)
TRAINERS = {"krosno": PIOTR, "przemysl": MARTA}
ROMAN = Somebody("roman.jez", "Roman Jeż", MASCULINE)
SECOND_TRAINERS = {"przemysl": ROMAN}
SYLWIA = Somebody("sylwia.golab", "Sylwia Gołąb", FEMININE)
IWONA = Somebody("iwona.pajak", "Iwona Pająk", FEMININE)
PANEL = (ROMAN, SYLWIA, IWONA)
"""Who judges in Krosno: a trainer from Przemyśl, a practising organiser, the town hall."""
VALIDATOR = Somebody("halina.zolkos", "dr Halina Żółkoś", FEMININE)
AUDITOR = Somebody("adam.kot", "Adam Kot", MASCULINE)
LEAD_PARTNER = Somebody("ewa.mroz", "Ewa Mróz", FEMININE)

ANNA = Somebody("anna.sliwa", "Anna Śliwa", FEMININE)
BARTOSZ = Somebody("bartosz.zmuda", "Bartosz Żmuda", MASCULINE)
CELINA = Somebody("celina.cwiek", "Celina Ćwiek", FEMININE)
DOROTA = Somebody("dorota.laka", "Dorota Łąka", FEMININE)
EDWARD = Somebody("edward.zrebiec", "Edward Źrebiec", MASCULINE)
FELIKS = Somebody("feliks.ozog", "Feliks Ożóg", MASCULINE)
ZOFIA = Somebody("zofia.dab", "Zofia Dąb", FEMININE)

JEDRZEJ = Somebody("jedrzej.maka", "Jędrzej Mąka", MASCULINE)
LUCJA = Somebody("lucja.cwikla", "Łucja Ćwikła", FEMININE)
OLENA = Somebody("olena.kowalczuk", "Ołena Kowalczuk", FEMININE, language=Language.EN)
STANISLAW = Somebody("stanislaw.bak", "Stanisław Bąk", MASCULINE, has_email=False)
WANDA = Somebody("wanda.ges", "Wanda Gęś", FEMININE)
ZENON = Somebody("zenon.zak", "Zenon Żak", MASCULINE)

TRAINEES = {
    "krosno": (ANNA, BARTOSZ, CELINA, DOROTA, EDWARD, FELIKS, ZOFIA),
    "przemysl": (JEDRZEJ, LUCJA, OLENA, STANISLAW, WANDA, ZENON),
}
NEW_NAME = "Dorota Łącka"
CARD_BATCH = "demonstration"
"""The name of the batch that Stanisław's card is of."""
