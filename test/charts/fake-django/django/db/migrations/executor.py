from types import SimpleNamespace

from . import WORLD, applied, key


class MigrationExecutor:
    def __init__(self, connection):
        self.loader = SimpleNamespace(graph=SimpleNamespace(leaf_nodes=lambda: [key(name) for name in WORLD["image"]]))

    def migration_plan(self, targets):
        done = applied()
        return [(SimpleNamespace(app_label=app, name=name), False) for app, name in targets if (app, name) not in done]
