"""Empties the folder that the workers count in, then becomes the server given as arguments.

Without a folder each worker would tell its own counts alone; with one from a run before, counts would be told twice.
A child stays and marks the workers that have ended: whoever tells the counts puts theirs together, for a server that
changes its workers every so many requests would leave files of each of them for ever.
"""

import glob
import os
import re
import shutil
import sys
import time

FOLDER = "/tmp/prometheus"
LOOK_EVERY_SECONDS = 5


def mark_ended():
    for path in glob.glob(os.path.join(FOLDER, "*_*.db")):
        pid = int(re.search(r"_(\d+)\.db$", path).group(1))
        if pid and not is_alive(pid):
            open(os.path.join(FOLDER, "%d.ended" % pid), "w").close()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def keep_marking():
    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        try:
            mark_ended()
        except OSError:
            # A file that went while it was looked at: it is looked at again.
            pass


shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = FOLDER
if os.fork() == 0:
    keep_marking()
os.execvp(sys.argv[1], sys.argv[1:])
