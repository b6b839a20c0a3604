"""What can be laid in the feedback besides words: in the address of the page that is spoken of."""

import pytest
from django.test import Client

from helhet.core.national_id import is_written_in, synthetic
from helhet.feedback.models import Feedback
from tests.readers import Reader

NUMBER = synthetic(day=3, month=3, year=17, serial=7)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "page", [f"/en/library/{NUMBER}/", f"/en/municipalities/{NUMBER[:6]}%20{NUMBER[6:]}/".replace("%20", " ")]
)
def test_a_national_id_is_not_kept_as_the_name_of_a_page(page: str) -> None:
    nobody = Client()
    assert [
        nobody.get("/en/feedback/more/", {"page": page}).status_code,
        nobody.post("/en/feedback/found/", {"page": page}).status_code,
    ] == [404, 404]


@pytest.mark.parametrize(
    "page",
    ["//[", "http://[", "/en/municipalities/\x00/", "/en/library/\x00/", "\ud800".encode("utf-8", "surrogatepass")],
)
def test_an_address_that_is_none_is_no_page(page: str) -> None:
    nobody = Client(raise_request_exception=False)
    assert [
        nobody.get("/en/feedback/more/", {"page": page}).status_code,
        nobody.post("/en/feedback/found/", {"page": page}).status_code,
    ] == [404, 404]


@pytest.mark.parametrize("between", ["     ", "\t\t\t\t", " \n\n\n ", "\u00a0\u00a0\u00a0\u00a0\u00a0"])
def test_a_number_pasted_from_a_table_is_one(between: str) -> None:
    assert is_written_in(f"{NUMBER[:6]}{between}{NUMBER[6:]}")


def test_what_is_written_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(monkeypatch)
    reader.fill("/en/feedback/more/?page=/en/guides/&found=no", {"words": "<script>alert(1)</script>{{ 7|add:7 }}"})
    from tests.readers import appoint, at_desk

    eirin = at_desk(appoint().eirin)
    pages = [eirin.get("/desk/feedback/"), eirin.get(f"/desk/feedback/{Feedback.objects.get().pk}/")]
    assert [("<script>alert" in page.content.decode(), "{{ 7|add:7 }}" in page.content.decode()) for page in pages] == [
        (False, True)
    ] * 2
