"""Applies the migrations of this image; on PostgreSQL never two processes at once, and nobody queues behind one.

Argument: for how many seconds the lock of a table is asked for.

The lock of all migrations is held by a transaction of a second connection: behind a pooler a session may outlive its
client, a transaction never does. It is tried again and again, not waited for inside the database: what waits there
blocks CREATE INDEX CONCURRENTLY. SQLite and MySQL have no such lock here.

A table is asked for 100 ms every 0.5 s: while a statement waits for a table, everybody who comes later waits behind it.
Tried again is only what leaves nothing behind: an atomic migration as a whole; of one that is not, a single statement.
"""

import contextlib
import re
import signal
import sys
import threading
import time

import django
from django.core.management import call_command
from django.db import Error, InterfaceError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

LOCK = int.from_bytes(b"djcd-mig", "big")
PAUSE = 1
REMIND = 30
CHANGES = 3
BETWEEN = 0.5
GLANCE = 0.02
LOCK_NOT_AVAILABLE = "55P03"


def say(text):
    print(text, flush=True)


def fail(text):
    """Ends the process; what Kubernetes tells of its end is the reason."""
    with contextlib.suppress(OSError), open("/dev/termination-log", "w") as message:
        message.write(text)
    sys.exit(text)


class Reminder:
    """Says what is waited for when that changes, and now and then."""

    said, when = None, 0.0

    def __init__(self, before=""):
        self.before = before

    def says(self, words):
        # That time goes on is no news.
        key = re.sub(r"for \d+ s", "", words)
        if self.said and time.monotonic() - self.when < (REMIND if key == self.said else CHANGES):
            return
        self.said, self.when = key, time.monotonic()
        say(f"{self.before}Waiting for {words}")


def until(condition, words):
    """Asks until the answer is yes."""
    reminder = Reminder()
    while not condition():
        reminder.says(words())
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


SESSION = """a.pid, a.usename, coalesce(a.state, a.backend_type),
    extract(epoch from clock_timestamp() - coalesce(a.xact_start, a.state_change, a.backend_start)), a.query,
    a.backend_type = 'autovacuum worker' AND a.query NOT LIKE '%%to prevent wraparound%%'"""

HOLDERS = f"""SELECT {SESSION} FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() AND l.objsubid = 1
    AND (l.classid::bigint << 32 | l.objid::bigint) = %s"""

BLOCKERS = f"""SELECT {SESSION} FROM pg_stat_activity AS me, LATERAL unnest(pg_blocking_pids(me.pid)) AS other (pid)
    JOIN pg_stat_activity AS a USING (pid) WHERE me.pid = %s AND me.wait_event_type = 'Lock'"""


def session(pid, user, state, seconds, query, _):
    said = " ".join((query or "").split())[:300].rstrip("; ")
    return f"pid {pid}, user {user}, {state}, for {int(seconds or 0)} s: {said}"


@contextlib.contextmanager
def alone():
    """Holds the lock of all migrations for as long as the block runs; what it gives looks whether it still does."""
    if connection.vendor != "postgresql":
        yield lambda: None
        return
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            until(lambda: locked(cursor), lambda: held_by(cursor))
            yield lambda: cursor.execute("SELECT 1")
    finally:
        holder.close()


# Nobody may end the transaction that holds the lock because it does nothing else.
LASTING = """SELECT set_config(name, '0', true) FROM pg_settings
    WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')"""


def locked(cursor):
    # A snapshot that lasts, as other levels have one, would keep CREATE INDEX CONCURRENTLY waiting for us.
    cursor.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
    is_ours = cursor.fetchone()[0]
    cursor.execute(LASTING if is_ours else "ROLLBACK")
    return is_ours


def held_by(cursor):
    cursor.execute(HOLDERS, [LOCK])
    words = [f"; {session(*row)}{orphan(*row)}" for row in cursor.fetchall()]
    return f"the lock: another migration is running{''.join(words)}"


def orphan(pid, _user, state, *_):
    """Charts before this one held the lock by a session, which a pooler keeps."""
    if state != "idle":
        return ""
    return (
        " (an older chart migrates, or a pooler kept the session of one that did. "
        f"If no migration Job runs, end it: SELECT pg_terminate_backend({pid}))"
    )


class Watcher(threading.Thread):
    """Sees who has what a migration asks for: PostgreSQL tells only while somebody waits."""

    def __init__(self):
        super().__init__(daemon=True)
        self.pid, self.seen = None, []

    def run(self):
        # The connection of this thread is another one.
        with contextlib.suppress(Error), connection.cursor() as cursor:
            while True:
                cursor.execute(BLOCKERS, [self.pid])
                self.seen = cursor.fetchall() or self.seen
                time.sleep(GLANCE)

    def gives_way(self):
        """Whether it is an autovacuum, which ends itself for whoever has waited for a deadlock_timeout."""
        return bool(self.seen) and all(row[-1] for row in self.seen)

    def words(self):
        return "; ".join(session(*row) for row in self.seen[:3]) or "somebody who is not seen"


