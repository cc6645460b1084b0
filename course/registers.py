"""Numbers of Polish public registers, read forgivingly and checked."""

_NIP_DIGITS = 10
_NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_TERYT_DIGITS = 7


def read_nip(typed: str) -> str | None:
    """The ten digits of a tax number, whatever hyphens or `PL` it was typed with; none if wrong.

    The last digit is the weighted sum of the others modulo 11; a sum of 10 is never given out.
    """
    digits = _digits(typed.strip().upper().removeprefix("PL"))
    if digits is None or len(digits) != _NIP_DIGITS:
        return None
    total = sum(
        weight * int(digit) for weight, digit in zip(_NIP_WEIGHTS, digits[:-1], strict=True)
    )
    return digits if total % 11 == int(digits[-1]) else None


def read_teryt(typed: str) -> str | None:
    """The seven digits of a municipality's code, its kind included; none if it is no such code."""
    digits = _digits(typed)
    return digits if digits is not None and len(digits) == _TERYT_DIGITS else None


def _digits(typed: str) -> str | None:
    joined = "".join(sign for sign in typed if sign not in " -\N{NO-BREAK SPACE}")
    return joined if joined.isascii() and joined.isdecimal() else None
