"""What is wrong with a version, as its environment says: FAULT=errors, slow, column or leak; without it, nothing is.

In every version the page takes DELAY seconds, and with NOISE=on a little more by chance, and one request in 500 fails.
"""

import itertools
import os
import random
import time

from django.db import connection

FAULT = os.environ.get("FAULT", "")
DELAY = float(os.environ.get("DELAY", "0"))
NOISE = os.environ.get("NOISE") == "on"

_requests = itertools.count(1)
_leaked = []


def of(view):
    def faulty(*args, **kwargs):
        time.sleep(DELAY)
        number = next(_requests)
        if NOISE:
            make_noise(number)
        FAULTS[FAULT](number)
        return view(*args, **kwargs)

    return faulty


def make_noise(number):
    time.sleep(random.expovariate(1 / 0.01))
    if number % 500 == 0:
        raise RuntimeError("one in five hundred")


def errors(number):
    if number % 20 == 0:
        raise RuntimeError("one in twenty")


def slow(number):
    time.sleep(DELAY)


def column(number):
    if number % 50 == 0:
        no_column()


def no_column(_request=None):
    with connection.cursor() as cursor:
        cursor.execute("SELECT colour FROM catalog_product")


def leak(number):
    _leaked.append(bytearray(os.urandom(1024) * 1024))


FAULTS = {"": lambda number: None, "errors": errors, "slow": slow, "column": column, "leak": leak}
