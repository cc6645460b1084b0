"""Numbers of nobody that can be right, not made by what is tried."""

from datetime import date

_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_MONTHS = {18: 80, 19: 0, 20: 20, 21: 40, 22: 60}


def make_pesel(born_on: date, *, number: int = 0, sex: str = "woman") -> str:
    """The PESEL of somebody born that day, one of many of that day."""
    month = born_on.month + _MONTHS[born_on.year // 100]
    digits = f"{born_on.year % 100:02}{month:02}{born_on.day:02}{number:03}"
    digits += str(2 * (number % 5) + (sex == "man"))
    weighed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return digits + str((10 - weighed % 10) % 10)
