"""Who may open the doors of figures: frozen ones, and totals that name nobody."""

from tests.web.access_words import (
    AUDITORS,
    BY_COORDINATORS,
    BY_OVERSEERS,
    COORDINATORS,
    EVERYBODY,
    PARTNERS,
    Of,
)

OF_FIGURES: dict[str, str | Of] = {
    "snapshots.as_json": BY_OVERSEERS,
    "snapshots.as_pdf": BY_OVERSEERS,
    "snapshots.compare": BY_OVERSEERS,
    "snapshots.index": f"{COORDINATORS} {AUDITORS}",
    "snapshots.new": COORDINATORS,
    "snapshots.preview": COORDINATORS,
    "snapshots.publish": COORDINATORS,
    "snapshots.show": BY_OVERSEERS,
    "snapshots.take": COORDINATORS,
    "totals.end": BY_COORDINATORS,
    "totals.english": EVERYBODY,
    "totals.grant": COORDINATORS,
    "totals.partners": COORDINATORS,
    "totals.polish": EVERYBODY,
    "totals.show": f"{COORDINATORS} {AUDITORS} {PARTNERS}",
}
