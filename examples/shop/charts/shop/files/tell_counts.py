"""Tells Prometheus what all workers of this pod have counted, on the port given: no view of the project is needed,
no host is checked, and workers that are busy do not keep it waiting.
"""

import os
import signal
import sys

FOLDER = "/tmp/prometheus"

os.makedirs(FOLDER, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = FOLDER

from prometheus_client import CollectorRegistry, start_http_server  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

# As process 1 it would not end by itself when it is told to.
ends = {signal.SIGTERM, signal.SIGINT}
signal.pthread_sigmask(signal.SIG_BLOCK, ends)

registry = CollectorRegistry()
MultiProcessCollector(registry)
start_http_server(int(sys.argv[1]), registry=registry)
signal.sigwait(ends)
