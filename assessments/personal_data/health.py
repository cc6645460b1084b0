"""Statements on somebody's health, in Polish and in English, as inflection bends the words."""

import re
from collections.abc import Iterator

from assessments.personal_data.finding import Finding, PersonalData

_SUBSTANCES = r"(?:alkohol|narkotyk|hazard|lek[óo]w|opioid|heroin|nikotyn|papieros|dopalacz)\w*"

# "Dla osób z niepełnosprawnością" speaks of nobody in particular.
_NOT_A_GROUP = "".join(
    rf"(?<!{people} z )" for people in ("osób", "osoby", "osobom", "osobami", "ludzi", "ludzie")
)

# Words that speak of an illness wherever they stand.
_PLAIN = (
    r"cukrzyc\w*|nowotw[óo]r\w*|alzheimer\w*|parkinson\w*|schizofreni\w*|demencj\w*|otępieni\w*",
    r"padaczk\w*|epileps\w*|epilepty\w*|białaczk\w*|gruźlic\w*|astm(?:a|y|ę|ą|ie)|astmaty\w*",
    r"alkoholi(?:k|zm|czk)\w*|narkoman\w*|hiv|covid(?:em|u)?|żółtaczk\w*|miażdżyc\w*|migren\w*",
    r"autyzm\w*|autysty\w*|asperger\w*|adhd|dwubiegunow\w*|stwardnieni\w+ rozsian\w+",
    r"zesp[óo]ł\w* downa|chemioterapi\w*|dializ\w*|amputacj\w*|poroni\w*|niepłodn\w*",
    r"zachorowa\w*|choruj\w*|zawał(?:u|em|owi|y|ów)?|udar(?:u|em|owi|y|ów|ze)?|w ciąży",
    r"(?:pr[óo]b\w*|myśl\w*) samobójcz\w*|zaburze\w+ (?:psych|lęk|depres|odżyw|osobow)\w*",
    r"lecz\w* (?:się )?(?:psychiatry|odwyk|na (?:serce|nerki|nerwy|depresję|cukrzycę))\w*",
    r"u psychiatry|do psychiatry|szpital\w* psychiatryczn\w*|nadciśnieni\w*|borelioz\w*",
    r"niewidom[aeyą]|głuchoniem\w*|niedosłysz\w*|w[óo]z(?:ek|ku|kiem) inwalidzki\w*|inwalidą",
    r"diabet\w*|epilep\w*|schizophreni\w*|dementia|asthma\w*|tumou?rs?|chemotherapy|dialysis",
    r"leuk(?:a)?emia|autis\w*|bipolar|pregnant|suicid(?:e|al) (?:attempt|thoughts?)",
    r"mental(?:ly)? ill(?:ness)?|heart attacks?|(?:had|after) a stroke|suffers? from \w+",
    r"(?:is|was|are|became|fell) (?:seriously |very |chronically )?(?:ill|sick)",
    r"in a wheelchair|miscarriage\w*|alcoholi(?:sm|cs?)(?! (?:drink|bever)\w*)",
)
# Words with other meanings: only where what stands around them is about a body.
_GUARDED = (
    r"chor(?:ob|ób)\w*(?! (?:sieroc|cywilizac|drzew|roślin|zakaźn\w+ zwierz)\w*)",
    r"chor(?:y|a|ego|ej|emu|ą|ym|zy)(?! (?:system|układ|sytuacj|ambicj|zasad|drzew|ząb)\w*)",
    r"depresj\w*(?! (?:teren|geogr|żuław|gospodar)\w*)",
    r"(?:ma|mia[łl]a?|chor\w+ na|zmar\w+ na|walczy z|umar\w+ na|leczy) rak(?:a|iem)?",
    r"rak(?:a|iem|owi|u)? (?:piersi|płuc\w*|jelit\w*|żołądk\w*|trzustki|prostaty|skóry|krwi)",
    rf"{_NOT_A_GROUP}niepełnosprawno(?:ść|ści|ścią)",
    r"niepełnosprawn(?:y|a|ego|ej|emu|ą)(?! (?:społeczn|system)\w*)",
    rf"uzależni(?:eni|on)\w*(?: od {_SUBSTANCES}|(?! od\b))",
    r"cancer",
    r"(?<!economic )(?<!great )depression",
    r"depressed(?! (?:area|district|town|market|econom|region|part)\w*)",
    r"(?:is|was|became|he’s|she’s|he's|she's) disabled",
    r"(?:has|have|had) (?:a |an )?(?:\w+ )?(?:disability|illness|disease)",
    r"(?:heart|kidney|liver|lung) (?:disease|failure)",
    r"addict(?:ed to (?:alcohol|drugs?|gambling|opioids?|painkillers?)|ion to \w+|s?\b)",
)
_HEALTH = re.compile(rf"\b(?:{'|'.join((*_PLAIN, *_GUARDED))})(?!\w)", re.IGNORECASE)


def health_in(text: str) -> Iterator[Finding]:
    """Words by which an illness, a disability, an addiction or a pregnancy is told."""
    for found in _HEALTH.finditer(text):
        yield Finding(PersonalData.HEALTH, found.start(), found.end())
