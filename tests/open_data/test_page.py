"""The page for people: every dataset with its source, its licence and its files."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from helhet.open_data.datasets import datasets

pytestmark = pytest.mark.django_db


def page(address: str = "/en/open-data/") -> str:
    answer = Client().get(address)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    return answer.content.decode()


def test_every_file_is_on_the_page_under_its_own_licence(figures: None) -> None:
    cards = re.findall(r'<article class="card">.*?</article>', page(), re.DOTALL)
    offered = sorted(datasets(), key=lambda one: one.title.en)
    assert sorted(re.findall(r"<h3>.*?>([^<]+)<", "".join(cards))) == [one.title.en for one in offered]
    links = re.findall(r'href="([^"]+)"', "".join(cards))
    assert [file.path for one in offered for file in one.distributions if file.path not in links] == []
    licences = [re.findall(r'rel="license external">([^<]+)<', card) for card in cards]
    assert sorted(licences) == sorted([origin.licence.name for origin in one.origins] for one in offered)


@pytest.mark.parametrize(("language", "title"), [("nb", "Åpne data"), ("nn", "Opne data"), ("en", "Open data")])
def test_it_is_in_the_language_of_the_address(figures: None, language: str, title: str) -> None:
    html = page(f"/{language}/open-data/")
    assert re.findall(r"<h1>(.*?)</h1>", html) == [title]
    assert html.count("http://127.0.0.1:8000/open-data/catalogue<") == 1


def test_nothing_is_said_of_harvesting_where_nobody_answers_for_it(settings: Settings) -> None:
    settings.PUBLISHER = ""
    assert page().count("open-data/catalogue") == 0
