"""How gunicorn serves the site: `gunicorn -c src/helhet/config/gunicorn.py helhet.config.wsgi`."""

import gc
import os

bind = f"127.0.0.1:{os.environ.get('HELHET_PORT', '8000')}"
worker_class = "gthread"
workers = 1
threads = 4
preload_app = True
control_socket_disable = True
loglevel = "warning"
graceful_timeout = 3


def when_ready(server: object) -> None:
    """Everything is loaded and nobody served yet: what is in memory now stays, and is never searched again."""
    gc.collect()
    gc.freeze()
