"""A database from before the vault: its words are sealed by the migrations, and opened again on the way back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from helhet.access.models import Consent
from helhet.concerns.models import Concern, ConcernTalk
from helhet.people.models import Guardianship, Person
from helhet.people.queries import person_with
from helhet.plans.models import Entry, Meeting, Plan
from tests.cast import NOW, TODAY
from tests.vault.conftest import stored

BEFORE = [
    ("people", "0004_more_kinds_of_services"),
    ("access", "0004_grants_say_about_whom"),
    ("concerns", "0001_initial"),
    ("plans", "0004_entries_say_about_whom"),
]
WORDS = "Skrevet før hvelvet kom: \\x41 «æøå»"
NUMBER = "03831712345"

pytestmark = [pytest.mark.concurrent, pytest.mark.django_db(transaction=True)]


def migrate(to: list[tuple[str, str]]) -> Any:
    """Bring the database to a state, and give its tables as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def before() -> Iterator[Any]:
    """The tables as they were; afterwards they are as they shall be."""
    yield migrate(BEFORE)
    now()


def now() -> None:
    """Every room, since some that stand on these go back along with them."""
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def rows(apps: Any) -> dict[str, Any]:
    """One of each that holds words, as an older program wrote it."""

    def make(label: str, **fields: Any) -> Any:
        return apps.get_model(label).objects.create(**fields)

    place = make("people.organisation", kind="municipality", code="9901", name="Fjordvik", short_name="Fjordvik")
    account = make("people.account", key="kari", password="")
    kari = make("people.worker", account=account, name="Kari", title="lærer", email="kari@fjordvik.example")
    school = make("people.service", organisation=place, type="primary_school", name="Skole", leader=kari)
    here = {"municipality": place}
    ella = make("people.person", **here, name="Ella", born_on=date(2017, 3, 3), national_id=NUMBER)
    mona = make("people.person", **here, name="Mona")
    tie = make("people.guardianship", **here, child=ella, guardian=mona, relation="mor", known_on=TODAY, until_on=TODAY)
    consent = make(
        "access.consent", **here, child=ella, matter=ella.pk, purpose=WORDS, from_on=TODAY, until_on=TODAY,
        asked_at=NOW, asked_by=kari,
    )  # fmt: skip
    concern = make(
        "concerns.concern", **here, child=ella, service=school, author=kari, guide="g", guide_version=1,
        answers={"acute": "no", "saw": WORDS}, written_at=NOW, changed_at=NOW,
    )  # fmt: skip
    talk = make(
        "concerns.concerntalk", **here, concern=concern, talked_with="child", held_on=TODAY, words=WORDS,
        noted_at=NOW, noted_by=kari,
    )  # fmt: skip
    plan = make(
        "plans.plan", **here, type="relay_log", guide="g", guide_version=1, child=ella, purpose=WORDS, status="draft",
        level="1", service=school, author=kari, opened_at=NOW,
    )  # fmt: skip
    entry = make(
        "plans.entry", **here, plan=plan, child=ella, about=ella, kind="note", information_type="school",
        regime="general", service=school, source=school, author=kari, written_at=NOW, text=WORDS,
    )  # fmt: skip
    meeting = make(
        "plans.meeting", **here, plan=plan, kind="planning", held_on=TODAY, planned_at=NOW, planned_by=kari,
        agreed_beforehand=WORDS, asks_child=kari,
    )  # fmt: skip
    return {
        "ella": ella.pk, "mona": mona.pk, "tie": tie.pk, "consent": consent.pk, "concern": concern.pk,
        "talk": talk.pk, "plan": plan.pk, "entry": entry.pk, "meeting": meeting.pk, "place": place.pk,
    }  # fmt: skip


def test_the_words_are_sealed_and_read_as_before_and_the_way_back_opens_them(before: Any) -> None:
    """One story: each leg of it goes through every room's steps."""
    made = rows(before)
    now()
    ella = Person.objects.get(pk=made["ella"])
    entry = Entry.objects.get(pk=made["entry"])
    read = [
        Consent.objects.get(pk=made["consent"]).purpose,
        Concern.objects.get(pk=made["concern"]).answers["saw"],
        ConcernTalk.objects.get(pk=made["talk"]).words,
        Plan.objects.get(pk=made["plan"]).purpose,
        entry.text,
        Meeting.objects.get(pk=made["meeting"]).agreed_beforehand,
    ]
    assert read == [WORDS] * 6
    assert WORDS.encode() not in stored(entry, "text")
    assert (ella.national_id, Person.objects.get(pk=made["mona"]).national_id) == (NUMBER, "")
    assert person_with(NUMBER, municipality=made["place"]) == ella
    assert Guardianship.objects.get(pk=made["tie"]).relation == "mor"
    assert entry.child == ella

    apps = migrate(BEFORE)
    assert apps.get_model("plans.entry").objects.get(pk=made["entry"]).text == WORDS
    assert apps.get_model("concerns.concern").objects.get(pk=made["concern"]).answers == {"acute": "no", "saw": WORDS}
    assert apps.get_model("people.person").objects.get(pk=made["ella"]).national_id == NUMBER
