"""The files of people: checked by content, stripped of what they betray, kept under their hash.

Nothing sent is believed: neither its name nor what the browser says of it. Pictures are drawn
anew, so that neither the place where a photo was taken nor anything hidden in it is kept.
"""

from course.uploads.checking import ACCEPTED, MOST_MEGABYTES, OFFERED, ending_of, size_of
from course.uploads.made_once import is_made, keep_made, place_for
from course.uploads.pictures import LONGEST_SIDE
from course.uploads.places import Folder, tidy_incoming
from course.uploads.serving import download
from course.uploads.storing import FULL, delete_stored, open_stored, store, store_made, store_own

__all__ = [
    "ACCEPTED",
    "FULL",
    "LONGEST_SIDE",
    "MOST_MEGABYTES",
    "OFFERED",
    "Folder",
    "delete_stored",
    "download",
    "ending_of",
    "is_made",
    "keep_made",
    "open_stored",
    "place_for",
    "size_of",
    "store",
    "store_made",
    "store_own",
    "tidy_incoming",
]
