"""Papers of certificates, made one after the other and never issued: that two people did."""

import logging
from collections.abc import Callable
from datetime import datetime

from course.actions.papers import claim_paper
from course.database import reading, writing
from course.printing import print_paper
from course.settings import Settings

logger = logging.getLogger(__name__)


def make_next_paper(settings: Settings, *, clock: Callable[[], datetime]) -> bool:
    """Make one paper that waits; false when none does. A failure is tried again later."""
    with writing() as session:
        paper = claim_paper(session, at=clock())
        claimed = (paper.certificate_id, paper.language) if paper else None
    if claimed is None:
        return False
    try:
        print_paper(*claimed, settings=settings, by=None, clock=clock)
    except Exception:  # whatever is wrong with one paper, the others are made
        reading().rollback()
        logger.exception("paper %s of certificate %s is not made", claimed[1], claimed[0])
    return True
