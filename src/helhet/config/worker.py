"""`python -m helhet.config.worker`: the one process that delivers letters and watches the days."""

from django.utils.crypto import get_random_string

from helhet.config.start import begin


def main() -> None:
    """Work through the queue until told to stop (SIGTERM or Ctrl-C); the task at hand is finished first."""
    begin()
    from django_tasks_db.management.commands.db_worker import Worker

    from helhet.plans.tasks import keep_ticking
    from helhet.web.clock import now

    keep_ticking(from_at=now())
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


if __name__ == "__main__":
    main()
