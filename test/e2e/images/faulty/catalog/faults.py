"""What is wrong with a version, as its environment says: FAULT=errors, slow, column or leak; without it, nothing is.

DELAY is what the page takes in every version, in seconds.
"""

import itertools
import os
import time

from django.db import connection

FAULT = os.environ.get("FAULT", "")
DELAY = float(os.environ.get("DELAY", "0"))

_requests = itertools.count(1)
_leaked = []


def of(view):
    def faulty(*args, **kwargs):
        time.sleep(DELAY)
        FAULTS[FAULT](next(_requests))
        return view(*args, **kwargs)

    return faulty


def errors(number):
    if number % 20 == 0:
        raise RuntimeError("one in twenty")


def slow(number):
    time.sleep(DELAY)


def column(number):
    if number % 50 == 0:
        with connection.cursor() as cursor:
            cursor.execute("SELECT colour FROM catalog_product")


def leak(number):
    _leaked.append(bytearray(os.urandom(1024) * 1024))


FAULTS = {"": lambda number: None, "errors": errors, "slow": slow, "column": column, "leak": leak}
