"""What each role may do in the database, table by table; asked of PostgreSQL itself."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from helhet.audit.models import AuditEntry
from helhet.operations.roles import GRANTED, QUEUE_SEEN, Role, is_plain, statements
from helhet.people.models import Organisation, Person, Worker
from helhet.people.partition import AboutChild
from helhet.plans.models import Plan
from tests.cast import Cast, active_plan

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")

# Web, worker, statistics, support; s reads, i adds, u changes, d removes.
TRAIL = ("si", "si", "", "")
SEALS = ("s", "siu", "", "")
ABOUT_A_CHILD = ("siu", "siu", "", "")
REGISTER = ("siu", "siu", "s", "s")
PEOPLE_AT_WORK = ("siu", "siu", "", "")
PUBLIC = ("siu", "siu", "s", "s")
PUBLIC_WITH_NAMES = ("siu", "siu", "", "")
FOR_GOOD = ("si", "si", "s", "s")
PUBLIC_REMADE = ("siud", "siud", "s", "s")
FORGOTTEN = ("siud", "siud", "", "")
READ_ONLY = ("s", "s", "", "")
ELSE = {
    "django_migrations": READ_ONLY,
    "auth_permission": READ_ONLY,
    "auth_group": READ_ONLY,
    "auth_group_permissions": READ_ONLY,
    "django_content_type": READ_ONLY,
    "django_session": ("siud", "", "", ""),
    "django_tasks_database_dbtaskresult": ("si", "siud", "", ""),
    "people_organisation": REGISTER,
    "people_organisationchange": REGISTER,
    "people_service": REGISTER,
    "people_account": PEOPLE_AT_WORK,
    "people_worker": PEOPLE_AT_WORK,
    "people_membership": PEOPLE_AT_WORK,
    "people_cover": PEOPLE_AT_WORK,
    "people_appointment": PEOPLE_AT_WORK,
    "flow_flowcount": FOR_GOOD,
    "flow_flowrelease": FOR_GOOD,
    "learning_stepdone": FORGOTTEN,
    "indicators_import": PUBLIC,
    "indicators_release": PUBLIC,
    "indicators_value": PUBLIC,
    "library_editorialstep": TRAIL,
    "library_formeraddress": PUBLIC_REMADE,
    "library_item": PUBLIC_WITH_NAMES,
    "library_picture": PUBLIC_WITH_NAMES,
    "library_reviewcall": PUBLIC,
    "library_version": PUBLIC,
    "library_wording": PUBLIC,
    "priorities_challenge": PUBLIC_REMADE,
    "priorities_priority": PUBLIC_REMADE,
    "priorities_programme": PUBLIC_WITH_NAMES,
    "priorities_reading": PUBLIC,
    "priorities_runmeasure": PUBLIC_REMADE,
    "priorities_target": PUBLIC_REMADE,
    "search_posting": PUBLIC_REMADE,
    "search_searchtext": PUBLIC_REMADE,
    "measures_evidencegrade": PUBLIC,
    "measures_gradingsystem": PUBLIC,
    "measures_knownmeasure": PUBLIC,
    "feedback_feedback": FORGOTTEN,
    "feedback_reply": PUBLIC_WITH_NAMES,
    "feedback_tally": PUBLIC,
    "newsletter_interest": FORGOTTEN,
    "newsletter_issue": PUBLIC_WITH_NAMES,
    "newsletter_signup": FORGOTTEN,
    "newsletter_subscription": FORGOTTEN,
    "newsletter_writer": PUBLIC_WITH_NAMES,
    "post_mailing": PUBLIC,
    "post_mailingcopy": FORGOTTEN,
}


def declared() -> dict[str, tuple[str, ...]]:
    """What is to hold for every table there is, from what the models are."""
    children = {m._meta.db_table: ABOUT_A_CHILD for m in apps.get_models() if issubclass(m, AboutChild)}
    seals = [m for m in apps.get_models() if m._meta.app_label == "audit" and m is not AuditEntry]
    sealed = {m._meta.db_table: SEALS for m in seals}
    return {**ELSE, **children, **sealed, AuditEntry._meta.db_table: TRAIL}


def granted() -> dict[str, tuple[str, ...]]:
    """What does hold, for every table in the database."""
    held: dict[str, tuple[str, ...]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            row = []
            for role in GRANTED:
                cursor.execute(
                    f"SELECT {', '.join(f'has_table_privilege(%s, %s, {p!r})' for p in PRIVILEGES)}",
                    [role, table] * len(PRIVILEGES),
                )
                letters = zip("siudTRX", cursor.fetchone(), strict=True)
                row.append("".join(letter for letter, may in letters if may))
            held[table] = tuple(row)
    return held


def refused(act: Callable[[], Any]) -> str:
    """What PostgreSQL says when a role oversteps."""
    with pytest.raises(DatabaseError) as said, transaction.atomic():
        act()
    return str(said.value).splitlines()[0]


@postgresql
def test_every_table_is_open_as_declared_and_no_further(roles: None) -> None:
    assert granted() == declared()


@postgresql
def test_running_it_again_changes_nothing_and_takes_back_what_was_too_much(roles: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON people_person, audit_auditentry TO {Role.WEB}, {Role.STATISTICS}, PUBLIC")
        for statement in statements():
            cursor.execute(statement)
    assert granted() == declared()


@postgresql
def test_the_trail_cannot_be_changed_by_those_who_write_it(act_as: Callable[[Role], None], cast: Cast) -> None:
    active_plan(cast)
    table, no = AuditEntry._meta.db_table, "permission denied for table audit_auditentry"
    for role in (Role.WEB, Role.WORKER):
        act_as(role)
        with connection.cursor() as cursor:
            assert refused(lambda: cursor.execute(f'UPDATE "{table}" SET event = %s', ["x"])) == no
            assert refused(lambda: cursor.execute(f'DELETE FROM "{table}"')) == no
            assert refused(lambda: cursor.execute(f'TRUNCATE "{table}"')) == no
        assert AuditEntry.objects.exists()


@postgresql
@pytest.mark.parametrize("role", [Role.STATISTICS, Role.SUPPORT])
def test_those_who_count_or_help_read_nothing_about_a_child(
    act_as: Callable[[Role], None], cast: Cast, role: Role
) -> None:
    active_plan(cast)
    act_as(role)
    for model in apps.get_models():
        if issubclass(model, AboutChild) or model in (AuditEntry, Worker):
            table = model._meta.db_table
            assert refused(lambda: model._base_manager.exists()) == f"permission denied for table {table}"  # noqa: B023
    assert Organisation.objects.filter(name=cast.fjordvik.name).count() == 1


@postgresql
def test_support_sees_that_a_task_waits_and_not_about_whom(act_as: Callable[[Role], None]) -> None:
    act_as(Role.SUPPORT)
    queue, no = "django_tasks_database_dbtaskresult", "permission denied for table django_tasks_database_dbtaskresult"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(QUEUE_SEEN)} FROM {queue}")
        for hidden in ("args_kwargs", "traceback", "return_value"):
            assert refused(lambda: cursor.execute(f"SELECT {hidden} FROM {queue}")) == no  # noqa: B023


@postgresql
def test_a_new_table_is_closed_to_everybody_from_its_first_migration(act_as: Callable[[Role], None]) -> None:
    act_as(Role.OWNER)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plans_letter (id uuid PRIMARY KEY, municipality_id uuid)")
        cursor.execute("RESET ROLE")
    assert granted()["plans_letter"] == ("", "", "", "")


@postgresql
def test_nobody_can_sign_in_as_a_role_before_an_operator_says_so(roles: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'helhet_%' AND (rolcanlogin OR rolsuper)")
        assert cursor.fetchall() == []


def test_what_is_open_to_those_who_count_says_nothing_about_anybody() -> None:
    models = {model._meta.db_table: model for model in apps.get_models()}
    told = {table for table, may in declared().items() if any(may[2:])}
    assert {table for table in told if not is_plain(models[table])} == set()
    assert {one for one in told if one.startswith("people_")} == {
        "people_organisation",
        "people_organisationchange",
        "people_service",
    }
    assert [is_plain(model) for model in (Organisation, Worker, Person, Plan)] == [True, False, False, False]


def test_the_sql_can_be_read_before_it_is_run() -> None:
    out = StringIO()
    call_command("database_roles", "--print", stdout=out)
    assert out.getvalue() == ";\n".join(["BEGIN", *statements(), "COMMIT"]) + ";\n"


@pytest.mark.skipif(connection.vendor == "postgresql", reason="there it is done")
@pytest.mark.django_db
def test_sqlite_has_no_roles() -> None:
    with pytest.raises(CommandError, match="SQLite has none"):
        call_command("database_roles")
