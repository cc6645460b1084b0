"""Figures as they are frozen: counted anew from the evidence, with ids and days, without names.

Nothing is decided here, and nothing is taken from kept tables: `reports.indicators` counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from typing import assert_never

from sqlalchemy.orm import Session

from assessments.counting import CONDITION_CODES, DAYS_TO_DECIDE, RULE, Counted
from assessments.counting_institutions import AGREEMENT_CONDITION_CODES
from assessments.freezing import FORM, Figures, digest_of
from course.clock import local_day
from course.models import (
    Cohort,
    IndicatorSnapshot,
    IndicatorTarget,
    Programme,
)
from course.models.base import Json
from course.queries.figures import people_counted_on
from course.queries.programmes import targets_of
from course.queries.snapshots import cohorts_of
from course.reports.agreements import AgreementProof
from course.reports.indicators import (
    Count,
    PersonProof,
    institutions,
    qualified_organisers,
)
from course.terms import Indicator, Sex

UNKNOWN = "unknown"
SEXES = (*(sex.value for sex in Sex), UNKNOWN)
PROVED, SIGNED_ONLY = "proved", "signed_only"
RECKONED = ("last_day", "starts_on", "ends_on")
"""Days that were set or reckoned; the others happened, and before they came nobody knew them."""


def count_to_freeze(session: Session, programme: Programme, *, as_of: date) -> Json:
    """The figures of a programme as of a day, in the form in which they are frozen."""
    targets = targets_of(session, programme)
    cohorts = cohorts_of(session, programme)
    counted = {name: _counted(session, programme, name, cohorts, as_of) for name in Indicator}
    return {
        "form": FORM,
        "programme": {
            "code": programme.code,
            "project_number": programme.project_number,
            "standard_code": programme.standard_code,
            "standard_frozen_on": _iso(programme.standard_frozen_on),
            "rule": programme.rule_digest,
        },
        "counting": {
            "rule": RULE,
            "conditions": [*CONDITION_CODES, *AGREEMENT_CONDITION_CODES],
            "days_to_decide": DAYS_TO_DECIDE,
        },
        "as_of": as_of.isoformat(),
        "cohorts": {
            str(cohort.id): {"code": cohort.code, "city": cohort.city} for cohort in cohorts
        },
        "indicators": {
            name.value: {"promise": _promise(targets.get(name)), **counted[name]}
            for name in Indicator
        },
    }


def disagreement(session: Session, programme: Programme, figures: Json) -> set[int]:
    """The people about whom the kept spans and a recount disagree; none kept, none disagree."""
    if programme.standings_kept_at is None:
        return set()
    kept = people_counted_on(session, programme, date.fromisoformat(figures["as_of"]))
    told = figures["indicators"][Indicator.QUALIFIED_ORGANISERS]["counted"]
    return set(kept) ^ {line["person"] for line in told}


def is_intact(snapshot: IndicatorSnapshot) -> bool:
    """Whether frozen figures still have the digest that they were frozen with.

    What stands beside them has to agree with what stands in them.
    """
    figures = snapshot.figures
    beside = (snapshot.as_of.isoformat(), snapshot.taken_at.astimezone(UTC).isoformat())
    inside = (figures.get("as_of"), figures.get("taken_at"))
    return beside == inside and digest_of(figures) == snapshot.digest


def why_not(proof: Figures) -> list[str]:
    """The codes of the conditions that a frozen line, or an agreement in one, does not meet."""
    codes = (*CONDITION_CODES, *AGREEMENT_CONDITION_CODES)
    told = proof["conditions"]
    return [code for code in codes if code in told and not told[code]["met"]]


def mendable(figures: Figures) -> list[Json]:
    """Lines of who would count if somebody did what is left to do.

    People lack nothing but their data; institutions have an agreement that is not over.
    """
    told = figures.get("indicators", {})
    people = told.get(Indicator.QUALIFIED_ORGANISERS, {}).get("left_out", [])
    agreed = told.get(Indicator.INSTITUTIONS, {}).get("left_out", [])
    return [line for line in people if why_not(line) == ["participant_record"]] + [
        line
        for line in agreed
        if any("agreement_not_ended" not in why_not(one) for one in line["agreements"].values())
    ]


def _counted(
    session: Session,
    programme: Programme,
    name: Indicator,
    cohorts: Sequence[Cohort],
    as_of: date,
) -> Json:
    match name:
        case Indicator.QUALIFIED_ORGANISERS:
            people = qualified_organisers(session, programme, as_of=as_of)
            return _people(people, cohorts)
        case Indicator.INSTITUTIONS:
            agreed = institutions(session, programme, as_of=as_of)
            return _institutions(agreed)
        case _:
            assert_never(name)


def _people(count: Count[PersonProof], cohorts: Sequence[Cohort]) -> Json:
    """Who was certified later is not left out: on this day nobody could have counted them."""
    counted = [_person(proof, count.as_of) for proof in count.counted]
    left_out = [
        _person(proof, count.as_of)
        for proof in count.left_out
        if proof.chain is not None and proof.chain.issued_on <= count.as_of
    ]
    return {
        "figure": count.achieved,
        "split": {
            "sex": _split((line["sex"] or UNKNOWN for line in counted), SEXES),
            "city": _split((line["city"] for line in counted), (one.city for one in cohorts)),
            "cohort": _split(
                (str(line["cohort"]) for line in counted), (str(one.id) for one in cohorts)
            ),
        },
        "counted": sorted(counted, key=lambda line: line["person"]),
        "left_out": sorted(left_out, key=lambda line: line["person"]),
    }


def _person(proof: PersonProof, as_of: date) -> Json:
    place, record = proof.place, proof.place.record_on(as_of)
    sex = record.sex if record else None
    issue = proof.chain.standing_on(as_of) if proof.chain else None
    return {
        "person": place.person_id,
        "enrolment": place.enrolment_id,
        "cohort": place.cohort_id,
        "city": place.city,
        "sex": None if sex is None else sex.value,
        "certificate": issue.certificate_id if issue else None,
        "number": issue.number if issue else None,
        "conditions": _conditions(proof.counted, as_of),
    }


def _known(facts: Mapping[str, object], as_of: date) -> Json:
    """The facts of a condition as they were known; the day of counting stands above them all."""
    return {
        name: _frozen(value, None if name in RECKONED else as_of)
        for name, value in facts.items()
        if name != "as_of"
    }


def _frozen(value: object, as_of: date | None) -> object:
    """A fact as JSON holds it; a day that had not come is not known."""
    if isinstance(value, date):
        return None if as_of is not None and value > as_of else value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _institutions(count: Count[AgreementProof]) -> Json:
    """A line for each institution that had an agreement by then, with all its agreements."""
    known: dict[int, list[AgreementProof]] = defaultdict(list)
    for proof in (*count.counted, *count.left_out):
        if local_day(proof.agreement.entered_at) <= count.as_of:
            known[proof.agreement.institution_id].append(proof)
    lines = [_institution(proofs, count.as_of) for _, proofs in sorted(known.items())]
    counted = [line for line in lines if line["through"] is not None]
    return {
        "figure": count.achieved,
        "split": {
            "city": _split((line["city"] for line in counted), ()),
            "kind": _split((line["kind"] for line in counted), ()),
            "use": _split(
                (PROVED if line["proofs"] else SIGNED_ONLY for line in counted),
                (PROVED, SIGNED_ONLY),
            ),
        },
        "counted": counted,
        "left_out": [line for line in lines if line["through"] is None],
    }


def _institution(proofs: Sequence[AgreementProof], as_of: date) -> Json:
    institution, through = proofs[0].agreement.institution, proofs[0].through
    return {
        "institution": institution.id,
        "city": institution.city,
        "kind": institution.kind.value,
        "through": through.id if through else None,
        "agreements": {
            str(proof.agreement.id): {
                "number": proof.agreement.number,
                "conditions": _conditions(proof.counted, as_of),
            }
            for proof in proofs
        },
        "proofs": {
            str(use.id): {"kind": use.kind.value, "dated_on": use.dated_on.isoformat()}
            for use in proofs[0].uses
        },
    }


def _conditions(counted: Counted, as_of: date) -> Json:
    return {
        condition.code: {"met": condition.met, **_known(condition.facts, as_of)}
        for condition in counted.conditions
    }


def _promise(target: IndicatorTarget | None) -> Json | None:
    if target is None:
        return None
    return {
        "definition": target.definition,
        "base": target.base,
        "target": target.target,
        "target_women": target.target_women,
        "target_men": target.target_men,
        "unit": target.unit,
        "source_of_measurement": target.source_of_measurement,
        "moment_of_measurement": target.moment_of_measurement,
    }


def _split(found: Iterable[str], groups: Iterable[str]) -> dict[str, int]:
    """How many in each group; those named beforehand stand there though they are empty."""
    numbers = dict.fromkeys(sorted(groups), 0)
    for group in found:
        numbers[group] = numbers.get(group, 0) + 1
    return numbers


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
