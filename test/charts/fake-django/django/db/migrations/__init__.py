import json
import os
import sys

WORLD = json.loads(os.environ["WORLD"])


def key(name):
    return tuple(name.split("."))


def applied():
    """What the database knows when it is asked again: one step of the story further; a text is an error."""
    if not WORLD["applied"]:
        sys.exit("The story ends, and the pod would wait on.")
    now = WORLD["applied"].pop(0)
    if isinstance(now, str):
        from django.db import OperationalError

        raise OperationalError(now)
    return {key(name) for name in now}
