"""What anybody reads, and what only those appointed do."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from helhet.library import actions
from helhet.library.actions import Words
from helhet.library.models import Picture, Version
from helhet.library.pictures import make
from helhet.library.queries import Editor
from helhet.library.seed.load import Loaded, load_library
from helhet.library.seed.read import seeds
from helhet.library.topics import topics
from tests.counting import same_queries
from tests.library.desk import NOW, browser, draft, let_out, out
from tests.web.markup import elements


def picture_bytes() -> bytes:
    made = BytesIO()
    Image.new("RGB", (20, 10)).save(made, "PNG")
    return made.getvalue()


def test_a_page_sets_no_cookie_and_may_be_kept(eirin: Editor, torstein: Editor) -> None:
    out(eirin, torstein)
    answers = [browser(None).get(f"/nb/library/{path}") for path in ("", "search/?q=leggetid", "sovn/")]
    assert [(one.status_code, dict(one.cookies), one.get("Cache-Control")) for one in answers] == [(200, {}, None)] * 3


def test_an_older_address_leads_to_the_newer_for_good(eirin: Editor, torstein: Editor) -> None:
    actions.move(item=out(eirin, torstein).item, slug="sove-godt", actor=eirin, at=NOW)
    answer = browser(None).get("/nn/library/sovn/")
    assert (answer.status_code, answer["Location"]) == (301, "/nn/library/sove-godt/")


def test_what_was_taken_away_says_so(eirin: Editor, torstein: Editor) -> None:
    actions.withdraw(item=out(eirin, torstein).item, note="Feil.", actor=torstein, at=NOW)
    assert browser(None).get("/nb/library/sovn/").status_code == 410


def test_nothing_of_a_draft_is_to_be_read(eirin: Editor) -> None:
    draft(eirin)
    pages = [browser(None).get(path) for path in ("/nb/library/sovn/", "/nb/library/", "/nb/library/search/?q=fast")]
    assert [(page.status_code, b"leggetid" in page.content) for page in pages] == [
        (404, False),
        (200, False),
        (200, False),
    ]


def test_a_word_that_is_not_written_in_ones_language_is_shown_in_another_and_says_which(
    eirin: Editor, torstein: Editor
) -> None:
    out(eirin, torstein)
    page = browser(None).get("/en/library/sovn/").content.decode()
    assert ('<h1 lang="nb">Søvn hos små barn</h1>' in page, "not written in your language yet" in page) == (True, True)


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "\x00", "%", "a" * 5000]
)
def test_a_question_is_shown_as_it_was_typed_and_does_nothing(eirin: Editor, torstein: Editor, question: str) -> None:
    out(eirin, torstein)
    answer = browser(None).get("/nb/library/search/", {"q": question, "page": "-1", "topic": question})
    page = answer.content.decode()
    did = [harm for harm in ("<script>alert", "<img src=x", ">49<") if harm in page]
    assert (answer.status_code, did) == (200, [])


def test_words_that_attack_are_words_on_every_page(eirin: Editor, torstein: Editor) -> None:
    bad = "<script>alert(1)</script>"
    made = out(eirin, torstein, nb=Words(f"Søvn {bad}", f"Kort {bad}", f"leggetid {bad}\n\n[x](javascript:alert(1))"))
    pages = [
        browser(None).get("/nb/library/sovn/"),
        browser(None).get("/nb/library/search/?q=leggetid"),
        browser(None).get("/nb/library/"),
        browser(torstein).get("/desk/library/"),
        browser(torstein).get(f"/desk/library/items/{made.item_id}/"),
        browser(torstein).get(f"/desk/library/versions/{made.pk}/preview/"),
    ]
    assert [(one.status_code, b"<script>alert" in one.content) for one in pages] == [(200, False)] * 6
    assert b'href="javascript:' not in pages[0].content


def test_a_picture_is_nothing_but_a_picture_and_hidden_until_its_item_is_out(eirin: Editor, torstein: Editor) -> None:
    version = draft(eirin)
    made = actions.add_picture(
        item=version.item,
        made=make(picture_bytes()),
        alt_nb="Et barn",
        alt_nn="Eit barn",
        credit="",
        actor=eirin,
        at=NOW,
    )
    address = f"/pictures/{made.pk}/"
    assert [browser(who).get(address).status_code for who in (None, eirin)] == [404, 200]
    actions.send(version=version, actor=eirin, at=NOW)
    let_out(version, torstein)
    answer = browser(None).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    policy = [part.strip() for part in answer["Content-Security-Policy"].split(";")]
    assert (policy.count("sandbox"), policy.count("default-src 'none'")) == (1, 1)
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_picture_is_asked_for_anew_after_five_minutes_and_is_gone_with_its_item(
    eirin: Editor, torstein: Editor
) -> None:
    version = out(eirin, torstein)
    made = actions.add_picture(
        item=version.item, made=make(picture_bytes()), alt_nb="x", alt_nn="x", credit="", actor=eirin, at=NOW
    )
    address, reader = f"/pictures/{made.pk}/", browser(None)
    first = reader.get(address)
    assert (first["Cache-Control"], first["ETag"]) == ("public, max-age=300, must-revalidate", f'"{made.pk}"')
    again = reader.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"], again["Cache-Control"]) == (
        304, b"", first["ETag"], first["Cache-Control"],
    )  # fmt: skip
    actions.withdraw(item=version.item, note="Old", actor=torstein, at=NOW)
    gone = reader.get(address, headers={"if-none-match": first["ETag"]})
    at_the_desk = browser(eirin).get(address, headers={"if-none-match": first["ETag"]})
    assert (gone.status_code, at_the_desk.status_code, at_the_desk["Cache-Control"]) == (404, 200, "no-store")


def test_a_file_that_only_calls_itself_a_picture_is_refused_and_not_kept(eirin: Editor) -> None:
    version = draft(eirin)
    file = SimpleUploadedFile("bilde.png", b"<svg onload=alert(1)>", content_type="image/png")
    given = {"file": file, "alt_nb": "Et barn", "alt_nn": "Eit barn"}
    answer = browser(eirin).post(f"/desk/library/versions/{version.pk}/pictures/", given)
    assert (answer.status_code, Picture.objects.count()) == (422, 0)


def test_a_picture_without_words_is_refused(eirin: Editor) -> None:
    version = draft(eirin)
    file = SimpleUploadedFile("bilde.png", picture_bytes(), content_type="image/png")
    answer = browser(eirin).post(f"/desk/library/versions/{version.pk}/pictures/", {"file": file, "alt_nb": " "})
    assert (answer.status_code, Picture.objects.count()) == (422, 0)


def test_somebody_appointed_without_a_place_in_a_service_is_led_to_their_desk(eirin: Editor) -> None:
    answer = browser(eirin).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert browser(eirin).get("/desk/").status_code == 200


def test_an_appointment_that_is_over_opens_nothing(eirin: Editor) -> None:
    eirin.worker.appointments.update(ended_on=NOW.date())
    assert [browser(eirin).get(path).status_code for path in ("/", "/desk/", "/desk/library/")] == [403, 404, 404]


def test_an_editor_walks_from_the_first_word_to_the_second_pair_of_eyes(eirin: Editor, torstein: Editor) -> None:
    own, other = browser(eirin), browser(torstein)
    begun = own.post("/desk/library/new/", {"title": "Søvn", "language": "nb", "kind": "article"})
    page = begun["Location"]
    form = own.get(page).context["form"]
    given = {name: form[name].value() or "" for name in form.fields} | {"summary_nb": "Kort.", "version": "1"}
    assert own.post(page, given | {"topics": ["helsestasjon", "barnevern"]}).status_code == 302
    version = Version.objects.get()
    assert (version.topics, version.saves) == (["helsestasjon", "barnevern"], 2)
    own.post(f"{page}send/")
    assert b"S\xc3\xb8vn" in other.get("/desk/library/").content
    assert own.get(f"{page}approve/").status_code == 200
    assert own.post(f"{page}approve/?version={version.saves}", {"when": "now"}).status_code == 422
    other.post(f"{page}approve/?version={version.saves}", {"when": "now"})
    assert browser(None).get("/nb/library/sovn/").status_code == 200


@pytest.mark.parametrize(("then", "leads"), [("", ""), ("preview", "preview/"), ("pictures", "pictures/"), ("x", "")])
def test_whoever_goes_on_from_writing_has_saved_it(eirin: Editor, then: str, leads: str) -> None:
    page = f"/desk/library/versions/{draft(eirin).pk}/"
    form = browser(eirin).get(page).context["form"]
    given = {name: form[name].value() or "" for name in form.fields} | {"version": "2", "then": then}
    assert browser(eirin).post(page, given | {"title_nb": "Sove godt"})["Location"] == page + leads
    assert Version.objects.get().wordings.get(language="nb").title == "Sove godt"


def test_whoever_has_only_keys_need_not_walk_through_the_filters(eirin: Editor, torstein: Editor) -> None:
    out(eirin, torstein)
    page = browser(None).get("/nb/library/search/?q=leggetid").content.decode()
    assert re.findall(r'<a class="ds-skip-link" href="#([^"]+)"', page) == ["main", "hits"]
    assert page.count('id="hits"') == 1


def test_two_who_changed_different_fields_are_put_together(eirin: Editor, torstein: Editor) -> None:
    page = f"/desk/library/versions/{draft(eirin).pk}/"
    opened = browser(eirin).get(page)
    base, form = opened.context["base"], opened.context["form"]
    first = {name: form[name].value() or "" for name in form.fields} | {"version": "2", "base": base}
    browser(torstein).post(page, first | {"title_nn": "Om søvn"})
    answer = browser(eirin).post(page, first | {"title_nb": "Sove godt"}, headers={"x-requested-with": "autosave"})
    assert (answer.status_code, answer.json()["fields"]) == (200, {"title_nn": "Om søvn"})
    words = dict(Version.objects.get().wordings.values_list("language", "title"))
    assert (words["nb"], words["nn"]) == ("Sove godt", "Om søvn")


def test_two_who_changed_the_same_field_choose(eirin: Editor, torstein: Editor) -> None:
    page = f"/desk/library/versions/{draft(eirin).pk}/"
    opened = browser(eirin).get(page)
    base, form = opened.context["base"], opened.context["form"]
    first = {name: form[name].value() or "" for name in form.fields} | {"version": "2", "base": base}
    browser(torstein).post(page, first | {"title_nb": "Om søvn"})
    answer = browser(eirin).post(page, first | {"title_nb": "Sove godt"})
    both = [title in answer.content.decode() for title in ("Om søvn", "Sove godt")]
    assert (answer.status_code, both) == (409, [True, True])


def test_whose_day_of_review_has_passed_stands_at_the_desk_ones_own_first(eirin: Editor, torstein: Editor) -> None:
    theirs, own = out(torstein, appoint_publisher()), out(eirin, torstein, slug="mat")
    Version.objects.update(review_on=NOW.date().replace(day=1))
    listed = browser(eirin).get("/desk/library/").context["overdue"]
    assert [page.version.pk for page, _ in listed] == [own.pk, theirs.pk]
    actions.look_through(item=own.item, review_on=NOW.date().replace(year=2027), actor=eirin, at=NOW)
    assert [page.version.pk for page, _ in browser(eirin).get("/desk/library/").context["overdue"]] == [theirs.pk]


def test_the_desk_says_who_wrote_what_waits_and_who_looks_after_what_is_late(eirin: Editor, torstein: Editor) -> None:
    late, waits = out(eirin, torstein), draft(eirin, slug="mat")
    actions.send(version=waits, actor=eirin, at=NOW)
    Version.objects.filter(item=late.item).update(review_on=NOW.date().replace(day=1))
    page = browser(torstein).get("/desk/library/").content.decode()
    lists = elements(page, "ul", class_="library-desk")
    assert [" · Eirin" in one.text for one in lists[:2]] == [True, True]
    assert [a["href"] for a in elements(page, "a", class_="nav__link", aria_current="page")] == ["/desk/library/"]


def test_another_looks_after_an_item_by_saying_so(eirin: Editor, torstein: Editor) -> None:
    item = out(eirin, torstein).item
    history, mine = f"/desk/library/items/{item.pk}/", browser(torstein)
    assert "Jeg passer på det" in mine.get(history).content.decode()
    assert mine.post(f"{history}keep/").status_code == 302
    item.refresh_from_db()
    assert (item.keeper, "Jeg passer på det" in mine.get(history).content.decode()) == (torstein.worker, False)


def appoint_publisher() -> Editor:
    from tests.library.desk import Role, appoint

    return appoint("Sigrun", Role.PUBLISHER)


def test_many_cost_as_many_queries_as_one(eirin: Editor, torstein: Editor) -> None:
    made = iter(range(100))

    def more() -> None:
        out(eirin, torstein, slug=f"sovn-{(number := next(made))}")
        draft(eirin, slug=f"utkast-{number}")

    more()
    for path, who in (("/nb/library/", None), ("/nb/library/search/?q=leggetid", None), ("/desk/library/", torstein)):
        client = browser(who)
        same_queries(more, lambda client=client, path=path: client.get(path))  # type: ignore[misc]


def test_every_item_that_comes_along_is_told_in_both_forms_of_norwegian_and_loaded_once(db: None) -> None:
    every = list(seeds())
    assert [one.slug for one in every if not {"nb", "nn", "en"} <= set(one.content.words)] == []
    assert [
        one.slug for one in every for words in one.content.words.values() if not (words.title and words.summary)
    ] == []
    assert len(every) == len({one.slug for one in every}) == 90
    assert [load_library(at=NOW), load_library(at=NOW)] == [Loaded(90, 0), Loaded(0, 90)]


def test_every_topic_is_one_of_los_with_a_name_in_three_languages() -> None:
    every = topics().values()
    assert [one.code for one in every if not one.uri.startswith("https://psi.norge.no/los/")] == []
    assert [one.code for one in every if not (one.name.nb and one.name.nn and one.name.en)] == []
    assert [one.code for one in every if one.under and one.under not in topics()] == []


def test_a_page_is_read_without_being_signed_in_and_changed_by_nobody(eirin: Editor, torstein: Editor) -> None:
    out(eirin, torstein)
    client = Client()
    assert [client.post(f"/nb/library/{path}").status_code for path in ("", "search/", "sovn/")] == [405] * 3
