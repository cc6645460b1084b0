"""Which modules somebody can save for days without network, and how much room each takes."""

from collections.abc import Iterator
from math import ceil

from assessments.course_path import module_lock
from content.curriculum import Curriculum, Module
from content.languages import Language
from course.queries.standing import Standing
from course.web.i18n import language, speaking
from course.web.offline.blueprint import bp

# A page is about 1.7 times its Markdown, with words explained in place and drawings, and its frame.
_GROWTH = 1.7
_FRAME = 9_000
_GLOSSARY = 35_000
_TENTH = 100_000


def modules_to_save(curriculum: Curriculum, standing: Standing) -> Iterator[Module]:
    """The modules that are open."""
    if not (standing.consents_given or standing.only_reads):
        return
    work = standing.work()
    for module in curriculum.modules:
        if module.lessons and module_lock(curriculum, module, work) is None:
            yield module


def bytes_of_module(module: Module, spoken: Language) -> int:
    """Bytes of its lessons and of the words, to within a fifth; nothing is rendered for it."""
    texts = sum(len(one.body.in_language(spoken).encode()) for one in module.lessons)
    return round(texts * _GROWTH) + len(module.lessons) * _FRAME + _GLOSSARY


@bp.app_template_filter("room_asked")
def room_asked(module: Module) -> str:
    """As "0,2 MB": about how much a module takes, rounded up."""
    tenths = ceil(bytes_of_module(module, language()) / _TENTH)
    return f"{speaking().number(tenths / 10)} MB"
