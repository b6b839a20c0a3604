"""Who may do what in a PostgreSQL database: five roles, and plain grants made from the models.

What is not granted here is closed, a new table to everybody but its owner. Nobody can sign in as any of them before an
operator says so (`ALTER ROLE … LOGIN`); no password is made or known here.
"""

from collections.abc import Iterator
from enum import StrEnum

from django.db.migrations.recorder import MigrationRecorder

from helhet.operations.placement import Model, Placement, placement, tables

Rights = frozenset[str]

NOTHING: Rights = frozenset()
READ: Rights = frozenset({"SELECT"})
APPEND = READ | {"INSERT"}
WRITE = APPEND | {"UPDATE"}
ALL = WRITE | {"DELETE"}


class Role(StrEnum):
    """A role in the database."""

    OWNER = "helhet_owner"  # changes tables: migrations, the registry, retention
    WEB = "helhet_web"  # serves pages
    WORKER = "helhet_worker"  # delivers letters, watches the days, seals the trail
    STATISTICS = "helhet_statistics"  # counts; nothing about a child
    SUPPORT = "helhet_support"  # sees whether the machinery runs; nothing about a child


GRANTED = (Role.WEB, Role.WORKER, Role.STATISTICS, Role.SUPPORT)

QUEUE = "django_tasks_database.DBTaskResult"
QUEUE_SEEN = (
    "id", "status", "priority", "queue_name", "task_path", "backend_name", "enqueued_at", "started_at", "finished_at",
    "run_after", "exception_class_path",
)  # fmt: skip
"""What support sees of a task: not its arguments, which name a row, nor its traceback: of a fault the kind will do."""

TRAIL = "audit.AuditEntry"
SESSION = "sessions.Session"
MIGRATIONS = MigrationRecorder.Migration._meta.db_table


FORGOTTEN = frozenset(
    {
        "feedback.Feedback", "learning.StepDone", "library.FormerAddress", "newsletter.Interest", "newsletter.SignUp",
        "newsletter.Subscription", "post.MailingCopy", "priorities.Challenge", "priorities.Priority",
        "priorities.RunMeasure", "priorities.Target", "search.Posting", "search.SearchText",
    }
)  # fmt: skip
"""About no child, and deleted by the site itself: a reader who leaves, a part of a draft, what is of no more use."""

FOR_GOOD = frozenset({"flow.FlowCount", "flow.FlowRelease", "library.EditorialStep"})
"""About no child, and never changed: what was told of many, and who read what before it came out."""


def rights(role: Role, model: Model) -> Rights:
    """What a role may do with a whole table. The owner's are its own and stand nowhere."""
    if role not in (Role.WEB, Role.WORKER):
        return READ if placement(model) is Placement.REFERENCE and is_plain(model) else NOTHING
    if placement(model) is Placement.DISTRIBUTED:
        return _with_a_municipality(role, model)
    if placement(model) is Placement.REFERENCE:
        return ALL if model._meta.label in FORGOTTEN else APPEND if model._meta.label in FOR_GOOD else WRITE
    if model._meta.label == SESSION:
        return ALL if role is Role.WEB else NOTHING
    if model._meta.label == QUEUE:
        return ALL if role is Role.WORKER else APPEND
    return READ


def _with_a_municipality(role: Role, model: Model) -> Rights:
    """Nothing about a child is removed by the site. The trail is only added to, and its seals are the worker's."""
    if model._meta.label == TRAIL:
        return APPEND
    if model._meta.app_label == "audit" and role is Role.WEB:
        return READ
    return WRITE


def is_plain(model: Model) -> bool:
    """A table in which nothing says who somebody is, or anything about them."""
    privacy = getattr(model, "Privacy", None)
    return privacy is not None and not privacy.identifying and not privacy.sensitive


def statements() -> list[str]:
    """The SQL that makes it so, whatever was before. To be run as a whole, in one transaction, by a superuser."""
    return [*_roles(), *_database(), *_ownership(), *_grants()]


def _roles() -> Iterator[str]:
    for role in Role:
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )


def _database() -> Iterator[str]:
    every = ", ".join(Role)
    yield (
        "DO $$ BEGIN "
        "EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()); "
        f"EXECUTE format('GRANT CONNECT ON DATABASE %I TO {every}', current_database()); END $$"
    )
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {every}"
    yield f"GRANT CREATE ON SCHEMA public TO {Role.OWNER}"
    yield (
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {Role.OWNER} IN SCHEMA public "
        f"REVOKE ALL ON TABLES FROM PUBLIC, {', '.join(GRANTED)}"
    )


def _ownership() -> Iterator[str]:
    for table in _names():
        yield f'ALTER TABLE "{table}" OWNER TO {Role.OWNER}'


def _grants() -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {', '.join(GRANTED)}"
    for role in GRANTED:
        for model in tables():
            granted = rights(role, model)
            if granted:
                yield f'GRANT {", ".join(sorted(granted))} ON "{model._meta.db_table}" TO {role}'
    yield f'GRANT SELECT ON "{MIGRATIONS}" TO {Role.WEB}, {Role.WORKER}'
    queue = next(model._meta.db_table for model in tables() if model._meta.label == QUEUE)
    yield f'GRANT SELECT ({", ".join(QUEUE_SEEN)}) ON "{queue}" TO {Role.SUPPORT}'


def _names() -> list[str]:
    return sorted([MIGRATIONS, *(model._meta.db_table for model in tables())])
