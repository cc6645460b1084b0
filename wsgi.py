"""The app for the `flask` command. The server itself starts `course.serving:serve`."""

from course import cli
from course.app import create_app
from course.settings import Settings

app = create_app(Settings.from_environment())
cli.attach(app)
