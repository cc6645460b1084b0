"""Why what somebody typed should not stand in a note, for each kind of personal data."""

from collections.abc import Mapping

from assessments.personal_data import PersonalData
from course.sentences.mark import N_

PERSONAL_DATA_TEXTS: Mapping[PersonalData, str] = {
    PersonalData.PESEL: N_(
        "“%(found)s” looks like a PESEL number. It points to one person for life."
        " Take it out: a code such as R-07 is enough."
    ),
    PersonalData.PHONE: N_(
        "“%(found)s” looks like a phone number. It leads to one person, and they gave it to you"
        " for another purpose. Keep contacts apart from notes."
    ),
    PersonalData.EMAIL: N_(
        "“%(found)s” looks like somebody’s e-mail address. It leads to one person."
        " Keep contacts apart from notes."
    ),
    PersonalData.ADDRESS: N_(
        "“%(found)s” looks like somebody’s home. With an address anyone can find this person."
        " Write a code, and only the street or the area."
    ),
    PersonalData.HOUSE_NUMBER: N_(
        "“%(found)s” looks like the number of a house. It leads to a door, and so to a person."
        " The street or the area is enough."
    ),
    PersonalData.HEALTH: N_(
        "“%(found)s” looks like a word about somebody’s health. The law protects this most of all,"
        " and you do not need it. Write what makes it hard to take part, for example"
        " “rarely leaves home”."
    ),
}
