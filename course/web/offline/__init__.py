"""Doors of studying without the network: the worker of the browser, and what it may keep.

Nothing here shows who asks: what one person saved on a shared phone tells the next one nothing.
"""

from course.web.offline import editions, installing, saved
from course.web.offline.blueprint import bp

__all__ = ["bp", "editions", "installing", "saved"]
