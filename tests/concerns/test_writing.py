"""She writes on a phone, in under two minutes, and nothing she types is lost."""

from datetime import date

import pytest

from helhet.audit.models import AuditEntry
from helhet.concerns.actions import ConcernRefused, Conflict, NotTheAuthor, save_note, share_with_leader, write_note
from helhet.concerns.forms import BeginForm, NoteForm
from helhet.concerns.models import Concern
from helhet.concerns.queries import municipalities_for, unfinished
from helhet.core.services import ServiceType
from helhet.people.models import Organisation, Person
from tests.cast import NOW, TODAY, Cast, acting, after, service, worker
from tests.concerns.conftest import WRITTEN, SignIn
from tests.concerns.story import address
from tests.web.markup import elements, one


def save(note: Concern, cast: Cast, answers: dict[str, str], *, version: int) -> Concern:
    return save_note(
        concern=note,
        version=version,
        answers=answers,
        child_name="Ella",
        born_on=None,
        actor=cast.as_kari,
        at=after(1),
    )


def test_two_answers_are_required_to_share_a_note_and_a_name_to_begin_it(cast: Cast, note: Concern) -> None:
    begin = BeginForm(municipalities=municipalities_for(cast.school, on=TODAY))
    assert [name for name, field in begin.fields.items() if field.required] == ["child_name"]
    form = NoteForm(concern=note)
    assert [name for name, field in form.fields.items() if field.required] == ["acute", "saw_heard"]


def test_acute_is_asked_before_all_else(note: Concern) -> None:
    assert next(iter(NoteForm(concern=note).fields)) == "acute"


def test_a_child_is_a_new_row_each_time_and_nobody_is_looked_up(cast: Cast, note: Concern) -> None:
    again = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        actor=cast.as_nils,
        at=NOW,
    )
    assert Person.objects.filter(name="Ella").count() == 3  # the cast's own, Kari's, Nils's
    assert again.child != note.child


def test_a_half_finished_note_is_kept_as_it_is(cast: Cast, note: Concern) -> None:
    saved = save(note, cast, {"child_said": "«Vet ikke.»"}, version=1)
    assert (saved.answers, saved.version) == ({"child_said": "«Vet ikke.»"}, 2)
    assert [field.key for field in unfinished(saved)] == ["acute", "saw_heard"]
    with pytest.raises(ConcernRefused) as refused:
        share_with_leader(concern=saved, actor=cast.as_kari, at=NOW)
    assert refused.value.code == "incomplete"


def test_two_tabs_never_overwrite_one_another(cast: Cast, note: Concern) -> None:
    save(note, cast, WRITTEN | {"saw_heard": "Fra den ene fanen"}, version=1)
    with pytest.raises(Conflict) as conflict:
        save(note, cast, WRITTEN | {"saw_heard": "Fra den andre fanen"}, version=1)
    assert conflict.value.current.answers["saw_heard"] == "Fra den ene fanen"
    note.refresh_from_db()
    assert note.answers["saw_heard"] == "Fra den ene fanen"


def test_the_same_words_sent_twice_after_a_lost_answer_are_one_change(cast: Cast, note: Concern) -> None:
    first = save(note, cast, {"saw_heard": "Alene"}, version=1)
    second = save(note, cast, {"saw_heard": "Alene"}, version=1)
    assert (first.version, second.version) == (2, 2)


def test_only_the_author_writes(cast: Cast, note: Concern) -> None:
    for other in (cast.as_rektor, cast.as_nils, cast.as_jonas, cast.as_amir, acting(cast.kari, cast.clinic)):
        with pytest.raises(NotTheAuthor):
            save_note(concern=note, version=1, answers={}, child_name="Ella", born_on=None, actor=other, at=NOW)


def test_a_note_is_begun_in_the_authors_own_service_and_municipality(cast: Cast) -> None:
    with pytest.raises(NotTheAuthor):
        write_note(
            service=cast.clinic,
            municipality=cast.fjordvik,
            child_name="Ella",
            guide=cast.guide,
            actor=cast.as_kari,
            at=NOW,
        )
    with pytest.raises(ConcernRefused) as refused:
        write_note(
            service=cast.school,
            municipality=cast.next_door,
            child_name="Ella",
            guide=cast.guide,
            actor=cast.as_kari,
            at=NOW,
        )
    assert refused.value.code == "elsewhere"


def test_a_county_school_and_a_hospital_say_which_of_the_countys_municipalities(cast: Cast) -> None:
    county = cast.fjordvik.parent
    assert county is not None
    hospital = Organisation.objects.create(kind="hospital", code="H", name="Fjordsykehuset", parent=county)
    gone = Organisation.objects.create(
        kind="municipality", code="9903", name="Gamle", short_name="Gamle", parent=county, valid_until=date(2020, 1, 1)
    )
    for owner, kind in ((county, ServiceType.UPPER_SECONDARY), (hospital, ServiceType.BUP)):
        where = service(owner, kind, "Tjenesten", leader=worker(f"Leder-{owner.code}"))
        assert list(municipalities_for(where, on=TODAY)) == [cast.fjordvik, cast.next_door]
        assert list(BeginForm(municipalities=municipalities_for(where, on=TODAY)).fields) == [
            "child_name",
            "municipality",
        ]
        concern = write_note(
            service=where,
            municipality=cast.next_door,
            child_name="Ella",
            guide=cast.guide,
            actor=acting(where.leader, where),
            at=NOW,
        )
        assert concern.municipality == cast.next_door
    assert gone.valid_until == date(2020, 1, 1)


