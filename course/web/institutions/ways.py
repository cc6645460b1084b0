"""Where each condition of counting an institution is seen, and mended if it fails."""

from flask import url_for

from assessments.counting import Condition
from course.reports.agreements import AgreementProof
from course.web.institutions.blueprint import bp


def way_of(condition: Condition, proof: AgreementProof) -> str:
    """The address at which a condition of an agreement can be mended."""
    agreement = proof.agreement
    page = url_for("institutions.show", institution_id=agreement.institution_id)
    if condition.code in {"institution_nip", "institution_kind", "institution_teryt"}:
        return f"{page}#institution"
    through = proof.through or agreement
    shown = through if condition.code == "institution_once" else agreement
    return f"{page}#agreement-{shown.id}"


bp.add_app_template_filter(way_of, "way_of")
