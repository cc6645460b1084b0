"""Every kind of page: who may open it, and where it lies in the scene. What judges pages asks here.

Nothing is listed twice: who may is written in the table of doors, where it lies is made with the
scene. A new route is a page for all judges as soon as it stands there; what is none says so here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from tests.web.access_table import WHO_MAY, Of

NO_PAGE = {
    "assignments.file": "a file",
    "booklets.glossary": "a file",
    "booklets.module": "a file",
    "calendar.download": "a file",
    "calendar.feed": "for machines",
    "certificates.paper": "a file",
    "certificates.print_several": "a file",
    "credentials.badge": "a picture",
    "credentials.credential": "for machines",
    "credentials.did": "for machines",
    "credentials.drawing": "a picture",
    "credentials.issuer": "for machines",
    "credentials.picture": "a picture",
    "credentials.status": "for machines",
    "exchange.export": "a file",
    "institutions.file": "a file",
    "institutions.proof_file": "a file",
    "lists.fetch": "a file",
    "lists.sheet": "a file",
    "lists.take": "a file",
    "marking.blind_sheet": "a file",
    "marking.blind_zip": "a file",
    "marking.sheet": "a file",
    "marking.work_zip": "a file",
    "meetings.sheet": "a file",
    "notes.beside": "for scripts",
    "notes.parts": "for scripts",
    "observations.scan": "a file",
    "offline.manifest": "for machines",
    "offline.saved_set": "for machines",
    "offline.worker": "for machines",
    "pages.health": "for machines",
    "pages.icons": "pictures",
    "pages.home": "leads on to where one's work begins",
    "pages.robots": "for machines",
    "panels.protocol": "a file",
    "programmes.export": "a file",
    "programmes.mark": "a picture",
    "quizzes.begin_preview": "leads on to a draw",
    "records.card_pdf": "a file",
    "records.mine": "leads on to one's own card",
    "snapshots.as_json": "for machines",
    "snapshots.as_pdf": "a file",
    "static": "files",
}
OF_ONE_LANGUAGE = {
    "offline.entry": "speaks the language of its address",
    "offline.glossary": "speaks the language of its address",
    "offline.lesson": "speaks the language of its address",
    "offline.page": "speaks the language of its address",
    "totals.english": "speaks the language of its address",
    "totals.polish": "speaks the language of its address",
}
FOR_STRANGERS = {"people.sign_in": "leads on whoever signed in"}
SENT_EMPTY = {
    "arrangements.decide": "arrangements.requests",
    "arrangements.give": "arrangements.place",
    "asking.answer": "asking.thread",
    "asking.ask": "asking.show",
    "asking.more": "asking.show",
    "asking.share": "asking.thread",
    "cohorts.appoint": "cohorts.trainers",
    "cohorts.create": "cohorts.new",
    "cohorts.enrol": "cohorts.newcomer",
    "cohorts.give_extra_time": "cohorts.person",
    "cohorts.preview_people": "cohorts.import_people",
    "exchange.preview": "exchange.import_questions",
    "fieldwork.change": "fieldwork.edit",
    "fieldwork.decide": "fieldwork.claims",
    "fieldwork.enter": "fieldwork.new",
    "fieldwork.enter_for": "fieldwork.new_for",
    "institutions.act": "institutions.show",
    "institutions.create": "institutions.new",
    "institutions.enter": "institutions.show",
    "institutions.save_change": "institutions.change",
    "institutions.save_correction": "institutions.correct",
    "keeping.void": "keeping.preview_void",
    "marking.declare": "marking.conflicts",
    "marking.preview_sheet": "marking.away",
    "meetings.cancel": "meetings.offer_change",
    "meetings.change": "meetings.offer_change",
    "meetings.create": "meetings.new",
    "observations.enter": "observations.new",
    "panels.call": "panels.offer",
    "panels.cancel": "panels.show",
    "panels.change": "panels.offer_change",
    "panels.record": "panels.offer_record",
    "participants.choose": "participants.programme",
    "participants.keep_consents": "participants.show",
    "people.ask_for_letter": "people.forgotten",
    "people.change_password": "people.account",
    "people.choose_password": "people.new_password",
    "people.enter_with_card": "people.card",
    "people.enter_with_password": "people.card",
    "programmes.keep_promise": "programmes.promises",
    "programmes.put_mark": "programmes.paper",
    "quizzes.keep_paper_test": "quizzes.enter_paper_test",
    "quizzes.mark_essay": "quizzes.essay",
    "quizzes.submit": "quizzes.review",
    "records.enter": "records.new_exception",
    "records.keep": "records.self_assessment",
    "rows.save": "rows.show",
    "snapshots.preview": "snapshots.new",
    "totals.grant": "totals.partners",
}
"""Forms that find fault with being sent empty, and the page that each stands on."""

ONE_OF_EACH = ("ana", "ben", "carla", "vera", "adam", "iga", "mira", "lena")
"""One person of each role, and Mira, who has two; a page is made for the first who may open it."""


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page: its door, as the table names it, and those of each role who may open Ana's."""

    door: str
    people: tuple[str, ...]

    @property
    def endpoint(self) -> str:
        return self.door.partition(":")[0]

    @property
    def forms(self) -> list[str]:
        """The doors of its forms that find fault with being sent empty."""
        return [form for form, door in SENT_EMPTY.items() if door == self.door]

    @property
    def main(self) -> str:
        """Whom the page is made for."""
        return self.people[0]


def page_kinds(app: Flask) -> Iterator[PageKind]:
    """Every door that somebody of the cast may open with GET and behind which a page lies."""
    for door, who in WHO_MAY.items():
        endpoint = door.partition(":")[0]
        [rule] = app.url_map.iter_rules(endpoint)
        if "GET" in (rule.methods or set()) and endpoint not in NO_PAGE:
            may = set((who.ana if isinstance(who, Of) else who).split())
            may = {"nobody"} if door in FOR_STRANGERS else may
            people = tuple(name for name in (*ONE_OF_EACH, "nobody") if name in may)
            if people:
                yield PageKind(door, people)
