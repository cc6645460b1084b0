"""How much of a promise was kept."""

from decimal import ROUND_DOWN, Decimal


def percent_of(achieved: int, promised: int) -> Decimal | None:
    """Achieved in percent of what was promised, rounded down: 100 is never said too early.

    None where nothing was promised.
    """
    if not promised:
        return None
    return (Decimal(100 * achieved) / promised).quantize(Decimal("0.1"), ROUND_DOWN)
