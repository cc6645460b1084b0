"""What can go wrong with files of people."""

from course.errors.kinds import DomainError, RuleBroken


class FilesFull(DomainError):
    """Nothing more fits into the place where files are kept."""

    code = "files_full"


class FilesAway(DomainError):
    """The place where files are kept cannot be reached, or fails."""

    code = "files_away"


class FileWaits(RuleBroken):
    """The file waits for the scan; until then only its author opens it."""

    code = "file_waits"


class FileInfected(RuleBroken):
    """A virus was found in the file, so nobody opens it."""

    code = "file_infected"
