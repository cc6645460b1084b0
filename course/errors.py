"""What can go wrong, in words of the domain.

Doors turn errors into answers, `language` into sentences.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar


class DomainError(Exception):
    """Something that the rules do not allow: a code and facts, never a sentence."""

    code: ClassVar[str] = "domain_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts: Mapping[str, object] = facts


class NotFound(DomainError):
    """No such row, or not for this person: the two look the same."""

    code = "not_found"


class NotAllowed(DomainError):
    """The person may not do this here."""

    code = "not_allowed"


class RuleBroken(DomainError):
    """The deed is refused by a rule; the text tells which."""

    code = "rule_broken"


class Unreadable(DomainError):
    """What was sent could not be understood."""

    code = "unreadable"


# People
class WrongSecret(Unreadable):
    """E-mail and password, or code and PIN, do not belong together. Facts: `left` tries."""

    code = "wrong_secret"


class LockedOut(RuleBroken):
    """Too many wrong tries at a door. Facts: `until`, an aware instant."""

    code = "locked_out"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until=until)


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


class OwnRole(RuleBroken):
    """Nobody grants a role to themselves."""

    code = "own_role"


class AlreadyGranted(RuleBroken):
    """The person has this role here already."""

    code = "already_granted"


# Programmes
class ProgrammeCodeTaken(RuleBroken):
    """Another programme has this code."""

    code = "programme_code_taken"


# Cohorts
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


# Study and quizzes
class Locked(RuleBroken):
    """Something has to be done first. Facts: `code`, `slug` of what is missing."""

    code = "locked"


class AttemptPaused(RuleBroken):
    """A pause after failed attempts. Facts: `until`, `lesson`."""

    code = "attempt_paused"


class AttemptOver(RuleBroken):
    """The attempt was handed over already; its answers stand."""

    code = "attempt_over"


class StaleRevision(RuleBroken):
    """Another save came first. Facts: `revision` that counts now."""

    code = "stale_revision"


class BlankAnswer(Unreadable):
    """Nothing was answered where an answer stands; only an explicit deed clears it."""

    code = "blank_answer"


# Assignments
class NotReady(RuleBroken):
    """The work lacks something before it can be handed in. Facts: `faults`."""

    code = "not_ready"


class SubmissionsExhausted(RuleBroken):
    """The assignment was handed in as often as allowed. Facts: `limit`."""

    code = "submissions_exhausted"


class NotADraft(RuleBroken):
    """The work was handed in and cannot be changed."""

    code = "not_a_draft"


class AlreadyMarked(RuleBroken):
    """Somebody marked this work meanwhile. Facts: `by`, `at`."""

    code = "already_marked"


class MarkingBegun(RuleBroken):
    """A trainer has begun to mark the work, so it cannot be taken back."""

    code = "marking_begun"


class PassRefused(RuleBroken):
    """The levels do not add up to a pass. Facts: `reasons`, faults of the rubric's rule."""

    code = "pass_refused"


class NotNewest(RuleBroken):
    """A newer piece of work stands in place of this one."""

    code = "not_newest"


class LevelsMissing(Unreadable):
    """Not every criterion has a level."""

    code = "levels_missing"


class FileRefused(Unreadable):
    """The file is too large, empty or of a kind that is not taken. Facts: `reason`, `name`."""

    code = "file_refused"


# Fieldwork
class AlreadyDecided(RuleBroken):
    """The claimed practice was confirmed or refused meanwhile."""

    code = "already_decided"


class MeetingCodeTaken(RuleBroken):
    """Another meeting of this cohort has the code."""

    code = "meeting_code_taken"


class ReasonMissing(Unreadable):
    """A refusal or revocation needs its reason."""

    code = "reason_missing"


# Certification
class NotQualified(RuleBroken):
    """The person does not meet the rule. Facts: `missing` codes."""

    code = "not_qualified"


class OwnTrainee(RuleBroken):
    """Who taught or marked a person may not assess them."""

    code = "own_trainee"


class SamePerson(RuleBroken):
    """Two different people are needed."""

    code = "same_person"


class AlreadyProposed(RuleBroken):
    """A decision about this person is waiting."""

    code = "already_proposed"


class AlreadyCertified(RuleBroken):
    """The person holds a valid certificate of this standard. Facts: `number`."""

    code = "already_certified"


class CertificateClosed(RuleBroken):
    """The certificate was revoked or superseded before."""

    code = "certificate_closed"


class DecisionClosed(RuleBroken):
    """The decision was approved or withdrawn before."""

    code = "decision_closed"


class PapersUnavailable(RuleBroken):
    """PDFs cannot be made on this server: its text library (Pango) is missing."""

    code = "papers_unavailable"


class AgreementOrder(RuleBroken):
    """The agreement is not at the stage that this deed needs."""

    code = "agreement_order"


class AgreementNumberTaken(RuleBroken):
    """Another agreement has this number."""

    code = "agreement_number_taken"


class NipTaken(RuleBroken):
    """Another institution has this NIP."""

    code = "nip_taken"


class TooManyRows(RuleBroken):
    """The list is too long for this format. Facts: `rows`, `limit`."""

    code = "too_many_rows"
