"""Runs inside the user's own image and prints what djcd must know of its migrations, as one line of JSON."""

import json

MARK = "DJCD-PROBE "


def operation_facts(operation):
    field = getattr(operation, "field", None)
    facts = {"kind": type(operation).__name__}
    for key in ("model_name", "name", "old_name", "new_name"):
        value = getattr(operation, key, None)
        if isinstance(value, str):
            facts[key] = value
    if field is not None:
        facts["null"] = bool(field.null)
        facts["many_to_many"] = bool(field.many_to_many)
        facts["database_default"] = has_database_default(field)
    return facts


def has_database_default(field):
    from django.db.models import NOT_PROVIDED

    return getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED


def flatten(operations):
    for operation in operations:
        inner = getattr(operation, "database_operations", None)
        if inner is None:
            yield operation
        else:
            yield from flatten(inner)


def pending_migrations(connection):
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [
        {
            "name": f"{migration.app_label}.{migration.name}",
            "operations": [operation_facts(operation) for operation in flatten(migration.operations)],
        }
        for migration, _backwards in plan
    ]


def probe():
    import django
    from django.db import connection

    django.setup()
    return {"django": django.get_version(), "vendor": connection.vendor, "pending": pending_migrations(connection)}


def main():
    try:
        facts = probe()
    except Exception as error:
        facts = {"error": f"{type(error).__name__}: {error}"}
    print(MARK + json.dumps(facts), flush=True)


main()
