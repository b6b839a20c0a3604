"""Criteria 27 and 24: to everyone else a note is indistinguishable from one that does not exist."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from helhet.access.door import Nothing
from helhet.audit.models import AuditEntry
from helhet.concerns.actions import ConcernRefused, mark_read, share_with_leader, write_note
from helhet.concerns.models import Concern
from helhet.concerns.queries import concern_for, my_notes
from helhet.people.keys import Key
from helhet.people.models import Account
from helhet.plans.queries.day import my_day
from helhet.post.models import Letter
from tests.cast import NOW, Cast, acting, after, employ
from tests.concerns.conftest import SignIn
from tests.concerns.story import address

STEPS = ("", "share/", "talk/", "no-talk/", "decide/", "report/")


def body(client: Client, path: str) -> tuple[int, bytes]:
    """What came back, but for the address itself and the token that is new each time."""
    answer: HttpResponse = client.get(path)
    content = answer.content.replace(path.encode(), b"")
    return answer.status_code, re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)


@pytest.mark.parametrize("name", ["rektor", "nils", "jonas", "amir"])
def test_27_all_others_get_the_very_bytes_of_an_unknown_address(
    name: str, cast: Cast, note: Concern, sign_in: SignIn
) -> None:
    client = sign_in(getattr(cast, name))
    unknown = Key(cast.fjordvik.pk, uuid4())
    nowhere = body(client, f"/notes/{unknown}/")
    assert nowhere[0] == 404
    for step in STEPS:
        assert body(client, address(note, step)) == body(client, f"/notes/{unknown}/{step}")
        assert body(client, address(note, step)) == nowhere


def test_a_guardian_and_someone_signed_out_have_no_notes_to_open(cast: Cast, note: Concern) -> None:
    cast.mona.account = Account.objects.create(key="mona")
    cast.mona.save()
    mona = Client()
    mona.force_login(cast.mona.account)
    assert [mona.get(path).status_code for path in ("/notes/", "/notes/new/", address(note))] == [404, 404, 404]
    with pytest.raises(Nothing):
        concern_for(cast.as_mona, note.key, at=NOW)


def test_a_closed_door_is_logged_as_closed(cast: Cast, note: Concern) -> None:
    with pytest.raises(Nothing):
        concern_for(cast.as_jonas, note.key, at=NOW)
    entry = AuditEntry.objects.get(outcome="refused")
    assert (entry.actor, entry.object, entry.child, entry.grounds) == (cast.jonas.pk, note.pk, note.child_id, [])


def test_the_authors_own_look_is_logged_with_its_ground(cast: Cast, note: Concern) -> None:
    concern_for(cast.as_kari, note.key, at=NOW)
    entry = AuditEntry.objects.get(outcome="read")
    assert (entry.event, entry.grounds) == ("worker:concern:read", ["note_author"])


def test_a_note_belongs_to_the_service_it_was_written_for(cast: Cast, note: Concern) -> None:
    employ(cast.kari, cast.clinic)
    with pytest.raises(Nothing):
        concern_for(acting(cast.kari, cast.clinic), note.key, at=NOW)


def test_shared_it_opens_to_the_leader_of_the_same_unit_and_to_nobody_else(cast: Cast, note: Concern) -> None:
    share_with_leader(concern=note, actor=cast.as_kari, at=NOW)
    assert concern_for(cast.as_rektor, note.key, at=NOW) == note
    for other in (cast.as_nils, cast.as_jonas, cast.as_pia, cast.as_amir, acting(cast.rektor, cast.clinic)):
        with pytest.raises(Nothing):
            concern_for(other, note.key, at=NOW)
    letter = Letter.objects.get()
    assert (letter.to_worker, letter.kind) == (cast.rektor, "news")


def test_health_personnel_share_by_their_own_act(cast: Cast) -> None:
    concern = write_note(
        service=cast.clinic,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        answers={"acute": "no", "saw_heard": "Sover lite"},
        actor=cast.as_jonas,
        at=NOW,
    )
    share_with_leader(concern=concern, actor=cast.as_jonas, at=NOW)
    concern_for(acting(cast.head_nurse, cast.clinic), concern.key, at=NOW)
    assert AuditEntry.objects.get(outcome="read").grounds == ["note_shared_health"]


def test_the_leader_reads_and_adds_nothing_but_that_it_is_read(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    share_with_leader(concern=note, actor=cast.as_kari, at=NOW)
    rektor = sign_in(cast.rektor)
    assert rektor.get(address(note)).status_code == 200
    assert [rektor.get(address(note, step)).status_code for step in STEPS[1:]] == [403] * 5
    assert rektor.post(address(note), {"version": "1", "child_name": "En annen"}).status_code == 403
    rektor.post(address(note, "read/"))
    note.refresh_from_db()
    assert (note.read_at, note.version, note.child.name) == (NOW, 1, "Ella")


def test_read_is_said_by_the_one_it_is_shared_with(cast: Cast, note: Concern) -> None:
    with pytest.raises(ConcernRefused):
        mark_read(concern=note, actor=cast.as_rektor, at=NOW)


def test_a_leader_who_wonders_has_nobody_above_to_share_with(cast: Cast) -> None:
    concern = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        answers={"acute": "no", "saw_heard": "Alene"},
        actor=cast.as_rektor,
        at=NOW,
    )
    with pytest.raises(ConcernRefused) as refused:
        share_with_leader(concern=concern, actor=cast.as_rektor, at=NOW)
    assert refused.value.code == "own_leader"


def test_the_list_shows_ones_own_and_what_is_shared_and_each_is_logged(cast: Cast, note: Concern) -> None:
    assert [my_notes(actor, at=NOW) for actor in (cast.as_rektor, cast.as_nils, cast.as_amir)] == [[], [], []]
    share_with_leader(concern=note, actor=cast.as_kari, at=NOW)
    assert [[one.concern for one in my_notes(actor, at=NOW)] for actor in (cast.as_kari, cast.as_rektor)] == [
        [note],
        [note],
    ]
    entries = AuditEntry.objects.filter(event="worker:concern:list").order_by("actor")
    assert {(entry.actor, *entry.grounds) for entry in entries} == {
        (cast.kari.pk, "note_author"),
        (cast.rektor.pk, "note_shared"),
    }


def test_three_notes_cost_as_many_queries_as_one(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    kari = sign_in(cast.kari)
    kari.get("/notes/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        kari.get("/notes/")
    for day in (1, 2):
        write_note(
            service=cast.school,
            municipality=cast.fjordvik,
            child_name="Noah",
            guide=cast.guide,
            actor=cast.as_kari,
            at=after(-day),
        )
    with CaptureQueriesContext(connection) as three:
        kari.get("/notes/")
    assert len(three) == len(one)


def test_no_page_title_and_no_address_holds_a_name(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    kari = sign_in(cast.kari)
    for path in ("/notes/", "/notes/new/", *(address(note, step) for step in STEPS)):
        title = re.search(r"<title>(.*?)</title>", kari.get(path).content.decode(), re.DOTALL)
        assert title is not None
        assert "Ella" not in title.group(1) + path


def test_a_shared_note_waits_for_the_leader_until_it_is_read_also_when_it_is_decided(cast: Cast, note: Concern) -> None:
    share_with_leader(concern=note, actor=cast.as_kari, at=NOW)
    Concern.objects.filter(pk=note.pk).update(decision="nothing", decided_at=NOW, decided_by=cast.kari)
    assert [one.code for one in my_day(cast.as_rektor, at=NOW)] == ["note"]
    mark_read(concern=note, actor=cast.as_rektor, at=NOW)
    assert my_day(cast.as_rektor, at=NOW) == ()