def test_begin_write_and_come_back_in_a_browser(cast: Cast, sign_in: SignIn) -> None:
    kari = sign_in(cast.kari)
    begun = kari.post("/notes/new/", {"child_name": "Ella"})
    page = begun.headers["Location"]
    saved = kari.post(page, {"version": "1", "child_name": "Ella", "acute": "no", "saw_heard": "Alene\r\nved gjerdet"})
    assert (saved.status_code, saved.headers["Location"]) == (302, page)
    concern = Concern.objects.get(author=cast.kari)
    assert concern.answers == {"acute": "no", "saw_heard": "Alene\nved gjerdet"}
    assert "Alene\nved gjerdet" in kari.get(page).content.decode()


def test_the_note_saves_itself(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    answer = sign_in(cast.kari).post(
        address(note),
        {"version": "1", "child_name": "Ella", "saw_heard": "Alene"},
        headers={"X-Requested-With": "autosave"},
    )
    assert (answer.status_code, answer.json()) == (200, {"version": 2, "saved_at": NOW.isoformat()})


def test_a_text_that_is_too_long_and_a_day_that_is_none_lose_nothing(
    cast: Cast, note: Concern, sign_in: SignIn
) -> None:
    long = "a" * 5000
    sent = {
        "version": "1",
        "child_name": "Ella",
        "saw_heard": long,
        "child_born_on": "31.02.2017",
        "how_long": "nonsense",
    }
    answer = sign_in(cast.kari).post(address(note), sent)
    assert answer.status_code == 422
    note.refresh_from_db()
    assert (note.answers, note.child.born_on) == ({"saw_heard": long}, None)
    assert [field.key for field in unfinished(note)] == ["acute", "saw_heard"]


AUTOSAVE = {"X-Requested-With": "autosave"}


def test_two_tabs_that_touched_different_fields_are_put_together(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    kari = sign_in(cast.kari)
    html = kari.get(address(note)).content.decode()
    begun = {"version": "1", "base": one(html, "input", name="base")["value"]}
    same = WRITTEN | {"child_name": "Ella"}
    kari.post(address(note), same | begun | {"saw_heard": "Fra den ene", "child_name": "Ella Sand"})
    answer = kari.post(address(note), same | begun | {"child_said": "«Jo.»"}, headers=AUTOSAVE)
    assert answer.json() == {
        "version": 3,
        "saved_at": NOW.isoformat(),
        "fields": {"saw_heard": "Fra den ene", "child_name": "Ella Sand"},
    }
    note.refresh_from_db()
    assert note.answers == WRITTEN | {"saw_heard": "Fra den ene", "child_said": "«Jo.»"}
    assert note.child.name == "Ella Sand"


def test_where_both_tabs_have_written_one_chooses_and_loses_nothing_else(
    cast: Cast, note: Concern, sign_in: SignIn
) -> None:
    kari = sign_in(cast.kari)
    begun = {"version": "1", "base": one(kari.get(address(note)).content.decode(), "input", name="base")["value"]}
    same = WRITTEN | {"child_name": "Ella"}
    kari.post(address(note), same | begun | {"saw_heard": "Den ene", "child_said": "«Vet ikke.»"})
    for headers in ({}, AUTOSAVE):
        answer = kari.post(address(note), same | begun | {"saw_heard": "Den andre"}, headers=headers)
        assert answer.status_code == 409
    panel = answer.content.decode()
    assert one(panel, "h2").text == "You have written here in another tab too"
    asked = elements(panel, "input", type="radio")
    assert [(one["name"], one["value"]) for one in asked] == [("saw_heard", "Den andre"), ("saw_heard", "Den ene")]
    settled = {one["name"]: one["value"] for one in elements(panel, "input", type="hidden")}
    assert settled["child_said"] == "«Vet ikke.»"
    kari.post(address(note), settled | {"saw_heard": "Den ene"})
    note.refresh_from_db()
    assert note.answers == WRITTEN | {"saw_heard": "Den ene", "child_said": "«Vet ikke.»"}


def test_words_sent_by_somebody_else_in_the_same_browser_come_back_to_them(
    cast: Cast, note: Concern, sign_in: SignIn
) -> None:
    from_us = {"Sec-Fetch-Site": "same-origin"}
    answer = sign_in(cast.nils).post(address(note), {"saw_heard": "Satt alene hele dagen"}, headers=from_us)
    assert (answer.status_code, one(answer.content.decode(), "h1").text) == (404, "Not sent yet")
    assert one(answer.content.decode(), "textarea", name="saw_heard").text == "Satt alene hele dagen"
    note.refresh_from_db()
    assert note.answers == WRITTEN


def test_what_was_typed_in_a_tab_left_open_past_the_decision_is_shown_again(
    cast: Cast, note: Concern, sign_in: SignIn
) -> None:
    Concern.objects.filter(pk=note.pk).update(decision="nothing", decided_at=NOW, decided_by=cast.kari)
    answer = sign_in(cast.kari).post(address(note), {"version": "1", "child_name": "Ella", "saw_heard": "Sent ute"})
    assert answer.status_code == 422
    assert "Sent ute" in answer.content.decode()


def test_every_change_leaves_a_trace_without_a_word_of_it(cast: Cast, note: Concern) -> None:
    save(note, cast, WRITTEN | {"saw_heard": "Noe nytt"}, version=1)
    entries = AuditEntry.objects.filter(object=note.pk).order_by("at")
    assert [(entry.event, entry.details) for entry in entries] == [
        ("worker:concern:write", {"guide": cast.guide.code}),
        ("worker:concern:change", {"version": 2}),
    ]
