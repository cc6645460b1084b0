"""Practical work as a trainee types it: enough of each field to be handed in."""

from datetime import date

STORY = " ".join(
    ["Mieszkam tu od urodzenia i od lat widzę, że ludzie mijają się na klatce bez słowa."] * 18
)
REASON = "Najpierw pytam osoby, których to dotyczy, i dopiero z nimi szukam rozwiązania."

Row = dict[str, str]

STEPS = 3
"""Conversations after which something was promised."""

COMPARISONS: list[Row] = [
    {
        "situation": f"Ciemna klatka numer {number}",
        "as_usual": "Piszę pismo w imieniu mieszkańców",
        "as_organiser": "Zbieram sąsiadów, żeby sami uzgodnili, co i komu powiedzą",
    }
    for number in (1, 2, 3)
]
Z1 = {
    "story": STORY,
    "moves_me": "Porusza mnie, że nikt nikogo nie pyta o zdanie.",
    "cycle": "Słuchanie było, łączenie też. Pominięto refleksję.",
    "case_description": "Radny proponuje salę, jeśli wspomnimy, kto ją dał.",
    "case_sides": "Grupa, radny, inni mieszkańcy, dom kultury.",
    "case_options": "Przyjąć, odmówić albo poprosić dom kultury o salę dla wszystkich.",
    "case_decision": "Prosimy o salę dom kultury.",
    "case_reasons": REASON,
    "limits": "Nie chodzę sama po zmroku. Przy przemocy dzwonię pod 112.",
    "code_accepted": "+yes",
}


def conversation(row: int, today: date) -> Row:
    """One conversation of the journal, by the name of each blank."""
    seldom = ("works_nights", "other_language", "rarely_goes_out", "carer", "young")
    values = {
        "code": f"R-{row + 1:02d}",
        "channel": "+arranged" if row < 4 else "+door" if row % 2 else "+street",
        "done_on": f"+{today}",
        "minutes": "+",
        "minutes_other": "120",
        "seldom_heard": f"+{seldom[row]}" if row < len(seldom) else "+none",
        "worries": "Po 22 nie ma czym wrócić z pracy.",
        "energy": "+2",
        "next_step": "+meeting" if row < STEPS else "+none",
        "clean": "+yes",
    }
    if row < STEPS:
        values["next_step_on"] = today.isoformat()
    return values


THEMES: list[Row] = [
    {
        "theme": theme,
        "count": count,
        "energy": "+2",
        "quote": "Idę pół godziny wzdłuż drogi, bez chodnika.",
    }
    for theme, count in (("autobus po 22", "9"), ("światło", "7"), ("świetlica", "5"))
]
Z3 = {
    "not_heard": "Nie usłyszałam nikogo z bloku przy torach. Spróbuję przez przedszkole.",
    "leaders": "R-07, R-15",
    "conclusion": "Autobus poruszył mniej osób niż śmieci, ale mocniej. Sprawdzę to na spotkaniu.",
    "giving_back": "Wrócę z wynikami na zebranie w świetlicy.",
    "hard_talks": "W rozmowie R-04 zaczęłam doradzać i pani zamilkła. R-11 się spieszył.",
    "changed": "Od tamtej pory liczę w głowie do pięciu, zanim się odezwę.",
}