SHORT = "'100ms'"
LONG = "(SELECT (setting::int + 500) || 'ms' FROM pg_settings WHERE name = 'deadlock_timeout')"


class Patience:
    """Tries again, up to an end, what fails for want of a lock."""

    def __init__(self, seconds):
        self.seconds, self.watcher, self.is_stopped = seconds, Watcher(), False

    def stop(self, *_):
        self.is_stopped = True

    def tries(self, attempt, what, left):
        # Django has begun a line with the name of the migration.
        began, reminder = None, Reminder("\n")
        while True:
            try:
                return attempt()
            except OperationalError as error:
                if code_of(error) != LOCK_NOT_AVAILABLE:
                    raise
            began = began or self.begins()
            if self.is_stopped:
                fail(f"{what} waited for a lock when it was told to stop. {left}")
            waited = time.monotonic() - began
            if waited > self.seconds:
                fail(self.gives_up(what, left))
            if self.watcher.seen or waited > CHANGES:
                reminder.says(f"a lock that {what} needs; it is held by {self.watcher.words()}")
            time.sleep(BETWEEN)

    def begins(self):
        if not self.watcher.is_alive():
            self.watcher = Watcher()
            self.watcher.start()
        return time.monotonic()

    def gives_up(self, what, left):
        return (
            f"{what} did not get a lock in {self.seconds} s (migrations.lockSeconds). It is held by "
            f"{self.watcher.words()}. {left}. Wait until that ends, or end it (SELECT pg_terminate_backend(PID)); "
            "then type the same command again"
        )

    def limits(self, cursor):
        """For this transaction alone: what a session is told may be told to somebody else behind a pooler."""
        limit = LONG if self.watcher.gives_way() else SHORT
        cursor.execute(f"SELECT set_config('lock_timeout', {limit}, true), pg_backend_pid()")
        self.watcher.pid = cursor.fetchone()[1]


def code_of(error):
    """As psycopg has it, or psycopg2."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)


# What may run in a transaction of its own, and takes a table from everybody.
TAKES_A_TABLE = re.compile(r"\s*(ALTER|CREATE|DROP) (TABLE|INDEX|UNIQUE INDEX)\b(?!.*\bCONCURRENTLY\b)", re.I | re.S)


def patient_editor(editor, patience):
    class PatientEditor(editor):
        def execute(self, sql, params=()):
            if self.atomic_migration:
                with self.connection.cursor() as cursor:
                    patience.limits(cursor)
            elif not self.connection.in_atomic_block and TAKES_A_TABLE.match(str(sql)):
                left = "What its migration did before stays"
                return patience.tries(lambda: self.at_once(sql, params), f"{sql}", left)
            return super().execute(sql, params)

        def at_once(self, sql, params):
            with transaction.atomic(self.connection.alias), self.connection.cursor() as cursor:
                patience.limits(cursor)
                return super().execute(sql, params)

    return PatientEditor


def patient(apply_migration, patience, check):
    """A migration that is tried again begins with the state that it found, and is told of once."""

    def apply(executor, state, migration, *args, **kwargs):
        check()
        database, told = executor.connection, executor.progress_callback
        if database.vendor != "postgresql":
            return apply_migration(executor, state, migration, *args, **kwargs)

        def attempt():
            try:
                return apply_migration(executor, state.clone(), migration, *args, **kwargs)
            finally:
                executor.progress_callback = told and (lambda what, *more: what == "apply_start" or told(what, *more))

        database.SchemaEditorClass = patient_editor(type(database).SchemaEditorClass, patience)
        try:
            if not migration.atomic:
                return attempt()
            return patience.tries(attempt, f"migration {migration}", "Nothing of it is applied")
        finally:
            executor.progress_callback = told
            del database.SchemaEditorClass

    return apply


def migrate(check):
    patience = Patience(int(sys.argv[1]))
    # From here on a polite stop waits for the end, or for a lock that is not had: half a migration is worse than a late one.
    signal.signal(signal.SIGTERM, patience.stop)
    say("Applying migrations")
    MigrationExecutor.apply_migration = patient(MigrationExecutor.apply_migration, patience, check)
    call_command("migrate", interactive=False)
    say("Done: the database has every migration of this version.")


# Process 1 ignores SIGTERM unless told otherwise.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
django.setup()
database = Database()
until(database.answers, database.words)
with alone() as check:
    migrate(check)
