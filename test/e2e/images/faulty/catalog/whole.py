"""Settings of gunicorn: when the kernel ends a worker for want of memory, the container ends.

With cgroup v2 the kernel ends all of a container by itself; with v1 one process of it, and nobody is told.
"""

import os


def child_exit(server, worker):
    # A server that is told to end closes its listeners first.
    if server.LISTENERS:
        os._exit(137)
