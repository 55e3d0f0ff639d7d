"""Tells Prometheus what all workers of this pod have counted, on the port given: no view of the project is needed,
no host is checked, and workers that are busy do not keep it waiting.

The counts of workers that have ended are put together into one file of each kind, under the process number 0.
"""

import glob
import os
import signal
import struct
import sys
import threading
import time

FOLDER = "/tmp/prometheus"

os.makedirs(FOLDER, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = FOLDER

from prometheus_client import CollectorRegistry, start_http_server  # noqa: E402
from prometheus_client.mmap_dict import MmapedDict  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

FOLD_EVERY_SECONDS = 30

# How two values become one; gauges of other kinds say nothing once their worker has ended.
TOGETHER = {
    "counter": lambda one, other: one + other,
    "histogram": lambda one, other: one + other,
    "summary": lambda one, other: one + other,
    "gauge_sum": lambda one, other: one + other,
    "gauge_max": max,
    "gauge_min": min,
}


def values_in(path):
    # One that ended before it had counted anything leaves an empty file.
    if os.path.getsize(path) == 0:
        return {}
    # Newer versions tell a time between value and position.
    return {row[0]: row[1] for row in MmapedDict.read_all_values_from_file(path)}


def fold(path, into, together):
    known = values_in(into) if os.path.exists(into) else {}
    file = MmapedDict(into)
    for key, value in values_in(path).items():
        write(file, key, together(known[key], value) if key in known else value)
    file.close()


def write(file, key, value):
    # Newer versions want a time too.
    takes_time = MmapedDict.write_value.__code__.co_argcount > 3
    file.write_value(key, value, 0.0) if takes_time else file.write_value(key, value)


def fold_ended():
    for mark in glob.glob(os.path.join(FOLDER, "*.ended")):
        pid = os.path.basename(mark)[: -len(".ended")]
        for path in glob.glob(os.path.join(FOLDER, "*_%s.db" % pid)):
            kind = os.path.basename(path).rsplit("_", 1)[0]
            if kind in TOGETHER:
                fold(path, os.path.join(FOLDER, "%s_0.db" % kind), TOGETHER[kind])
            os.remove(path)
        os.remove(mark)


class Folding(MultiProcessCollector):
    """Nobody reads while files are put together."""

    lock = threading.Lock()

    def fold(self):
        with self.lock:
            fold_ended()

    def collect(self):
        with self.lock:
            fold_ended()
            return self.read()

    def read(self, tries=5):
        # A worker that begins just now makes its files, and for a moment they are empty.
        try:
            return list(super().collect())
        except struct.error:
            if tries == 1:
                raise
        time.sleep(0.05)
        return self.read(tries - 1)


# As process 1 it would not end by itself when it is told to.
ends = {signal.SIGTERM, signal.SIGINT}
signal.pthread_sigmask(signal.SIG_BLOCK, ends)

registry = CollectorRegistry()
collector = Folding(registry)
start_http_server(int(sys.argv[1]), registry=registry)
while signal.sigtimedwait(ends, FOLD_EVERY_SECONDS) is None:
    # Where nobody asks, files would gather too.
    collector.fold()
