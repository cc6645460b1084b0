"""Several deeds in the same moment, each in a thread of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from course.database import writing
from course.errors import DomainError

Value = TypeVar("Value")


def at_once(*deeds: Callable[[], Value]) -> Sequence[Value]:
    """What came of each deed; what one of them raises is raised here."""
    start = Barrier(len(deeds))

    def act(deed: Callable[[], Value]) -> Value:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [one.result() for one in [pool.submit(act, deed) for deed in deeds]]


def refusals(app: Flask, *writes: Callable[[Session], object]) -> Sequence[type[DomainError]]:
    """How writes were refused that began in the same moment; those that were done are left out."""

    def act(write: Callable[[Session], object]) -> type[DomainError] | None:
        try:
            with app.app_context(), writing() as session:
                write(session)
        except DomainError as refused:
            return type(refused)
        return None

    told = at_once(*[lambda write=write: act(write) for write in writes])
    return [refused for refused in told if refused is not None]
