"""The program's own server settings, with one synchronous process.

HELHET_FREEZE=no leaves the heap to the collector.
"""

import os

from helhet.config.gunicorn import *  # noqa: F403

worker_class = "sync"
workers = threads = 1

if os.environ.get("HELHET_FREEZE") == "no":
    del when_ready  # noqa: F821
