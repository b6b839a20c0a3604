"""The files of the learning paths, and their pages for anyone."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve, reverse

from helhet.learning.path import FOLDER, PathError, learning_paths
from helhet.measures.models import KnownMeasure
from helhet.measures.registry.load import load_register
from tests.web.markup import elements, one

WHOLE = "whole-child.toml"


@pytest.mark.django_db
def test_every_step_on_this_site_leads_to_a_page_that_is_there() -> None:
    load_register()
    ours = [step.address for path in learning_paths().values() for step in path.steps if step.is_ours]
    assert len(ours) > 3
    assert [address for address in ours if Client().get(f"/nb{address}").status_code != 200] == []
    assert [address for address in ours if not resolve(f"/nb{address}")] == []
    assert KnownMeasure.objects.count() == 45


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.django_db
def test_anyone_reads_a_path_in_their_own_language(language: str) -> None:
    for path in learning_paths().values():
        page = Client().get(reverse("learning:path", kwargs={"path": path.key}).replace("/nb/", f"/{language}/"))
        html = page.content.decode()
        assert dict(page.cookies) == {}
        assert one(html, "h1").text == path.title.in_language(language)
        assert [h2.text for h2 in elements(html, "h2")] == [step.title.in_language(language) for step in path.steps]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        pytest.param("minutes = 40", "minutes = 0", "line 16: steps[1].minutes: expected 1 or more", id="no time"),
        pytest.param('key = "system"', 'key = "begin"', "line 53: steps[4].key: expected small letters, digits and "
                     "hyphens, 40 at most, once in the path", id="a key twice"),
        pytest.param('together = "network"', 'together = "all"',
                     "line 1: together: 'all' is not known; expected one of: unit, network, alone", id="with whom"),
        pytest.param('"https://www.fafo.no/', '"javascript://www.fafo.no/', "line 17: steps[1].address: expected a "
                     "page of this site, or https; found 'javascript://www.fafo.no/prosjekter/fullforte-prosjekter/item/"
                     "kunnskapsgrunnlag-for-0-24-samarbeidet-en-innsats-for-utsatte-barn-og'", id="no address"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_file_line_and_expectation(
    tmp_path: Path, was: str, becomes: str, told: str
) -> None:
    text = (FOLDER / WHOLE).read_text("utf-8")
    assert text.count(was) == 1
    (tmp_path / WHOLE).write_text(text.replace(was, becomes), "utf-8")
    with pytest.raises(PathError) as refused:
        learning_paths(tmp_path)
    assert str(refused.value) == f"{WHOLE}, {told}"
