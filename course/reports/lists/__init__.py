"""One engine for every list: what it is made of, what may be asked of it, who looks.

`Listing` describes a list once: its columns, the rows of a question, how many there are.
`LISTINGS` (in `registry`) has all of them. The screen, CSV, XLSX, ODS and PDF are fed by the same
`rows`; `web/lists/` has one page, one door for files and one for prepared files for all lists.
"""

from course.reports.lists.asked import Asked, Choices, Filter, FilterForm
from course.reports.lists.cells import Cell, CellKind, Column, Line, Spoken
from course.reports.lists.listing import Listing, Looking, fixed

__all__ = [
    "Asked",
    "Cell",
    "CellKind",
    "Choices",
    "Column",
    "Filter",
    "FilterForm",
    "Line",
    "Listing",
    "Looking",
    "Spoken",
    "fixed",
]
