"""One's own progress: ticked, seen and forgotten by oneself; and the certificate nobody need ask for."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from helhet.learning.models import StepDone
from helhet.learning.path import learning_paths
from helhet.people.models import Account
from tests.cast import NOW, Cast
from tests.web.markup import elements, one

PATH = "choosing-measures"
STEPS = [step.key for step in learning_paths()[PATH].steps]


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def address(name: str, **more: str) -> str:
    return reverse(f"learning:{name}", kwargs={"path": PATH, **more}).replace("/nb/", "/en/")


def lead(client: Client) -> str:
    return one(client.get(address("progress")).content.decode(), class_="lead").text


def test_one_ticks_step_by_step_and_gets_the_certificate_at_once_when_all_is_done(cast: Cast) -> None:
    kari = signed_in(cast.kari.account)
    assert lead(kari) == "0 of 5 steps are done"
    for step in STEPS:
        assert kari.get(address("certificate")).status_code == 404
        assert kari.post(address("step", step=step)).status_code == 302
    assert lead(kari) == "5 of 5 steps are done"
    html = kari.get(address("certificate")).content.decode()
    assert one(html, "h1").text == "Kari"
    assert one(html, class_="lead").text == "has gone the learning path “Choosing measures together”"
    assert [step.text for step in elements(html, "li") if "24 November 2026" in step.text] == [
        f"{step.title.en} 24 November 2026" for step in learning_paths()[PATH].steps
    ]


def test_a_step_is_done_once_and_keeps_its_first_day_and_can_be_taken_back(cast: Cast) -> None:
    kari = signed_in(cast.kari.account)
    kari.post(address("step", step="find"))
    kari.post(address("step", step="find"))
    assert StepDone.objects.get().done_at == NOW
    kari.post(address("step", step="find"), {"undo": "yes"})
    assert StepDone.objects.count() == 0
    assert kari.post(address("step", step="nowhere")).status_code == 404


def test_a_step_ticked_after_midnight_in_norway_is_done_on_the_new_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    kari = signed_in(cast.kari.account)
    for step in STEPS:
        kari.post(address("step", step=step))
    days = [time["datetime"] for time in elements(kari.get(address("certificate")).content.decode(), "time")]
    assert days == ["2026-07-01"] * (len(STEPS) + 1)


def test_what_one_has_done_nobody_else_sees_not_the_leader_either(cast: Cast) -> None:
    leader = signed_in(cast.rektor.account)
    pages = [address("progress"), reverse("learning:mine"), reverse("plans:unit"), address("path")]
    before = [without_token(leader, page) for page in pages]
    kari = signed_in(cast.kari.account)
    for step in STEPS:
        kari.post(address("step", step=step))
    assert [without_token(leader, page) for page in pages] == before
    assert leader.get(address("certificate")).status_code == 404


def without_token(client: Client, page: str) -> list[str]:
    return [e.text for e in elements(client.get(page).content.decode(), "main")]


def test_one_forgets_it_all_oneself_and_takes_nothing_of_others_along(cast: Cast) -> None:
    kari, jonas = signed_in(cast.kari.account), signed_in(cast.jonas.account)
    for client in (kari, jonas):
        client.post(address("step", step="find"))
    kari.post(address("forget"))
    assert list(StepDone.objects.values_list("account", flat=True)) == [cast.jonas.account.pk]


def test_who_is_not_signed_in_keeps_nothing(cast: Cast) -> None:
    assert Client().post(address("step", step="find")).status_code in {302, 401}
    assert StepDone.objects.count() == 0
