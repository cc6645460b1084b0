"""A trainer at the pages about quizzes: what the course says now, what stands in a form."""

from xml.etree import ElementTree as ET

from flask import Flask
from werkzeug.test import TestResponse

from assessments.definitions import Quiz
from course.catalogue import Catalogue, attach
from tests.make_recounting import with_quiz
from tests.pages import Page


def now_written(app: Flask, course: Catalogue, quiz: Quiz) -> None:
    """The course is served with another text of the quiz."""
    attach(app, with_quiz(course, quiz))


def field(page: Page, name: str) -> ET.Element:
    """The one field of a name."""
    [found] = [one for one in page.root.iter() if one.get("name") == name]
    return found


def written(page: Page, name: str) -> str:
    """What stands in a field of many lines."""
    return (field(page, name).text or "").strip()


def answered(response: TestResponse) -> Page:
    """The page that came back."""
    return Page(response.get_data(as_text=True))
