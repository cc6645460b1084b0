"""What can go wrong when people come in, programmes are made and places are given."""

from datetime import datetime

from course.errors.kinds import DomainError, RuleBroken, Unreadable


class WrongSecret(Unreadable):
    """E-mail and password, or code and PIN, do not belong together. Facts: `left` tries."""

    code = "wrong_secret"


class LockedOut(RuleBroken):
    """Too many wrong tries at a door. Facts: `until`, an aware instant."""

    code = "locked_out"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until=until)


class TooManyGuesses(DomainError):
    """A stranger guessed too often at a code or a name. Facts: `until`, an aware instant."""

    code = "too_many_guesses"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until=until)
        self.until = until


class LinkSpent(RuleBroken):
    """The one-time link was used, replaced or has expired."""

    code = "link_spent"


class EmailTaken(RuleBroken):
    """Another person already signs in with this address."""

    code = "email_taken"


class PasswordTooWeak(Unreadable):
    """The new password is too short or too common."""

    code = "password_too_weak"


class EmailMissing(RuleBroken):
    """Only who signs in by e-mail can be given a role, or a letter."""

    code = "email_missing"


class CardForStaff(RuleBroken):
    """A card opens too easily for who sees other people's work."""

    code = "card_for_staff"


class CardElsewhere(RuleBroken):
    """A card given in one programme must not open what the person does in another."""

    code = "card_elsewhere"


class OwnRole(RuleBroken):
    """Nobody grants a role to themselves."""

    code = "own_role"


class AlreadyGranted(RuleBroken):
    """The person has this role here already."""

    code = "already_granted"


class ProgrammeCodeTaken(RuleBroken):
    """Another programme has this code."""

    code = "programme_code_taken"


class AlreadyEnrolled(RuleBroken):
    """The person has a place in this cohort."""

    code = "already_enrolled"


class CohortCodeTaken(RuleBroken):
    """Another cohort has this code."""

    code = "cohort_code_taken"


class DayInFuture(Unreadable):
    """Something that has happened cannot bear a day to come."""

    code = "day_in_future"


class DatesReversed(Unreadable):
    """The end lies before the start."""

    code = "dates_reversed"


class StandardNotFrozen(RuleBroken):
    """The programme's rule is not frozen yet, so nothing can be judged by it."""

    code = "standard_not_frozen"


class StandardFrozen(RuleBroken):
    """The programme's rule is frozen already and cannot be exchanged."""

    code = "standard_frozen"


class ConsentsMissing(RuleBroken):
    """The trainee has not accepted the declarations yet."""

    code = "consents_missing"


class ParticipationOver(RuleBroken):
    """The enrolment has ended; nothing can be added to it."""

    code = "participation_over"
