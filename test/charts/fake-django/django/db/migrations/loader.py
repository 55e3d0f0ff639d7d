from types import SimpleNamespace

from . import WORLD, key


class MigrationLoader:
    def __init__(self, connection, load=True):
        self.disk_migrations = {}

    def load_disk(self):
        for name, replaces in WORLD["image"].items():
            self.disk_migrations[key(name)] = SimpleNamespace(replaces=[key(one) for one in replaces])
