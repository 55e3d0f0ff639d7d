"""Waits until the database has the migrations that the code of this pod needs.

Arguments: --named and names such as shop.0002_price, or none at all: nothing to wait for. Without --named it waits until
`migrate --check` would find nothing to do.
"""

import signal
import sys
import time

import django
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

PAUSE = 1
REMIND = 30
SHOWN = 3


class Named:
    """Waits for migrations by name."""

    def __init__(self, names):
        self.needed = [tuple(name.split(".", 1)) for name in names]
        loader = MigrationLoader(None, load=False)
        loader.load_disk()
        self.replaces = {key: migration.replaces for key, migration in loader.disk_migrations.items()}

    def missing(self):
        applied = set(MigrationRecorder(connection).applied_migrations())
        return [".".join(key) for key in self.needed if not self.has(applied, key)]

    def has(self, applied, key):
        """A squash and what it replaces are two names for one thing: the database may know either."""
        replaced = self.replaces.get(key, [])
        return (
            key in applied
            or any(key in names and squash in applied for squash, names in self.replaces.items())
            or (bool(replaced) and all(self.has(applied, tuple(one)) for one in replaced))
        )


class Every:
    """Waits for all migrations that this image has."""

    def missing(self):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def reason(wanted):
    """What is still waited for, in words; empty when nothing is."""
    try:
        missing = wanted.missing()
    except (OperationalError, InterfaceError) as error:
        return f"the database, which says: {' '.join(str(error).split())}"
    finally:
        connection.close()
    more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
    return f"migrations: {', '.join(missing[:SHOWN])}{more}" if missing else ""


def wait(wanted):
    said, when = None, 0.0
    while waiting := reason(wanted):
        if waiting != said or time.monotonic() - when > REMIND:
            print(f"Waiting for {waiting}", flush=True)
            said, when = waiting, time.monotonic()
        time.sleep(PAUSE)
    print("All migrations that this version needs are applied.", flush=True)


# Process 1 ignores SIGTERM unless told otherwise, and a pod that still waits would take its whole grace period to go.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
django.setup()
wait(Named(sys.argv[2:]) if sys.argv[1:2] == ["--named"] else Every())
