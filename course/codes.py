"""Codes that people read from paper and type: drawn by chance, forgiving about the typing."""

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without O and 0, I and 1: 32 signs, so that each carries five bits."""

CERTIFICATE_SIGNS = 26
"""130 bits: nobody finds a certificate by guessing."""

_GROUP = 4
_LINE = 4 * _GROUP


def new_code(signs: int) -> str:
    """A code of so many signs, from the system's source of chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))


def grouped(code: str) -> str:
    """A code as it stands on paper: `K7QF-2M9D`; a longer one may break at a space."""
    return " ".join(
        "-".join(line[start : start + _GROUP] for start in range(0, len(line), _GROUP))
        for line in (code[start : start + _LINE] for start in range(0, len(code), _LINE))
    )


def read_code(typed: str) -> str:
    """A code as it is stored, whatever case, hyphens and spaces it was typed with."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())
