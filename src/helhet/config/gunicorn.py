"""How gunicorn serves the site: `gunicorn -c src/helhet/config/gunicorn.py helhet.config.wsgi`.

Everything is loaded once, before there are processes to share it; a process is never replaced for its age. What a
request may take is the database's to end (HELHET_STATEMENT_SECONDS), so that it is undone and said; `timeout` is for
a process that no longer answers at all.
"""

import gc
import os

DEMO = os.environ.get("HELHET_DEMO") == "yes"

bind = f"127.0.0.1:{os.environ.get('HELHET_PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("HELHET_WORKERS", "1"))
threads = int(os.environ.get("HELHET_THREADS", "4"))
preload_app = True
max_requests = 0
keepalive = 5
timeout = 60
graceful_timeout = int(os.environ.get("HELHET_STOP_SECONDS", "3" if DEMO else "20"))
control_socket_disable = True
loglevel = "warning"


def when_ready(server: object) -> None:
    """Everything is loaded and nobody served yet: what is in memory now stays, and is never searched again."""
    from helhet.config.start import warm_up

    warm_up()
    gc.collect()
    gc.freeze()
