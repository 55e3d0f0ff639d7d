"""Applies the migrations of this image; never two of these processes at once on PostgreSQL.

A second connection holds an advisory lock meanwhile. The lock is tried again and again, not waited for inside the
database: a session that waits there blocks CREATE INDEX CONCURRENTLY. SQLite and MySQL have no such lock here.
"""

import contextlib
import signal
import sys
import time

import django
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection

LOCK = int.from_bytes(b"djcd-mig", "big")
PAUSE = 1
REMIND = 30


def say(text):
    print(text, flush=True)


def until(condition, words):
    """Asks until the answer is yes, and says now and then what it waits for."""
    said, when = None, 0.0
    while not condition():
        if words() != said or time.monotonic() - when > REMIND:
            said, when = words(), time.monotonic()
            say(f"Waiting for {said}")
        time.sleep(PAUSE)


class Database:
    """The database, which may not be there yet."""

    error = ""

    def answers(self):
        try:
            connection.ensure_connection()
        except (OperationalError, InterfaceError) as error:
            self.error = " ".join(str(error).split())
            return False
        return True

    def words(self):
        return f"the database, which says: {self.error}"


@contextlib.contextmanager
def alone():
    """Holds the lock, on a connection of its own, for as long as the block runs."""
    if connection.vendor != "postgresql":
        yield
        return
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            until(lambda: locked(cursor), lambda: "the lock: another migration is running")
            yield
    finally:
        holder.close()


def locked(cursor):
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
    return cursor.fetchone()[0]


def migrate():
    # From here on a polite stop waits for the end: half a migration is worse than a late one.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    say("Applying migrations")
    call_command("migrate", interactive=False)
    say("Done: the database has every migration of this version.")


# Process 1 ignores SIGTERM unless told otherwise.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
django.setup()
database = Database()
until(database.answers, database.words)
with alone():
    migrate()
