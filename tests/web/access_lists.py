"""Who may open the doors of lists, of files that the worker prepared, and of saved views."""

from tests.web.access_words import AUDITORS, BY_OVERSEERS, COORDINATORS, SIGNED_IN, Of

KEEPERS_OWN = Of("carla", "mira", "carla")
"""What one coordinator asked for or saved is nobody else's."""

OF_LISTS: dict[str, str | Of] = {
    **dict.fromkeys(
        (
            *("lists.show", "lists.take", "lists.prepare", "lists.save", "lists.views"),
            *("lists.show:participants", "lists.take:participants"),
            *("lists.save:participants", "lists.views:participants"),
        ),
        f"{COORDINATORS} {AUDITORS}",
    ),
    **dict.fromkeys(("lists.closeout", "lists.pack"), f"{COORDINATORS} {AUDITORS}"),
    "lists.prepare:participants": "",  # what was sealed never lies in the store
    "lists.files": SIGNED_IN,
    "lists.index": f"{COORDINATORS} {AUDITORS}",
    "lists.sheet": BY_OVERSEERS,
    **dict.fromkeys(("lists.fetch", "lists.remove"), KEEPERS_OWN),
}
