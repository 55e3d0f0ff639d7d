"""Empties the folder that the workers count in, then becomes the server given as arguments.

Without a folder each worker would tell its own counts alone; with one from a run before, counts would be told twice.
"""

import os
import shutil
import sys

FOLDER = "/tmp/prometheus"

shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = FOLDER
os.execvp(sys.argv[1], sys.argv[1:])
