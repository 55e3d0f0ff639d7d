"""Lets a migration go wrong as the environment asks: TRIAL_0004=hangs, TRIAL_0005=fails."""

import os
import time


def trial(number):
    def act(apps, schema_editor):
        asked = os.environ.get(f"TRIAL_{number}")
        if asked == "hangs":
            time.sleep(30)
        if asked:
            raise RuntimeError(f"{number} {asked}")

    return act
