"""Lists: one page, one door for files and one for prepared files, for all of them."""

from course.web.lists import files, index, packing, sheets, showing, taking, views
from course.web.lists.blueprint import bp

__all__ = ["bp", "files", "index", "packing", "sheets", "showing", "taking", "views"]
