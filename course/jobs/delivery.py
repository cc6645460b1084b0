"""How a letter leaves: by SMTP, or into the log where there are no SMTP settings."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

import click

Deliver = Callable[[EmailMessage], None]

SECONDS = 30
PORTS = {"smtp": 587, "smtps": 465}
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


class UnsafeDelivery(Exception):
    """The mail server offers no encryption, and it is not on this machine."""


def delivery(smtp_url: str | None) -> Deliver:
    """The way letters leave this installation: `smtp://name:password@host:port`, or none."""
    if smtp_url is None:
        return show
    server = urlsplit(smtp_url)
    if server.scheme not in PORTS or not server.hostname:
        # What was set is not repeated: it may hold the password, and this goes into logs.
        raise UnsafeDelivery("SMTP_URL must look like smtp://name:password@host:587")
    return lambda message: send(message, server)


def show(message: EmailMessage) -> None:
    """Print a letter where the worker logs: for a machine of one's own."""
    text = message.get_content().strip()
    lines = [f"Letter to {message['To']}: {message['Subject']}", *text.splitlines()]
    click.echo("\n    ".join(lines) + "\n")


def send(message: EmailMessage, server: SplitResult) -> None:
    """Hand a letter to the mail server. Raises OSError or SMTPException when it is not taken."""
    host, port = server.hostname or "", server.port or PORTS[server.scheme]
    with _connect(server.scheme, host, port) as connection:
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(message)


def _connect(scheme: str, host: str, port: int) -> smtplib.SMTP:
    """An encrypted connection; a plain one only to this very machine."""
    trust = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trust)
    connection = smtplib.SMTP(host, port, timeout=SECONDS)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=trust)
    elif host not in THIS_MACHINE:
        connection.close()
        raise UnsafeDelivery(f"{host} offers no STARTTLS")
    return connection
