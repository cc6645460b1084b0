"""What the obligatory answers of the funders' forms are called where they are only named."""

from collections.abc import Mapping

from course.sentences.mark import N_

ANSWER_TEXTS: Mapping[str, str] = {
    "age": N_("age"),
    "born_on": N_("day of birth"),
    "citizenship": N_("citizenship"),
    "city": N_("town or village"),
    "country": N_("country"),
    "county": N_("county"),
    "degurba": N_("kind of area (DEGURBA)"),
    "disability": N_("disability"),
    "disadvantaged": N_("another situation of disadvantage"),
    "education": N_("education"),
    "employed_in": N_("where they work"),
    "employer": N_("employer"),
    "first_name": N_("first name"),
    "foreign_background": N_("foreign background"),
    "homeless": N_("homelessness"),
    "house": N_("number of the house"),
    "inactive_as": N_("what they do without work"),
    "institution": N_("institution that sends them"),
    "kind": N_("kind of participant"),
    "long_term": N_("how long without work"),
    "minority": N_("minority"),
    "municipality": N_("municipality"),
    "occupation": N_("occupation"),
    "other_id": N_("another identifier"),
    "pesel": N_("PESEL"),
    "postal_code": N_("postal code"),
    "sex": N_("sex"),
    "started_on": N_("start of participation"),
    "status": N_("status on the labour market"),
    "support": N_("kind of support"),
    "support_from": N_("start of the support"),
    "surname": N_("surname"),
    "teryt": N_("TERYT code"),
    "third_country": N_("third country"),
    "voivodeship": N_("voivodeship"),
}

DATA_MISSING = N_("The participant’s data are not complete. Missing: %(missing)s")
"""In place of the plain sentence of counting, where it is known what is missing."""
