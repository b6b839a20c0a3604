"""`python -m helhet.config.worker`: the one process for letters, days that come, sealing the log, and counting."""

from django.utils.crypto import get_random_string

from helhet.config.start import CannotStart, begin, stop_on_fault


def main() -> None:
    """Work through the queue until told to stop (SIGTERM or Ctrl-C); the task at hand is finished first."""
    begin()
    stop_on_fault(check_seal_key)
    learn_sizes()
    from django_tasks_db.management.commands.db_worker import Worker

    from helhet.audit.tasks import keep_sealing
    from helhet.flow.tasks import keep_counting
    from helhet.library.tasks import keep_publishing
    from helhet.newsletter.tasks import keep_tidy
    from helhet.plans.tasks import keep_ticking
    from helhet.web.clock import now

    keep_sealing(from_at=now())
    keep_ticking(from_at=now())
    keep_counting(from_at=now())
    keep_tidy(from_at=now())
    keep_publishing(from_at=now())
    worker = Worker(
        queue_names=["default"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def learn_sizes() -> None:
    """Let SQLite count its tables, some of each: it chooses its ways by them, and never looks by itself.

    PostgreSQL does.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def check_seal_key() -> None:
    """The key that seals the log is there. Raises CannotStart: rows without a seal could be changed unseen."""
    from helhet.audit.sealing.key import NoKey
    from helhet.audit.tasks import seal_key

    try:
        seal_key()
    except NoKey as fault:
        raise CannotStart(str(fault)) from fault


if __name__ == "__main__":
    main()
