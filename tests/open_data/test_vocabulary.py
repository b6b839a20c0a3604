"""Every word of ours that a catalogue needs is said in the shared vocabularies."""

from helhet.indicators.actions import DATA, carried_recipes
from helhet.indicators.catalogue import catalogue
from helhet.open_data.datasets import RIGHTS
from helhet.open_data.vocabulary import frequencies, licences, subjects


def test_every_area_of_life_and_the_rights_have_a_subject() -> None:
    assert sorted(subjects()) == sorted([*(domain.code for domain in catalogue().domains), RIGHTS])


def test_how_often_an_indicator_is_published_has_a_word_in_common() -> None:
    assert {one.frequency for one in catalogue().indicators.values()} == set(frequencies())


def test_every_carried_file_is_on_a_licence_that_is_known() -> None:
    carried = [*carried_recipes(), *carried_recipes(DATA / "online")]
    assert {one.licence for one in carried} - set(licences()) == set()


def test_a_licence_is_named_for_programs_and_told_to_people() -> None:
    assert [
        one for one in licences().values() if not one.address.startswith("http") or not one.page.startswith("https")
    ] == []
